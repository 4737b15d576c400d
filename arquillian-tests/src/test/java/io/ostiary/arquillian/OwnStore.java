package io.ostiary.arquillian;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;

/** An application's own people: one, carol. */
@ApplicationScoped
public class OwnStore implements IdentityStore {
  /** Found by its parameter's type, as the specification says. */
  public CredentialValidationResult validate(UsernamePasswordCredential credential) {
    return credential.compareTo("carol", "of-the-test")
        ? new CredentialValidationResult("carol")
        : CredentialValidationResult.INVALID_RESULT;
  }
}
