package io.ostiary.realm.authentication;

import io.ostiary.realm.credential.AccessKeySecrets;
import io.ostiary.signature.CredentialScope;
import io.ostiary.signature.SigningKey;
import java.util.Optional;

/** The signing keys of a long-term access key. */
record AccessKeySigningKeys(AccessKeyOwner owner, AccessKeySecrets secrets) implements SigningKeys {

  @Override
  public Optional<SigningKey> remembered(CredentialScope scope) {
    return secrets.remembered(owner.key().id(), owner.secret(), scope);
  }

  @Override
  public SigningKey derive(CredentialScope scope) {
    return secrets.derive(owner.key().id(), owner.secret(), scope);
  }

  @Override
  public void remember(CredentialScope scope, SigningKey key) {
    secrets.remember(owner.key().id(), owner.secret(), scope, key);
  }
}
