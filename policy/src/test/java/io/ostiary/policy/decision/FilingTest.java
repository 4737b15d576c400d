package io.ostiary.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements that are told apart by any literal at all are filed apart. */
class FilingTest {
  private static final int STATEMENTS = 500;

  private static List<AttachedStatement> statements(String template) {
    PolicyType type = template.contains("Principal':") ? PolicyType.RESOURCE : PolicyType.IDENTITY;
    List<AttachedStatement> statements = new ArrayList<>();
    for (int i = 0; i < STATEMENTS; i++) {
      String text =
          "{\"Version\": \"2012-10-17\", \"Statement\": {%s}}"
              .formatted(template.replace('\'', '"').replace("#", String.valueOf(1000 + i)));
      PolicySet.Source source = new PolicySet.Source("p" + i, Policy.parse(text, type));
      statements.add(AttachedStatement.of(type, source, source.policy().statements().get(0)));
    }
    return statements;
  }

  private static List<List<Literal>> places(String template) {
    List<List<Requirement>> requirements =
        statements(template).stream().map(Requirement::of).toList();
    Filing filing = new Filing(Rarity.of(requirements), Probes.NONE);
    return requirements.stream().map(filing::places).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'Effect': 'Allow', 'Action': '*', 'Resource': 'arn:aws:s3:::bucket-#'",
        "'Effect': 'Allow', 'Action': '*', 'Resource': 'arn:aws:s3:::bucket-#/*'",
        "'Effect': 'Allow', 'Action': '*', 'Resource': 'arn:aws:s3:::bucket-#*'",
        "'Effect': 'Allow', 'Action': 's3:Get*', 'Resource': 'arn:aws:s3:::bucket-*/team-#/x*'",
        "'Effect': 'Allow', 'Action': 's3:Get*', 'Resource': 'arn:*:sqs:*:*:queue-#'",
        "'Effect': 'Allow', 'Action': '*', 'Resource': 'arn:aws:s3:::b?cket-*/#'",
        "'Effect': 'Allow', 'Action': '*', 'Resource': 'arn:aws:s3:::b/#/${aws:username}/*'",
        "'Effect': 'Allow', 'Action': '*', 'Resource': ['arn:aws:s3:::a#', 'arn:aws:s3:::b#/*']",
        "'Effect': 'Allow', 'NotAction': '*:Get*', 'Resource': 'arn:aws:s3:::bucket-#'",
        "'Effect': 'Deny', 'Action': 'docs:Do#', 'NotResource': 'arn:aws:s3:::bucket/*'",
        "'Effect': 'Deny', 'Action': 'docs:Do#*', 'Resource': '*'",
        "'Effect': 'Deny', 'Action': 'docs#:*', 'Resource': '*'",
        "'Effect': 'Allow', 'Action': ['docs:A#', 'docs:B#*'], 'Resource': '*'",
        "'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Condition':"
            + " {'StringEquals': {'aws:PrincipalTag/team': 'team-#'}}",
        "'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Condition':"
            + " {'StringNotEquals': {'x:k': 'v'}, 'ForAnyValue:StringLike': {'x:l': 'team-#'}}",
        "'Effect': 'Allow', 'Action': '*', 'Principal': {'AWS': 'arn:aws:iam::111122223333:user/#'}",
        "'Effect': 'Deny', 'Action': '*', 'Principal': {'AWS': '11112222#', 'Service': 's#.org'}",
      })
  void filesApartWhatIsToldApart(String template) {
    Map<Integer, Integer> counts = new HashMap<>();
    for (List<Literal> places : places(template)) {
      assertThat(places).isNotEmpty();
      places.forEach(place -> counts.merge(place.hash(), 1, Integer::sum));
    }
    assertThat(counts.values()).allMatch(count -> count <= 2);
  }

  /** Each kind of literal alone: nothing else makes the index look at that part of a request. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'Action': '*', 'Resource': 'arn:aws:docs:::a/#' | arn:aws:docs:::a/#",
        "'Action': '*', 'Resource': 'arn:aws:docs:::#/*' | arn:aws:docs:::#/x",
        "'Action': '*', 'Resource': 'arn:aws:docs:::a#*' | arn:aws:docs:::a#x",
        "'Action': '*', 'Resource': 'arn:*:docs:*:*:a-#' | arn:aws:docs:::a-#",
        "'Action': 'docs:Do#', 'Resource': '*' | *",
        "'Action': 'docs:Do#*', 'Resource': '*' | *",
        "'Action': 'docs:*', 'Resource': '*' | *",
        "'Action': '*', 'Resource': '*', 'Condition': {'StringEquals': {'x:k': '#'}} | *",
      })
  void findsStatementsThatAreAllFiledUnderOneKind(String template, String resource) {
    PolicySet set =
        PolicySet.ofStatements(PolicyType.IDENTITY, statements("'Effect': 'Allow', " + template));
    AuthorizationRequest request =
        new AuthorizationRequest(
            new Principal.User("arn:aws:iam::111122223333:user/a", "111122223333", "AIDAA"),
            Action.parse("docs:Do1007"),
            new Resource(resource.replace("#", "1007"), "111122223333", false),
            RequestContext.builder().one("x:k", "1007").build());
    assertThat(set.strongest(request, false)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'Effect': 'Allow', 'Action': '*', 'Resource': '*'",
        "'Effect': 'Allow', 'NotAction': 'docs:A#', 'Resource': '*'",
        "'Effect': 'Allow', 'NotAction': 'docs:A#', 'NotResource': 'arn:aws:s3:::b#'",
        "'Effect': 'Allow', 'Action': ['docs:A#', '*'], 'Resource': ['arn:aws:s3:::b#', '*']",
        "'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Condition':"
            + " {'StringEqualsIfExists': {'x:k': 'v#'}, 'ForAllValues:StringEquals': {'x:l': '#'}}",
        "'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Condition':"
            + " {'StringEquals': {'x:k': ['${x:l}', 'v#']}, 'NumericEquals': {'x:n': '#'}}",
        "'Effect': 'Deny', 'Action': '*', 'NotPrincipal': {'AWS': 'arn:aws:iam::111122223333:user/#'}",
        "'Effect': 'Deny', 'Action': '*', 'Principal': {'AWS': ['*', '11112222#']}",
      })
  void leavesUnfiledWhatMayMatchWithoutAnyLiteral(String template) {
    assertThat(places(template)).allMatch(List::isEmpty);
  }
}
