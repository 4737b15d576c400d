package io.ostiary.policy.oracle;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.Arguments;

/** Evaluators that are wrong about access-control lists. */
final class AclBreakages {

  private AclBreakages() {}

  static Stream<Arguments> all() {
    return Stream.of(
        of(
            "all users are authenticated",
            new NaiveEvaluator() {
              @Override
              boolean isOneOfAll(PlainPrincipal principal) {
                return isAuthenticated(principal);
              }
            }),
        of(
            "nobody in particular is authenticated",
            new NaiveEvaluator() {
              @Override
              boolean isAuthenticated(PlainPrincipal principal) {
                return principal.kind() != PlainPrincipal.Kind.SERVICE;
              }
            }),
        of(
            "a service is authenticated",
            new NaiveEvaluator() {
              @Override
              boolean isAuthenticated(PlainPrincipal principal) {
                return principal.kind() != PlainPrincipal.Kind.ANONYMOUS;
              }
            }),
        of(
            "only users are authenticated",
            new NaiveEvaluator() {
              @Override
              boolean isAuthenticated(PlainPrincipal principal) {
                return principal.kind() == PlainPrincipal.Kind.USER;
              }
            }),
        of(
            "every service delivers logs",
            new NaiveEvaluator() {
              @Override
              boolean deliversLogs(PlainPrincipal principal) {
                return principal.kind() == PlainPrincipal.Kind.SERVICE;
              }
            }),
        of(
            "a grant to an account names its users in person",
            new NaiveEvaluator() {
              @Override
              Set<Naming> grantees(String grantee, PlainPrincipal principal) {
                Set<Naming> namings = super.grantees(grantee, principal);
                return namings.contains(Naming.ACCOUNT) ? EnumSet.of(Naming.DIRECT) : namings;
              }
            }),
        of(
            "a grant to a group only delegates",
            new NaiveEvaluator() {
              @Override
              Set<Naming> grantees(String grantee, PlainPrincipal principal) {
                Set<Naming> namings = super.grantees(grantee, principal);
                return namings.contains(Naming.ANY) ? EnumSet.of(Naming.ACCOUNT) : namings;
              }
            }),
        of(
            "a grant to one account is to every account",
            new NaiveEvaluator() {
              @Override
              boolean isOfAccount(String grantee, PlainPrincipal principal) {
                return isAuthenticated(principal);
              }
            }),
        of(
            "an owner has what grants say",
            new NaiveEvaluator() {
              @Override
              String ownersPermission() {
                return "READ_ACP";
              }
            }),
        of(
            "full control is a permission of its own",
            new NaiveEvaluator() {
              @Override
              boolean isSumOfAll(String permission) {
                return false;
              }
            }),
        of(
            "to write is to read",
            new NaiveEvaluator() {
              @Override
              boolean permits(String permission, PlainAcl acl, PlainRequest request) {
                return super.permits(permission, acl, request)
                    || (permission.equals("WRITE") && super.permits("READ", acl, request));
              }
            }),
        of(
            "what a resource holds is the resource",
            new NaiveEvaluator() {
              @Override
              boolean isItself(PlainAcl acl, PlainRequest request) {
                return super.isItself(acl, request) || isBeneath(acl, request);
              }
            }),
        of(
            "a resource is among what it holds",
            new NaiveEvaluator() {
              @Override
              boolean isBeneath(PlainAcl acl, PlainRequest request) {
                return super.isBeneath(acl, request) || isItself(acl, request);
              }
            }),
        of(
            "a list's resource is a pattern",
            new NaiveEvaluator() {
              @Override
              boolean isItself(PlainAcl acl, PlainRequest request) {
                return super.isItself(acl, request) || resource(acl.resource(), true, request);
              }
            }));
  }

  private static Arguments of(String name, NaiveEvaluator broken) {
    return Arguments.of(Named.of(name, broken));
  }
}
