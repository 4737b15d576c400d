package io.ostiary.realm.authentication;

import io.ostiary.signature.CredentialScope;
import io.ostiary.signature.SigningKey;
import java.util.Optional;

/** The signing keys of one credential, by scope. */
public interface SigningKeys {

  /** One that was proven before. */
  Optional<SigningKey> remembered(CredentialScope scope);

  SigningKey derive(CredentialScope scope);

  /**
   * Remembers a signing key once a signature by it held. Only then: what a stranger may name at
   * will, such as scopes, must not fill the memory.
   */
  void remember(CredentialScope scope, SigningKey key);
}
