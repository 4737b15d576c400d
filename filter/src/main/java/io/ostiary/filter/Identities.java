package io.ostiary.filter;

import io.ostiary.filter.audit.AuditEvent;
import io.ostiary.filter.audit.AuditEvent.Identity;
import io.ostiary.filter.audit.AuditedSession;
import io.ostiary.filter.audit.AuditedSession.AuditedRole;
import io.ostiary.policy.request.Principal;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.authentication.Session;
import java.lang.ref.WeakReference;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Callers as the audit names them. Whoever comes in again is the same object as long as nothing
 * changes in the directory, and so is the name, which is written once then.
 */
final class Identities {

  /**
   * A caller met lately, whom being remembered here does not keep.
   *
   * @param identity never empty
   */
  private record Known(WeakReference<AuthenticatedPrincipal> caller, Optional<Identity> identity) {}

  /** Threads may race for a place, which is harmless. */
  private static final @Nullable Known[] RECENT = new Known[256];

  private Identities() {}

  /** Who asks; never empty. */
  static Optional<Identity> of(AuthenticatedPrincipal caller) {
    int place = System.identityHashCode(caller) & (RECENT.length - 1);
    Known known = RECENT[place];
    if (known == null || !known.caller.refersTo(caller)) {
      known = new Known(new WeakReference<>(caller), Optional.of(identity(caller)));
      RECENT[place] = known;
    }
    return known.identity;
  }

  private static Identity identity(AuthenticatedPrincipal caller) {
    Principal principal = caller.principal();
    String type =
        principal instanceof Principal.Root
            ? AuditEvent.ROOT
            : principal instanceof Principal.User
                ? "IAMUser"
                : principal instanceof Principal.RoleSession
                    ? "AssumedRole"
                    : principal instanceof Principal.FederatedUser
                        ? "FederatedUser"
                        : principal instanceof Principal.Service ? "AWSService" : "Anonymous";
    return new Identity(
        type,
        caller.userId(),
        principal.name(),
        principal.accountId(),
        caller.accessKeyId(),
        caller.session().map(session -> session(session, principal)));
  }

  private static AuditedSession session(Session session, Principal principal) {
    Optional<AuditedRole> role =
        principal instanceof Principal.RoleSession of
            ? Optional.of(new AuditedRole(of.roleId(), of.roleArn(), of.accountId()))
            : Optional.empty();
    return new AuditedSession(
        role,
        session.name(),
        session.issuedAt(),
        session.sourceIdentity(),
        session.chain().origin(),
        session.chain().mfa() || session.mfa(),
        session.chain().earlier());
  }
}
