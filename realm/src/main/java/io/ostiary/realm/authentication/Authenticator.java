package io.ostiary.realm.authentication;

import io.ostiary.signature.SignatureException;
import java.io.IOException;

/** Turns evidence into a principal, on one directory snapshot. */
public interface Authenticator {

  /**
   * Authenticates.
   *
   * @throws SignatureException if the evidence is a signature that does not hold
   * @throws BearerException if it is a bearer token that makes nobody a role
   * @throws IOException if the body could not be read
   */
  Authentication authenticate(Evidence evidence) throws SignatureException, IOException;
}
