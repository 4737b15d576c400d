package io.ostiary.realm.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.realm.credential.SealedSecret;
import io.ostiary.realm.credential.SecretMapping;
import io.ostiary.realm.credential.SigningAlgorithm;
import io.ostiary.realm.credential.WebIdentitySecrets;
import java.util.List;

final class WebIdentityKeyKind implements Kind<WebIdentityKey> {
  @Override
  public String tag() {
    return "web-identity-key";
  }

  @Override
  public String id(WebIdentityKey key) {
    return key.id();
  }

  @Override
  public String accountId(WebIdentityKey key) {
    return key.accountId();
  }

  @Override
  public List<String> parents(WebIdentityKey key) {
    return List.of(key.accountId());
  }

  @Override
  public void write(WebIdentityKey key, ObjectNode row) {
    row.put("algorithm", key.algorithm().name())
        .put("createdAt", key.createdAt().toString())
        .put("sealedSecret", key.secret().text());
    ObjectNode publicKey = row.putObject("publicKey");
    key.publicKey().forEach(publicKey::put);
  }

  @Override
  public WebIdentityKey mapSecrets(WebIdentityKey key, SecretMapping mapping) {
    SealedSecret mapped = mapping.map(WebIdentitySecrets.context(key.id()), key.secret());
    return new WebIdentityKey(
        key.id(), key.accountId(), key.algorithm(), key.createdAt(), key.publicKey(), mapped);
  }

  @Override
  public WebIdentityKey read(Row row) {
    return new WebIdentityKey(
        row.id(),
        row.accountId(),
        row.oneOf("algorithm", SigningAlgorithm.class),
        row.time("createdAt"),
        row.texts("publicKey"),
        new SealedSecret(row.text("sealedSecret")));
  }
}
