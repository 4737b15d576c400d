package io.ostiary.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.policy.decision.Change.AddStatement;
import io.ostiary.policy.decision.Change.SendRequest;
import io.ostiary.policy.decision.Change.StopDenying;
import io.ostiary.policy.decision.Decision.Allowed;
import io.ostiary.policy.decision.Decision.ExplicitlyDenied;
import io.ostiary.policy.decision.Decision.ImplicitlyDenied;
import io.ostiary.policy.decision.LayerTrace.Verdict;
import io.ostiary.policy.document.Effect;
import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.request.AuthorizationRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of the trace of every decision in the tables. */
@Tag("once")
class TracePropertyTest {

  static Stream<DecisionCase> cases() {
    return Stream.concat(DecisionTest.cases(), TraceTest.cases())
        .filter(one -> !one.expected().equals("Malformed"));
  }

  private static DecisionTrace trace(DecisionCase one) {
    return Authorizer.trace(one.request(), one.policies());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void isOfTheDecisionThatIsMade(DecisionCase one) {
    assertThat(trace(one).decision()).isEqualTo(one.decide());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void hasLayersThatBearTheDecisionOut(DecisionCase one) {
    DecisionTrace trace = trace(one);
    List<LayerTrace> denying =
        trace.layers().stream().filter(layer -> layer.verdict() == Verdict.DENIES).toList();

    if (trace.decision() instanceof ExplicitlyDenied denied) {
      assertThat(denying.get(0).statements().get(0).statement()).isEqualTo(denied.by());
    } else {
      assertThat(denying).isEmpty();
    }
    if (trace.decision() instanceof ImplicitlyDenied implicit) {
      assertThat(trace.layers())
          .filteredOn(layer -> layer.type() == implicit.missing())
          .anyMatch(layer -> layer.verdict() != Verdict.ALLOWS);
    }
    if (trace.decision() instanceof Allowed allowed && allowed.by() != null) {
      assertThat(trace.layers())
          .filteredOn(layer -> layer.verdict() == Verdict.ALLOWS)
          .flatExtracting(LayerTrace::statements)
          .extracting(StatementTrace::statement)
          .contains(allowed.by());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void saysOfEveryElementWhetherItMatches(DecisionCase one) {
    for (LayerTrace layer : trace(one).layers()) {
      boolean decisive = layer.verdict() != Verdict.SILENT;
      assertThat(layer.statements()).allMatch(statement -> statement.matches() == decisive);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void offersOnlyWhatAllows(DecisionCase one) {
    DecisionTrace trace = trace(one);

    if (trace.decision() instanceof Allowed) {
      assertThat(trace.remedies()).isEmpty();
      assertThat(trace.note()).isEmpty();
    }
    for (Remedy remedy : trace.remedies()) {
      assertThat(decide(one, remedy.changes())).as("%s", remedy).isInstanceOf(Allowed.class);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void offersNoChangeTooMany(DecisionCase one) {
    for (Remedy remedy : trace(one).remedies()) {
      for (Change change : remedy.changes()) {
        List<Change> fewer = new ArrayList<>(remedy.changes());
        fewer.remove(change);
        assertThat(decide(one, fewer)).as("%s", remedy).isNotInstanceOf(Allowed.class);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void saysTheSameAgain(DecisionCase one) {
    assertThat(trace(one)).isEqualTo(trace(one));
    assertThat(trace(one)).hasToString(trace(one).toString());
  }

  /** Every property of one case. */
  void holdFor(DecisionCase one) {
    isOfTheDecisionThatIsMade(one);
    hasLayersThatBearTheDecisionOut(one);
    saysOfEveryElementWhetherItMatches(one);
    offersOnlyWhatAllows(one);
    offersNoChangeTooMany(one);
    saysTheSameAgain(one);
  }

  /** Makes the changes as a reader of the trace would, and decides. */
  private static Decision decide(DecisionCase one, List<Change> changes) {
    AuthorizationRequest request = one.request();
    ApplicablePolicies old = one.policies();
    for (Change change : changes) {
      if (change instanceof SendRequest other) {
        request =
            new AuthorizationRequest(
                request.principal(),
                request.action(),
                request.resource(),
                other.change().applyTo(request.context()));
      }
    }
    ApplicablePolicies policies =
        new ApplicablePolicies(
            changed(old.identity(), changes, 0, PolicyType.IDENTITY),
            changed(old.resource(), changes, 0, PolicyType.RESOURCE, PolicyType.TRUST),
            limit(old.boundary(), changes, PolicyType.PERMISSIONS_BOUNDARY),
            limit(old.session(), changes, PolicyType.SESSION),
            levels(old.serviceControl(), changes, PolicyType.SERVICE_CONTROL),
            levels(old.resourceControl(), changes, PolicyType.RESOURCE_CONTROL));
    return Authorizer.decide(request, policies);
  }

  private static @Nullable PolicySet limit(
      @Nullable PolicySet set, List<Change> changes, PolicyType type) {
    PolicySet changed = changed(set == null ? PolicySet.EMPTY : set, changes, 0, type);
    return set == null && changed.type() == null ? null : changed;
  }

  private static List<PolicySet> levels(
      List<PolicySet> sets, List<Change> changes, PolicyType type) {
    List<PolicySet> changed = new ArrayList<>();
    for (PolicySet set : sets) {
      changed.add(changed(set, changes, changed.size() + 1, type));
    }
    return changed;
  }

  private static PolicySet changed(
      PolicySet set, List<Change> changes, int level, PolicyType... types) {
    List<AttachedStatement> statements = new ArrayList<>(set.statements());
    for (Change change : changes) {
      if (change instanceof StopDenying stop && stop.level() == level) {
        statements.removeIf(
            one ->
                one.statement().effect() == Effect.DENY
                    && one.denied().by().equals(stop.statement()));
      } else if (change instanceof AddStatement more
          && more.level() == level
          && List.of(types).contains(more.type())) {
        statements.add(added(more));
      }
    }
    return PolicySet.ofStatements(types[types.length - 1], statements);
  }

  private static AttachedStatement added(AddStatement change) {
    Policy policy =
        Policy.parse(
            """
            {"Version": "2012-10-17", "Statement": [%s]}"""
                .formatted(change.statement()),
            change.type());
    return AttachedStatement.of(
        change.type(), new PolicySet.Source("new", policy), policy.statements().get(0));
  }
}
