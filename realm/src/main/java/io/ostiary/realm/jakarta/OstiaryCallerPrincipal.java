package io.ostiary.realm.jakarta;

import io.ostiary.policy.request.Principal;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.authentication.IamPrincipal;
import jakarta.security.enterprise.CallerPrincipal;
import java.io.Serial;

/**
 * The caller as Jakarta Security hands it to the application. Serialized, as into a replicated HTTP
 * session, it becomes a plain {@link CallerPrincipal}: who it was is kept, what it was allowed is
 * not.
 */
public final class OstiaryCallerPrincipal extends CallerPrincipal implements IamPrincipal {
  private static final long serialVersionUID = 1L;

  private final transient AuthenticatedPrincipal caller;

  public OstiaryCallerPrincipal(AuthenticatedPrincipal caller) {
    super(caller.getName());
    this.caller = caller;
  }

  @Override
  public Principal principal() {
    return caller.principal();
  }

  @Override
  public String userId() {
    return caller.userId();
  }

  /** Everything that a decision needs. */
  public AuthenticatedPrincipal authenticated() {
    return caller;
  }

  @Serial
  private Object writeReplace() {
    return new CallerPrincipal(getName());
  }
}
