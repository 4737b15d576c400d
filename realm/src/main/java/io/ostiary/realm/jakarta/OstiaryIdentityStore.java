package io.ostiary.realm.jakarta;

import io.ostiary.realm.authentication.Authentication;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Set;

/**
 * Validates {@link EvidenceCredential}s, and no other credential: those it leaves to other identity
 * stores. The credential brings the authenticator along, so no bean needs to be produced for this
 * one.
 */
@ApplicationScoped
public class OstiaryIdentityStore implements IdentityStore {

  @Override
  public CredentialValidationResult validate(Credential credential) {
    if (!(credential instanceof EvidenceCredential evidence) || !evidence.showsAnything()) {
      return CredentialValidationResult.NOT_VALIDATED_RESULT;
    }
    return evidence
        .authenticate()
        .map(Authentication::caller)
        // No groups: the directory has none yet.
        .map(caller -> new CredentialValidationResult(new OstiaryCallerPrincipal(caller), Set.of()))
        .orElse(CredentialValidationResult.INVALID_RESULT);
  }

  @Override
  public Set<ValidationType> validationTypes() {
    return Set.of(ValidationType.VALIDATE);
  }
}
