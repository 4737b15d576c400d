package io.ostiary.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.policy.decision.ApplicablePolicies;
import io.ostiary.policy.decision.Authorizer;
import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.document.Effect;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadTest {

  @Test
  void isTheSameForTheSameSeed() {
    Workload one = Workload.of(100, 7);
    Workload again = Workload.of(100, 7);

    assertThat(texts(again)).isEqualTo(texts(one));
    assertThat(questions(again)).isEqualTo(questions(one));
  }

  @Test
  void isAnotherForAnotherSeed() {
    assertThat(texts(Workload.of(100, 8))).isNotEqualTo(texts(Workload.of(100, 7)));
  }

  @ParameterizedTest(name = "{0} statements")
  @ValueSource(ints = {10, 100, 1_000})
  void holdsItsMix(int size) {
    List<GeneratedStatement> statements = Workload.of(size).statements();
    Map<Shape, Long> shapes =
        statements.stream()
            .collect(Collectors.groupingBy(GeneratedStatement::shape, Collectors.counting()));

    assertThat(statements).hasSize(size);
    assertThat(share(statements, statement -> statement.effect() == Effect.DENY))
        .isBetween(0.13, 0.21);
    assertThat(shapes.getOrDefault(Shape.BROAD, 0L)).isEqualTo(Math.min(5, size / 100));
    if (size >= 100) {
      for (Shape shape : Shape.values()) {
        assertThat(100.0 * shapes.getOrDefault(shape, 0L) / size)
            .as("%s", shape)
            .isBetween(shape.percent() - 0.5, shape.percent() + 0.5);
      }
      assertThat(share(statements, statement -> !statement.conditions().isEmpty()))
          .isBetween(0.25, 0.45);
    }
  }

  @ParameterizedTest(name = "{0} statements")
  @ValueSource(ints = {10, 100, 1_000})
  void allowsHalfOfTheRequestsAndDeniesAQuarterEitherWay(int size) {
    Workload workload = Workload.of(size);
    ApplicablePolicies policies =
        ApplicablePolicies.of(PolicySet.of(workload.policies()), PolicySet.EMPTY);
    Map<Class<?>, Long> decisions =
        workload.requests().stream()
            .map(request -> Authorizer.decide(request, policies))
            .collect(Collectors.groupingBy(Decision::getClass, Collectors.counting()));

    assertThat(decisions)
        .isEqualTo(
            Map.of(
                Decision.Allowed.class,
                512L,
                Decision.ExplicitlyDenied.class,
                256L,
                Decision.ImplicitlyDenied.class,
                256L));
  }

  @Test
  void staysWithinTheLargestPolicyThatAwsStores() {
    assertThat(Workload.of(1_000).policies())
        .allSatisfy(source -> assertThat(source.policy().text()).hasSizeLessThan(6_144));
  }

  @Test
  void hasSaplsHospitalWithAllOfItsPolicies() {
    Hospital hospital = Hospital.of(30);

    assertThat(hospital.permits()).hasSize(32 * 30 + 5);
    assertThat(hospital.visits()).hasSize(Workload.REQUESTS);
    assertThat(Hospital.of(30)).isEqualTo(hospital);
  }

  private static double share(
      List<GeneratedStatement> statements, Function<GeneratedStatement, Boolean> trait) {
    return (double) statements.stream().filter(trait::apply).count() / statements.size();
  }

  private static List<String> texts(Workload workload) {
    return workload.policies().stream().map(source -> source.policy().text()).toList();
  }

  private static List<String> questions(Workload workload) {
    return workload.requests().stream()
        .map(request -> request.action() + " " + request.resource() + request.context().asMap())
        .toList();
  }
}
