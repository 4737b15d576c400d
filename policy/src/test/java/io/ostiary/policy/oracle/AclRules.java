package io.ostiary.policy.oracle;

import io.ostiary.policy.oracle.PlainPrincipal.Kind;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What access-control lists grant, from the lists themselves: no policy is made of them. */
class AclRules extends StatementRules {

  /**
   * The grants of a list that are about a request, each with the ways in which it names who asks.
   */
  Map<String, Set<Naming>> grants(PlainAcl acl, PlainRequest request) {
    Map<String, Set<Naming>> found = new LinkedHashMap<>();
    Set<Naming> owner = grantees(acl.owner(), request.principal());
    if (!owner.isEmpty() && permits(ownersPermission(), acl, request)) {
      found.put("Owner", owner);
    }
    for (int i = 0; i < acl.grants().size(); i++) {
      String[] grant = acl.grants().get(i).split(" ", -1);
      Set<Naming> namings = grantees(grant[0], request.principal());
      if (!grant[0].equals(acl.owner()) && !namings.isEmpty() && permits(grant[1], acl, request)) {
        found.put("Grant" + (i + 1), namings);
      }
    }
    return found;
  }

  /** Whether or not a grant says so. */
  String ownersPermission() {
    return "FULL_CONTROL";
  }

  Set<Naming> grantees(String grantee, PlainPrincipal principal) {
    boolean named =
        switch (grantee) {
          case "AllUsers" -> isOneOfAll(principal);
          case "AuthenticatedUsers" -> isAuthenticated(principal);
          case "LogDelivery" -> deliversLogs(principal);
          default -> isOfAccount(grantee, principal);
        };
    if (!named) {
      return EnumSet.noneOf(Naming.class);
    }
    return EnumSet.of(
        switch (grantee) {
          case "AllUsers", "AuthenticatedUsers" -> Naming.ANY;
          case "LogDelivery" -> Naming.DIRECT;
          default -> Naming.ACCOUNT;
        });
  }

  /** Anonymous too. */
  boolean isOneOfAll(PlainPrincipal principal) {
    return true;
  }

  /** Anyone of any account; a service is of none. */
  boolean isAuthenticated(PlainPrincipal principal) {
    return principal.kind() != Kind.ANONYMOUS && principal.kind() != Kind.SERVICE;
  }

  boolean deliversLogs(PlainPrincipal principal) {
    return principal.kind() == Kind.SERVICE && principal.arn().equals(PlainAcl.LOG_DELIVERY);
  }

  boolean isOfAccount(String grantee, PlainPrincipal principal) {
    return grantee.length() == 12
        ? grantee.equals(principal.account())
        : namesCanonicalUser(grantee, principal);
  }

  boolean permits(String permission, PlainAcl acl, PlainRequest request) {
    for (String line : acl.actions()) {
      String[] words = line.split(" ", -1);
      boolean permitted = permission.equals(words[0]) || isSumOfAll(permission);
      boolean beneath = words.length > 2;
      if (permitted
          && words[1].equalsIgnoreCase(request.action())
          && (beneath ? isBeneath(acl, request) : isItself(acl, request))) {
        return true;
      }
    }
    return false;
  }

  boolean isSumOfAll(String permission) {
    return permission.equals("FULL_CONTROL");
  }

  boolean isItself(PlainAcl acl, PlainRequest request) {
    return request.resource().equals(acl.resource());
  }

  boolean isBeneath(PlainAcl acl, PlainRequest request) {
    return request.resource().startsWith(acl.resource() + "/");
  }
}
