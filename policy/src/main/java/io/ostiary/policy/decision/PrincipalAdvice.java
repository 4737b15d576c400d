package io.ostiary.policy.decision;

import io.ostiary.policy.document.PrincipalPattern;
import io.ostiary.policy.document.PrincipalPattern.Account;
import io.ostiary.policy.document.PrincipalPattern.CanonicalUser;
import io.ostiary.policy.document.PrincipalPattern.Entity;
import io.ostiary.policy.document.PrincipalPattern.Federated;
import io.ostiary.policy.document.PrincipalPattern.Service;
import io.ostiary.policy.request.Principal;
import java.util.List;

/** Knows why a name that looks right does not name a principal. */
final class PrincipalAdvice {
  private PrincipalAdvice() {}

  /** An entry as a policy writes it. */
  static String name(PrincipalPattern pattern) {
    if (pattern instanceof Account account) {
      return account.accountId();
    }
    if (pattern instanceof Entity entity) {
      return entity.arnOrId();
    }
    if (pattern instanceof Service service) {
      return service.host();
    }
    if (pattern instanceof Federated federated) {
      return federated.provider();
    }
    return pattern instanceof CanonicalUser user ? user.id() : "*";
  }

  /** What the author may have meant by entries none of which names a principal. */
  static String of(Principal principal, List<PrincipalPattern> patterns) {
    return patterns.stream()
        .map(pattern -> of(principal, pattern))
        .filter(advice -> !advice.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static String of(Principal principal, PrincipalPattern pattern) {
    String name = name(pattern);
    if (pattern instanceof Account && principal instanceof Principal.Anonymous) {
      return "anonymous is of no account; only `*` names it";
    }
    if (pattern instanceof Federated) {
      return "an identity provider is asked only when a role is assumed with its assertion";
    }
    if (pattern instanceof CanonicalUser user) {
      return user.accountId() == null
          ? "no account here is known by that canonical id; write the ARN"
          : "it is the canonical id of account " + user.accountId();
    }
    if (name.equalsIgnoreCase(principal.name())) {
      return pattern instanceof Entity ? "they differ in case only" : "";
    }
    return pattern instanceof Entity ? ofEntity(principal, name) : "";
  }

  private static String ofEntity(Principal principal, String name) {
    if (name.indexOf('*') >= 0 || name.indexOf('?') >= 0) {
      return "a wildcard within a name names nobody; write whole names, or `*` for everyone";
    }
    if (name.contains(":group/")) {
      return "a group is no principal; name its users";
    }
    if (!name.startsWith("arn:")) {
      return "an id such as " + name + " is what is left of a user or role that was deleted";
    }
    if (principal instanceof Principal.RoleSession session) {
      return ofSession(session, name);
    }
    return lastSegment(name).equals(lastSegment(principal.name()))
            && kind(name).equals(kind(principal.name()))
        ? "the account or the path differs; write the whole ARN, path included"
        : "";
  }

  private static String ofSession(Principal.RoleSession session, String name) {
    if (kind(name).endsWith(":assumed-role")) {
      String role = session.arn().substring(0, session.arn().lastIndexOf('/') + 1);
      return name.startsWith(role)
          ? "it names another session; the ARN of the role names each of them"
          : "";
    }
    return lastSegment(name).equals(lastSegment(session.roleArn()))
        ? "the account or the path differs; the role is " + session.roleArn()
        : "";
  }

  private static String kind(String arn) {
    int slash = arn.indexOf('/');
    String head = slash < 0 ? arn : arn.substring(0, slash);
    return head.substring(head.lastIndexOf(':'));
  }

  private static String lastSegment(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }
}
