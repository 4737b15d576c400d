package io.ostiary.policy.oracle;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.Arguments;

/** Evaluators that are wrong about how policies combine. */
final class DecisionBreakages {

  private DecisionBreakages() {}

  static Stream<Arguments> all() {
    return Stream.of(
        of(
            "a boundary is no limit",
            new NaiveEvaluator() {
              @Override
              boolean boundaryAllows(@Nullable Layer boundary) {
                return true;
              }
            }),
        of(
            "a session policy is no limit",
            new NaiveEvaluator() {
              @Override
              boolean sessionAllows(@Nullable Layer session) {
                return true;
              }
            }),
        of(
            "limits are not asked for grants to a role",
            new NaiveEvaluator() {
              @Override
              boolean withinAccount(
                  PlainRequest request,
                  Set<Naming> namings,
                  boolean identityAllows,
                  boolean limits) {
                return namesParent(namings)
                    || super.withinAccount(request, namings, identityAllows, limits);
              }
            }),
        of(
            "limits are asked for grants in person",
            new NaiveEvaluator() {
              @Override
              boolean withinAccount(
                  PlainRequest request,
                  Set<Naming> namings,
                  boolean identityAllows,
                  boolean limits) {
                return limits && super.withinAccount(request, namings, identityAllows, limits);
              }
            }),
        of(
            "naming the account is enough",
            new NaiveEvaluator() {
              @Override
              boolean withinAccount(
                  PlainRequest request,
                  Set<Naming> namings,
                  boolean identityAllows,
                  boolean limits) {
                return (limits && namings.contains(Naming.ACCOUNT))
                    || super.withinAccount(request, namings, identityAllows, limits);
              }
            }),
        of(
            "a gate stands open",
            new NaiveEvaluator() {
              @Override
              boolean gateOpens(PlainRequest request, Set<Naming> namings) {
                return true;
              }
            }),
        of(
            "every resource is gated",
            new NaiveEvaluator() {
              @Override
              boolean gateOpens(PlainRequest request, Set<Naming> namings) {
                return namings.contains(Naming.ACCOUNT);
              }
            }),
        of(
            "everyone does not include services",
            new NaiveEvaluator() {
              @Override
              boolean namesCaller(Set<Naming> namings) {
                return namings.contains(Naming.DIRECT);
              }
            }),
        of(
            "accounts do not matter",
            new NaiveEvaluator() {
              @Override
              boolean isOtherAccount(PlainRequest request) {
                return false;
              }
            }),
        of(
            "the resource's policy alone reaches across accounts",
            new NaiveEvaluator() {
              @Override
              boolean acrossAccounts(
                  boolean resourceAllows, boolean identityAllows, boolean limits) {
                return resourceAllows && limits;
              }
            }),
        of(
            "identity policies alone reach across accounts",
            new NaiveEvaluator() {
              @Override
              boolean acrossAccounts(
                  boolean resourceAllows, boolean identityAllows, boolean limits) {
                return identityAllows && limits;
              }
            }),
        of(
            "no limit holds across accounts",
            new NaiveEvaluator() {
              @Override
              boolean acrossAccounts(
                  boolean resourceAllows, boolean identityAllows, boolean limits) {
                return resourceAllows && identityAllows;
              }
            }),
        of(
            "the levels of an organisation add up",
            new NaiveEvaluator() {
              @Override
              boolean everyLevelAllows(List<Layer> levels) {
                return levels.isEmpty() || levels.stream().anyMatch(Layer::allows);
              }
            }),
        of(
            "the root user needs an identity policy",
            new NaiveEvaluator() {
              @Override
              boolean isAlmighty(PlainPrincipal principal) {
                return false;
              }
            }),
        of(
            "the root user is not capped",
            new NaiveEvaluator() {
              @Override
              boolean isCapped(PlainPrincipal principal) {
                return super.isCapped(principal) && !isAlmighty(principal);
              }
            }),
        of(
            "services are capped",
            new NaiveEvaluator() {
              @Override
              boolean isCapped(PlainPrincipal principal) {
                return true;
              }
            }),
        of(
            "a federated user has its maker's permissions",
            new NaiveEvaluator() {
              @Override
              boolean hasIdentityPolicies(PlainPrincipal principal, boolean hasSession) {
                return true;
              }
            }),
        of(
            "only the lowest level of an organisation counts",
            new NaiveEvaluator() {
              @Override
              boolean everyLevelAllows(List<Layer> levels) {
                return levels.isEmpty() || levels.get(levels.size() - 1).allows();
              }
            }));
  }

  private static Arguments of(String name, NaiveEvaluator broken) {
    return Arguments.of(Named.of(name, broken));
  }
}
