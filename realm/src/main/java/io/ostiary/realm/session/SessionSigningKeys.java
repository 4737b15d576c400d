package io.ostiary.realm.session;

import io.ostiary.realm.authentication.SigningKeys;
import io.ostiary.realm.credential.SessionSecrets;
import io.ostiary.realm.credential.SessionToken;
import io.ostiary.realm.directory.SessionKey;
import io.ostiary.signature.CredentialScope;
import io.ostiary.signature.SigningKey;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The signing keys of one session, derived from its token. */
final class SessionSigningKeys implements SigningKeys {
  /** Few clients use more services and regions a day. */
  private static final int MOST = 16;

  private final SessionSecrets secrets;
  private final SessionToken token;
  private final SessionKey key;
  private final String accessKeyId;
  private final Map<CredentialScope, SigningKey> proven = new ConcurrentHashMap<>();

  SessionSigningKeys(
      SessionSecrets secrets, SessionToken token, SessionKey key, String accessKeyId) {
    this.secrets = secrets;
    this.token = token;
    this.key = key;
    this.accessKeyId = accessKeyId;
  }

  @Override
  public Optional<SigningKey> remembered(CredentialScope scope) {
    return Optional.ofNullable(proven.get(scope));
  }

  @Override
  public SigningKey derive(CredentialScope scope) {
    return secrets.derive(token, key.secret(), accessKeyId, scope);
  }

  @Override
  public void remember(CredentialScope scope, SigningKey signingKey) {
    if (proven.size() >= MOST) {
      proven.clear();
    }
    proven.put(scope, signingKey);
  }
}
