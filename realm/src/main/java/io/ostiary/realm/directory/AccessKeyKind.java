package io.ostiary.realm.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.realm.credential.AccessKeySecrets;
import io.ostiary.realm.credential.SealedSecret;
import io.ostiary.realm.credential.SecretMapping;
import java.util.List;

final class AccessKeyKind implements Kind<KeptAccessKey> {
  @Override
  public String tag() {
    return "access-key";
  }

  @Override
  public String id(KeptAccessKey kept) {
    return kept.key().id();
  }

  @Override
  public String accountId(KeptAccessKey kept) {
    return kept.key().accountId();
  }

  @Override
  public List<String> parents(KeptAccessKey kept) {
    return List.of(kept.key().ownerId());
  }

  @Override
  public void write(KeptAccessKey kept, ObjectNode row) {
    row.put("owner", kept.key().ownerId())
        .put("active", kept.key().active())
        .put("createdAt", kept.key().createdAt().toString())
        .put("sealedSecret", kept.secret().text());
  }

  @Override
  public KeptAccessKey mapSecrets(KeptAccessKey kept, SecretMapping mapping) {
    String context = AccessKeySecrets.context(kept.key().id());
    return new KeptAccessKey(kept.key(), mapping.map(context, kept.secret()));
  }

  @Override
  public KeptAccessKey read(Row row) {
    return new KeptAccessKey(
        new AccessKey(
            row.id(),
            row.accountId(),
            row.text("owner"),
            row.flag("active"),
            row.time("createdAt")),
        new SealedSecret(row.text("sealedSecret")));
  }
}
