package io.ostiary.benchmarks.workload;

import io.ostiary.benchmarks.workload.Shape.Named;
import io.ostiary.policy.document.Effect;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Makes the statements of one principal from a seed: the same seed gives the same statements.
 *
 * <ul>
 *   <li>15 % deny.
 *   <li>The {@link Shape}s have their shares: 35 % name whole ARNs, 54 % ARNs with wildcards, 5 %
 *       only an action, 5 % only a tag's value.
 *   <li>1 %, but never more than {@value #MOST_BROAD}, are broad: any resource, and actions no
 *       narrower than a service's verb. They are what stays linear in any index. So there are 0, 1,
 *       5, 5, 5 of them among 10, 100, 1,000, 10,000, 100,000 statements; where there are fewer
 *       than 1 %, whole ARNs take their place.
 *   <li>Three of ten carry a condition beside, of ten kinds in turn.
 *   <li>Two statements a thing: the things (documents, buckets, teams, projects) are half as many
 *       as the statements.
 * </ul>
 */
final class StatementGenerator {
  static final int PERCENT_DENY = 15;
  static final int PERCENT_CONDITIONAL = 30;
  static final int MOST_BROAD = 5;

  private static final List<GeneratedCondition> CONDITIONS =
      List.of(
          GeneratedCondition.of("StringEquals", "aws:PrincipalTag/team", "alpha", "beta", "gamma"),
          GeneratedCondition.of("StringLike", "aws:UserAgent", "aws-cli/*", "Boto3/*"),
          GeneratedCondition.of("StringNotEquals", "aws:PrincipalTag/team", "theta"),
          GeneratedCondition.of("IpAddress", "aws:SourceIp", "10.0.0.0/8", "2001:db8::/32"),
          GeneratedCondition.of("NotIpAddress", "aws:SourceIp", "203.0.113.128/25"),
          GeneratedCondition.of("Bool", "aws:MultiFactorAuthPresent", "true"),
          GeneratedCondition.of("NumericLessThanEquals", "docs:MaxKeys", "100"),
          GeneratedCondition.of("DateLessThan", "aws:CurrentTime", "2027-01-01T00:00:00Z"),
          GeneratedCondition.of("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:user/team/*"),
          GeneratedCondition.of(
              "ForAnyValue:StringEquals", "aws:TagKeys", "project", "cost-centre"));

  private static final List<GeneratedStatement> BROAD = broad();

  private final Random random;

  StatementGenerator(Random random) {
    this.random = random;
  }

  List<GeneratedStatement> statements(int size) {
    List<Effect> effects = new ArrayList<>();
    int denies = Math.round(size * PERCENT_DENY / 100f);
    for (int i = 0; i < size; i++) {
      effects.add(i < denies ? Effect.DENY : Effect.ALLOW);
    }
    Collections.shuffle(effects, random);
    List<GeneratedStatement> statements = new ArrayList<>(size);
    int broad = 0;
    for (int i = 0; i < size; i++) {
      Shape shape = Shape.at(i, size);
      if (shape == Shape.BROAD && broad < MOST_BROAD) {
        statements.add(BROAD.get(broad++));
      } else {
        Shape narrow = shape == Shape.BROAD ? Shape.EXACT : shape;
        statements.add(narrow(effects.get(i), narrow, random.nextInt(size / 2 + 1), i));
      }
    }
    Collections.shuffle(statements, random);
    return statements;
  }

  private GeneratedStatement narrow(Effect effect, Shape shape, int thing, int place) {
    Named named = shape.name(random, thing);
    List<GeneratedCondition> conditions = new ArrayList<>(named.conditions());
    if (shape != Shape.VALUE && random.nextInt(100) < PERCENT_CONDITIONAL) {
      conditions.add(CONDITIONS.get(place % CONDITIONS.size()));
    }
    return new GeneratedStatement(effect, shape, named.actions(), named.resources(), conditions);
  }

  private static List<GeneratedStatement> broad() {
    return List.of(
        broad(Effect.DENY, "*", "Bool", "aws:SecureTransport", "false"),
        broad(Effect.ALLOW, "s3:List*", "StringLike", "aws:PrincipalTag/team", "root*"),
        broad(Effect.DENY, "*", "NotIpAddress", "aws:SourceIp", "0.0.0.0/0", "::/0"),
        broad(Effect.ALLOW, "*", "ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/admin/*"),
        broad(Effect.DENY, "docs:*", "NumericGreaterThan", "docs:MaxKeys", "1000"));
  }

  private static GeneratedStatement broad(
      Effect effect, String action, String operator, String key, String... values) {
    return new GeneratedStatement(
        effect,
        Shape.BROAD,
        List.of(action),
        List.of("*"),
        List.of(GeneratedCondition.of(operator, key, values)));
  }
}
