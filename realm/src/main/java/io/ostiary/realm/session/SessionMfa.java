package io.ostiary.realm.session;

import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.authentication.MfaCodes;
import io.ostiary.realm.directory.User;
import java.util.Optional;

/** Checks the code that somebody shows who wants a session. */
record SessionMfa(MfaCodes codes) {

  /**
   * Uses up a code, if one is shown.
   *
   * @return whether one was
   * @throws SessionException if it is wrong, used, or not of a device of this very user
   */
  boolean use(AuthenticatedPrincipal caller, Optional<MfaCode> shown) {
    if (shown.isEmpty()) {
      return false;
    }
    Optional<User> user = caller.directory().userById(caller.userId());
    MfaCode code = shown.get();
    if (user.isEmpty()
        || !codes.use(caller.directory(), user.get(), code.serialNumber(), code.code())) {
      throw SessionException.denied(
          "MultiFactorAuthentication failed with invalid MFA one time pass code. ");
    }
    return true;
  }
}
