package io.ostiary.policy.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.policy.condition.Template;
import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.document.Statement;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.RequestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Covering and meeting, held against matching: what covers matches whatever the covered does. */
@Tag("once")
class CoverPropertyTest {
  private static final int LONGEST = 6;
  private static final List<String> TEXTS = texts();

  /**
   * Every text of three letters up to a length that tells short globs apart. Globs are of two, so
   * that those two do not happen to be all letters that there are.
   */
  private static List<String> texts() {
    List<String> texts = new ArrayList<>(List.of(""));
    for (int from = 0; texts.get(from).length() < LONGEST; from++) {
      texts.add(texts.get(from) + "a");
      texts.add(texts.get(from) + "b");
      texts.add(texts.get(from) + "c");
    }
    return texts;
  }

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  private static String glob(Random random) {
    return random
        .ints(random.nextInt(5), 0, 6)
        .mapToObj(i -> String.valueOf("ab**?*".charAt(i)))
        .reduce("", String::concat);
  }

  private static Set<String> matched(String glob) {
    Template template = Template.glob(glob, false);
    return TEXTS.stream()
        .filter(text -> template.matches(text, RequestContext.EMPTY))
        .collect(Collectors.toSet());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void coversExactlyWhatMatchesNoMore(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      String one = glob(random);
      String two = glob(random);

      assertThat(Glob.of(one, false).covers(Glob.of(two, false), new Effort()))
          .as("%s covers %s", one, two)
          .isEqualTo(matched(one).containsAll(matched(two)));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void meetsExactlyWhatHasATextInCommon(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      String one = glob(random);
      String two = glob(random);
      Set<String> common = matched(one);
      common.retainAll(matched(two));

      assertThat(Glob.of(one, false).meets(Glob.of(two, false), new Effort()))
          .as("%s meets %s", one, two)
          .isEqualTo(!common.isEmpty());
    }
  }

  private static String one(Random random, List<String> of) {
    return of.get(random.nextInt(of.size()));
  }

  private static String list(Random random, List<String> of) {
    return IntStream.rangeClosed(0, random.nextInt(2))
        .mapToObj(i -> '"' + one(random, of) + '"')
        .reduce((a, b) -> a + "," + b)
        .map(items -> "[" + items + "]")
        .orElseThrow();
  }

  private static String statement(Random random) {
    List<String> actions = List.of("*", "s3:*", "s3:Get*", "S3:getobject", "s3:Put?bject", "q:*");
    List<String> resources =
        List.of(
            "*",
            "arn:aws:s3:::*",
            "arn:aws:s3:::b/*",
            "arn:aws:s3:::b/x",
            "arn:aws:s3*",
            "arn:aws:q:*:1:z",
            "arn:aws:s3:::b/${aws:username}");
    List<String> conditions =
        List.of(
            "",
            ", \"Condition\": {\"StringEquals\": {\"aws:username\": [\"x\", \"y\"]}}",
            ", \"Condition\": {\"stringequals\": {\"aws:UserName\": [\"y\", \"x\"]},"
                + " \"Bool\": {\"aws:SecureTransport\": \"true\"}}");
    return "{\"Effect\": \"Allow\", \"%s\": %s, \"%s\": %s%s}"
        .formatted(
            one(random, List.of("Action", "Action", "NotAction")),
            list(random, actions),
            one(random, List.of("Resource", "Resource", "NotResource")),
            list(random, resources),
            one(random, conditions));
  }

  private static boolean matches(
      Statement statement, Action action, String resource, RequestContext context) {
    return statement.covers(action)
        && statement.covers(resource, resource, context)
        && statement.holds(context);
  }

  private static RequestContext context(Random random) {
    RequestContext.Builder context = RequestContext.builder();
    if (random.nextBoolean()) {
      context.one("aws:username", one(random, List.of("x", "y", "z")));
    }
    return context.one("aws:SecureTransport", one(random, List.of("true", "false"))).build();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aStatementThatCoversMatchesWhateverTheCoveredDoes(long seed) {
    Random random = new Random(seed);
    int covered = 0;
    for (int i = 0; i < 400; i++) {
      String text =
          "{\"Version\": \"2012-10-17\", \"Statement\": [%s, %s]}"
              .formatted(statement(random), statement(random));
      Draft draft =
          DraftReader.read(text, PolicyType.IDENTITY, true, new Catalogue(List.of())).orElseThrow();
      StatementCover first = StatementCover.of(draft.statements().get(0));
      StatementCover second = StatementCover.of(draft.statements().get(1));
      if (first.covers(second, new Effort())) {
        covered++;
        Policy policy = Policy.parse(text, PolicyType.IDENTITY);
        for (String action : List.of("s3:GetObject", "s3:PutObject", "s3:GetX", "q:Send")) {
          for (String resource :
              List.of("*", "arn:aws:s3:::b/x", "arn:aws:s3:::b/y", "arn:aws:q:e:1:z")) {
            RequestContext context = context(random);
            Action asked = Action.parse(action);
            assertThat(
                    !matches(policy.statements().get(1), asked, resource, context)
                        || matches(policy.statements().get(0), asked, resource, context))
                .as("%s: %s on %s", text, action, resource)
                .isTrue();
          }
        }
      }
    }
    assertThat(covered).isPositive();
  }

  @Test
  void knowsNothingOfTheValuesOfVariables() {
    Glob variable = Glob.of("a${aws:username}", true);

    assertThat(Glob.of("a*", true).covers(variable, new Effort())).isTrue();
    assertThat(Glob.of("a${AWS:userName}", true).covers(variable, new Effort())).isTrue();
    assertThat(Glob.of("a?*", true).covers(variable, new Effort())).isFalse();
    assertThat(variable.covers(Glob.of("ab", true), new Effort())).isFalse();
    assertThat(variable.meets(Glob.of("ab", true), new Effort())).isTrue();
    assertThat(Glob.of("a${*}", true).covers(Glob.of("ab", true), new Effort())).isFalse();
  }
}
