package io.ostiary.realm.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.realm.credential.SealedSecret;
import io.ostiary.realm.credential.SecretMapping;
import io.ostiary.realm.credential.SessionSecrets;
import java.util.List;

final class SessionKeyKind implements Kind<SessionKey> {
  /** What all of them belong to: the installation. */
  static final String INSTALLATION = "installation";

  @Override
  public String tag() {
    return "session-key";
  }

  @Override
  public String id(SessionKey key) {
    return key.id();
  }

  @Override
  public String accountId(SessionKey key) {
    return key.accountId();
  }

  @Override
  public List<String> parents(SessionKey key) {
    return List.of(INSTALLATION);
  }

  @Override
  public void write(SessionKey key, ObjectNode row) {
    row.put("createdAt", key.createdAt().toString()).put("sealedSecret", key.secret().text());
  }

  @Override
  public SessionKey mapSecrets(SessionKey key, SecretMapping mapping) {
    SealedSecret mapped = mapping.map(SessionSecrets.context(key.id()), key.secret());
    return new SessionKey(key.id(), key.accountId(), key.createdAt(), mapped);
  }

  @Override
  public SessionKey read(Row row) {
    return new SessionKey(
        row.id(),
        row.accountId(),
        row.time("createdAt"),
        new SealedSecret(row.text("sealedSecret")));
  }
}
