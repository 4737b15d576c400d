package io.ostiary.endpoint.login;

import io.ostiary.filter.Finding;
import io.ostiary.filter.audit.AuditEvent.AuditedResource;
import io.ostiary.filter.audit.AuditEvent.Failure;
import io.ostiary.filter.audit.AuditEvent.Identity;
import io.ostiary.realm.authentication.FederatedIdentity;
import io.ostiary.realm.authentication.LoginOutcome.LoggedIn;
import io.ostiary.realm.authentication.LoginOutcome.Refused;
import io.ostiary.realm.directory.User;
import io.ostiary.realm.session.AssumedRole;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The audit events of sign-ins, named and shaped as CloudTrail's.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html">Console
 *     sign-in events</a>
 */
final class ConsoleLogin {
  private static final String NAME = "ConsoleLogin";
  private static final Failure FAILED = new Failure("Failure", "Failed authentication");

  /** What somebody types who is no user may be a password. */
  private static final Map<String, String> NO_USER =
      Map.of("userName", "HIDDEN_DUE_TO_SECURITY_REASONS");

  private ConsoleLogin() {}

  static Finding of(LoggedIn done) {
    return Finding.allowed(
        NAME,
        Optional.of(identity(done.user())),
        done.store().map(ConsoleLogin::by).orElse(Map.of()),
        List.of(),
        Map.of(NAME, "Success", "MFAUsed", done.mfa() ? "Yes" : "No"));
  }

  static Finding of(Refused refused) {
    return Finding.refused(
        NAME,
        "Refused",
        refused.user().map(ConsoleLogin::identity),
        refused.user().isPresent() ? Map.of() : NO_USER,
        List.of(),
        FAILED,
        refused.reason().name());
  }

  /** Of somebody whom an identity store does not know, or for nothing here. */
  static Finding of(Refused refused, String storeName) {
    return Finding.refused(
        NAME,
        "Refused",
        Optional.empty(),
        by(storeName),
        List.of(),
        FAILED,
        refused.reason().name());
  }

  private static Map<String, String> by(String store) {
    return Map.of("identityStore", store);
  }

  private static Identity identity(User user) {
    return new Identity("IAMUser", user.id(), user.arn(), user.accountId(), Optional.empty());
  }

  /**
   * Of somebody whom a provider vouches for.
   *
   * @param roles that admit it
   */
  static Finding of(FederatedIdentity identity, List<AssumedRole> roles) {
    Optional<Identity> caller =
        Optional.of(
            new Identity(
                type(identity.source()),
                identity.issuer() + ':' + identity.audience() + ':' + identity.subject(),
                identity.providerArn(),
                identity.accountId(),
                Optional.empty()));
    List<AuditedResource> sessions =
        roles.stream().map(role -> new AuditedResource(role.arn(), identity.accountId())).toList();
    return roles.isEmpty()
        ? Finding.refused(
            NAME, "ImplicitlyDenied", caller, Map.of(), List.of(), FAILED, "no role admits it")
        : Finding.allowed(NAME, caller, Map.of(), sessions, Map.of(NAME, "Success"));
  }

  private static String type(FederatedIdentity.Source source) {
    return switch (source) {
      case SAML -> "SAMLUser";
      case WEB_IDENTITY -> "WebIdentityUser";
      case IDENTITY_STORE -> "IdentityStoreUser";
    };
  }

  /** Of somebody whom nobody vouches for. */
  static Finding refused(String reason) {
    return Finding.refused(NAME, "Refused", Optional.empty(), Map.of(), List.of(), FAILED, reason);
  }
}
