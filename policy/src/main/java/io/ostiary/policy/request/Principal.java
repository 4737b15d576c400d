package io.ostiary.policy.request;

/**
 * Who a request is made as, verified before it gets here.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html">IAM
 *     JSON policy elements: Principal</a>
 */
public sealed interface Principal {

  /** The name that a message gives this principal: its ARN, a service's host, or anonymous. */
  String name();

  /**
   * The twelve-digit account this principal acts for; empty for anonymous, services and whoever
   * comes from an identity provider.
   */
  String accountId();

  /** Nobody in particular: a request without credentials. */
  record Anonymous() implements Principal {
    @Override
    public String name() {
      return "anonymous";
    }

    @Override
    public String accountId() {
      return "";
    }
  }

  /** A service that calls as itself, such as {@code events.amazonaws.com}. */
  record Service(String host) implements Principal {
    @Override
    public String name() {
      return host;
    }

    @Override
    public String accountId() {
      return "";
    }
  }

  /**
   * Somebody whom an outside identity provider vouches for, as long as it asks for a role; then it
   * is a session of that. Only trust policies that name the provider admit it.
   *
   * @param provider the provider's ARN
   */
  record Federated(String provider) implements Principal {
    @Override
    public String name() {
      return provider;
    }

    @Override
    public String accountId() {
      return "";
    }
  }

  /** The root user of an account; {@code arn} is {@code arn:partition:iam::account:root}. */
  record Root(String arn, String accountId) implements Principal {
    @Override
    public String name() {
      return arn;
    }
  }

  /**
   * An IAM user.
   *
   * @param id the unique id that survives a rename, {@code AIDA…}
   */
  record User(String arn, String accountId, String id) implements Principal {
    @Override
    public String name() {
      return arn;
    }
  }

  /**
   * A session of a role.
   *
   * @param arn {@code arn:partition:sts::account:assumed-role/role-name/session-name}
   * @param roleArn the role with its path
   * @param roleId the role's unique id, {@code AROA…}
   */
  record RoleSession(String arn, String accountId, String roleArn, String roleId)
      implements Principal {
    @Override
    public String name() {
      return arn;
    }
  }

  /**
   * A session made by a user for somebody else (GetFederationToken).
   *
   * @param arn {@code arn:partition:sts::account:federated-user/name}
   * @param userArn the user who made it; the root ARN if root did
   * @param userId that user's unique id; the account id if root did
   */
  record FederatedUser(String arn, String accountId, String userArn, String userId)
      implements Principal {
    @Override
    public String name() {
      return arn;
    }
  }
}
