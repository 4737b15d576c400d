package io.ostiary.policy.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.Arguments;

/** Evaluators that are wrong about actions, resources or principals. */
final class StatementBreakages {

  private StatementBreakages() {}

  static Stream<Arguments> all() {
    return Stream.of(
        of(
            "an action compares with case",
            new NaiveEvaluator() {
              @Override
              boolean action(String pattern, String action, PlainRequest request) {
                return pattern.equals("*") || stringLike(pattern, action, false, request);
              }
            }),
        of(
            "an action is trimmed",
            new NaiveEvaluator() {
              @Override
              boolean action(String pattern, String action, PlainRequest request) {
                return super.action(pattern.strip(), action, request);
              }
            }),
        of(
            "an action takes no question marks",
            new NaiveEvaluator() {
              @Override
              boolean action(String pattern, String action, PlainRequest request) {
                return !pattern.contains("?") && super.action(pattern, action, request);
              }
            }),
        of(
            "an action's service is compared by its beginning",
            new NaiveEvaluator() {
              @Override
              boolean action(String pattern, String action, PlainRequest request) {
                return super.action(pattern.replace("x:", ":"), action, request);
              }
            }),
        of(
            "NotAction wants every entry to match",
            new NaiveEvaluator() {
              @Override
              boolean notAction(List<String> patterns, PlainRequest request) {
                return patterns.isEmpty()
                    || patterns.stream().anyMatch(one -> super.notAction(List.of(one), request));
              }
            }),
        of(
            "NotAction is Action",
            new NaiveEvaluator() {
              @Override
              boolean notAction(List<String> patterns, PlainRequest request) {
                return anyAction(patterns, request);
              }
            }),
        of(
            "an empty list of actions is every action",
            new NaiveEvaluator() {
              @Override
              boolean anyAction(List<String> patterns, PlainRequest request) {
                return patterns.isEmpty() || super.anyAction(patterns, request);
              }
            }),
        of(
            "a resource ignores case",
            new NaiveEvaluator() {
              @Override
              boolean resource(String pattern, boolean variables, PlainRequest request) {
                PlainRequest folded = request.withResource(PlainRequest.fold(request.resource()));
                return super.resource(pattern, variables, request)
                    || super.resource(PlainRequest.fold(pattern), false, folded);
              }
            }),
        of(
            "a star crosses a colon in a resource",
            new NaiveEvaluator() {
              @Override
              boolean resource(String pattern, boolean variables, PlainRequest request) {
                return request.resource().contains(":")
                    ? stringLike(pattern, request.resource(), variables, request)
                    : pattern.equals("*");
              }
            }),
        of(
            "a resource is trimmed",
            new NaiveEvaluator() {
              @Override
              boolean resource(String pattern, boolean variables, PlainRequest request) {
                return super.resource(pattern.strip(), variables, request);
              }
            }),
        of(
            "an abbreviated ARN matches nothing",
            new NaiveEvaluator() {
              @Override
              boolean abbreviated(String[] patterns, String[] parts, PlainRequest request) {
                return false;
              }
            }),
        of(
            "an abbreviated ARN needs no star",
            new NaiveEvaluator() {
              @Override
              boolean abbreviated(String[] patterns, String[] parts, PlainRequest request) {
                String[] starred = patterns.clone();
                starred[starred.length - 1] += "*";
                return super.abbreviated(starred, parts, request);
              }
            }),
        of(
            "no resource is covered by any pattern of stars",
            new NaiveEvaluator() {
              @Override
              boolean resource(String pattern, boolean variables, PlainRequest request) {
                return (request.resource().equals("*") && pattern.endsWith("*"))
                    || super.resource(pattern, variables, request);
              }
            }),
        of(
            "a NotResource with an unresolved variable excludes everything",
            new NaiveEvaluator() {
              @Override
              boolean notResource(List<String> patterns, boolean variables, PlainRequest request) {
                return super.notResource(patterns, variables, request)
                    && patterns.stream().allMatch(one -> expand(one, variables, request) != null);
              }
            }),
        of(
            "NotResource wants every entry to match",
            new NaiveEvaluator() {
              @Override
              boolean notResource(List<String> patterns, boolean variables, PlainRequest request) {
                return patterns.isEmpty()
                    || patterns.stream()
                        .anyMatch(one -> super.notResource(List.of(one), variables, request));
              }
            }),
        of(
            "a statement without resource is about nothing",
            new NaiveEvaluator() {
              @Override
              boolean resourceMatches(JsonNode statement, boolean variables, PlainRequest request) {
                return (statement.has("Resource") || statement.has("NotResource"))
                    && super.resourceMatches(statement, variables, request);
              }
            }),
        of(
            "everyone is no anonymous caller",
            new NaiveEvaluator() {
              @Override
              Set<Naming> namings(JsonNode element, PlainPrincipal principal) {
                return principal.kind() == PlainPrincipal.Kind.ANONYMOUS
                    ? Set.of()
                    : super.namings(element, principal);
              }
            }),
        of(
            "an ARN's wildcard names users",
            new NaiveEvaluator() {
              @Override
              boolean namesInPerson(String name, PlainPrincipal principal) {
                return super.namesInPerson(name, principal)
                    || (name.endsWith("/*")
                        && principal.arn().startsWith(name.substring(0, name.length() - 1)));
              }
            }),
        of(
            "a user's name ignores case",
            new NaiveEvaluator() {
              @Override
              boolean namesInPerson(String name, PlainPrincipal principal) {
                return super.namesInPerson(PlainRequest.fold(name), principal)
                    || super.namesInPerson(name, principal)
                    || name.equalsIgnoreCase(principal.arn());
              }
            }),
        of(
            "an id names nobody",
            new NaiveEvaluator() {
              @Override
              boolean namesInPerson(String name, PlainPrincipal principal) {
                return name.startsWith("arn:") && super.namesInPerson(name, principal);
              }
            }),
        of(
            "an account's number names nobody",
            new NaiveEvaluator() {
              @Override
              boolean namesAccount(String name, PlainPrincipal principal) {
                return name.startsWith("arn:") && super.namesAccount(name, principal);
              }
            }),
        of(
            "a canonical id names nobody",
            new NaiveEvaluator() {
              @Override
              boolean namesCanonicalUser(String id, PlainPrincipal principal) {
                return false;
              }
            }),
        of(
            "a canonical id names every account",
            new NaiveEvaluator() {
              @Override
              boolean namesCanonicalUser(String id, PlainPrincipal principal) {
                return !principal.account().isEmpty();
              }
            }),
        of(
            "the root user's ARN names only the root user",
            new NaiveEvaluator() {
              @Override
              boolean namesAccount(String name, PlainPrincipal principal) {
                return super.namesAccount(name, principal)
                    && (!name.startsWith("arn:") || principal.kind() == PlainPrincipal.Kind.ROOT);
              }
            }),
        of(
            "a role's ARN names a session in person",
            new NaiveEvaluator() {
              @Override
              boolean namesInPerson(String name, PlainPrincipal principal) {
                return super.namesInPerson(name, principal) || name.equals(principal.parent());
              }
            }),
        of(
            "a role's path does not count",
            new NaiveEvaluator() {
              @Override
              boolean namesParent(String name, PlainPrincipal principal) {
                return super.namesParent(name.replace("/path/", "/"), principal)
                    || super.namesParent(name, principal);
              }
            }),
        of(
            "a federated session is not its user's",
            new NaiveEvaluator() {
              @Override
              boolean namesParent(String name, PlainPrincipal principal) {
                return principal.kind() == PlainPrincipal.Kind.ROLE_SESSION
                    && super.namesParent(name, principal);
              }
            }),
        of(
            "one service is every service",
            new NaiveEvaluator() {
              @Override
              boolean namesService(String name, PlainPrincipal principal) {
                return principal.kind() == PlainPrincipal.Kind.SERVICE;
              }
            }),
        of(
            "NotPrincipal spares whoever is named in spite of a boundary",
            new NaiveEvaluator() {
              @Override
              boolean notPrincipal(
                  JsonNode element, PlainPrincipal principal, boolean hasBoundary) {
                return super.notPrincipal(element, principal, false);
              }
            }),
        of(
            "NotPrincipal naming the account spares nobody",
            new NaiveEvaluator() {
              @Override
              boolean notPrincipal(
                  JsonNode element, PlainPrincipal principal, boolean hasBoundary) {
                return super.notPrincipal(element, principal, hasBoundary)
                    || namings(element, principal).equals(Set.of(Naming.ACCOUNT));
              }
            }));
  }

  private static Arguments of(String name, NaiveEvaluator broken) {
    return Arguments.of(Named.of(name, broken));
  }
}
