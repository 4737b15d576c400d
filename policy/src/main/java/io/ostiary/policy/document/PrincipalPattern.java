package io.ostiary.policy.document;

import io.ostiary.policy.request.Principal;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a Principal element. Names compare exactly; there are no wildcards but the one that
 * means everyone.
 */
public sealed interface PrincipalPattern {

  /** How this entry names a principal. */
  Naming naming(Principal principal);

  /**
   * {@code "*"} and {@code {"AWS": "*"}}: everyone, anonymous included. It admits nobody whom an
   * identity provider vouches for; there the provider has to be named.
   */
  record Everyone() implements PrincipalPattern {
    @Override
    public Naming naming(Principal principal) {
      return Naming.ANYONE;
    }
  }

  /** An account, by its twelve digits or the ARN of its root. */
  record Account(String accountId) implements PrincipalPattern {
    @Override
    public Naming naming(Principal principal) {
      return accountId.equals(principal.accountId()) ? Naming.ACCOUNT : Naming.NONE;
    }
  }

  /** A user, a role, or one session, by ARN or by unique id. */
  record Entity(String arnOrId) implements PrincipalPattern {
    @Override
    public Naming naming(Principal principal) {
      if (principal instanceof Principal.User user) {
        return is(user.arn()) || is(user.id()) ? Naming.DIRECT : Naming.NONE;
      }
      if (principal instanceof Principal.RoleSession session) {
        return named(session.arn(), session.roleArn(), session.roleId());
      }
      if (principal instanceof Principal.FederatedUser federated) {
        return named(federated.arn(), federated.userArn(), federated.userId());
      }
      return Naming.NONE;
    }

    private Naming named(String arn, String parentArn, String parentId) {
      if (is(arn)) {
        return Naming.DIRECT;
      }
      return is(parentArn) || is(parentId) ? Naming.PARENT : Naming.NONE;
    }

    private boolean is(String name) {
      return arnOrId.equals(name);
    }
  }

  /** A service that calls as itself. */
  record Service(String host) implements PrincipalPattern {
    @Override
    public Naming naming(Principal principal) {
      boolean same = principal instanceof Principal.Service service && service.host().equals(host);
      return same ? Naming.DIRECT : Naming.NONE;
    }
  }

  /** Whom an identity provider vouches for; asked only when a role is assumed that way. */
  record Federated(String provider) implements PrincipalPattern {
    @Override
    public Naming naming(Principal principal) {
      boolean same =
          principal instanceof Principal.Federated federated
              && federated.provider().equals(provider);
      return same ? Naming.DIRECT : Naming.NONE;
    }
  }

  /**
   * An account by its canonical id; as if it were named by its twelve digits.
   *
   * @param accountId null if no account was known by that id when the policy was read: then it
   *     names nobody
   */
  record CanonicalUser(String id, @Nullable String accountId) implements PrincipalPattern {
    @Override
    public Naming naming(Principal principal) {
      return principal.accountId().equals(accountId) ? Naming.ACCOUNT : Naming.NONE;
    }
  }
}
