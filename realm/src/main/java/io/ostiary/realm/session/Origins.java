package io.ostiary.realm.session;

import io.ostiary.policy.request.Principal;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.authentication.Session;
import io.ostiary.realm.authentication.Session.Chain;
import io.ostiary.realm.authentication.Session.Kind;
import io.ostiary.realm.authentication.Session.Origin;
import java.util.List;

/** How the session that a caller makes comes about. */
final class Origins {
  private Origins() {}

  /**
   * The chain of a session that a caller makes.
   *
   * @param mfa whether a code of an MFA device was shown right now
   */
  static Chain of(AuthenticatedPrincipal caller, boolean mfa) {
    if (caller.session().isEmpty()) {
      return new Chain(first(caller), mfa, List.of());
    }
    Session session = caller.session().get();
    // A key's or a password's user is known by it; whom a store vouched for is not.
    boolean unsaid =
        session.kind() == Kind.ROLE
            || session.chain().origin().type() == Origin.Type.IDENTITY_STORE;
    Chain chain = unsaid ? session.chain().after(caller.userId()) : session.chain();
    return mfa || session.mfa() ? chain.withMfa() : chain;
  }

  private static Origin first(AuthenticatedPrincipal caller) {
    String service = caller.principal() instanceof Principal.Service of ? of.host() : "";
    return caller.accessKeyId().isPresent()
        ? new Origin(Origin.Type.ACCESS_KEY, caller.accessKeyId().get(), service)
        : new Origin(Origin.Type.SERVICE, service, "");
  }
}
