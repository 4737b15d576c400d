package io.ostiary.realm.directory;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.realm.credential.Passwords;
import io.ostiary.realm.credential.SealedSecret;
import io.ostiary.realm.credential.SecretMapping;
import java.util.List;

final class LoginProfileKind implements Kind<KeptLoginProfile> {
  @Override
  public String tag() {
    return "login-profile";
  }

  @Override
  public String id(KeptLoginProfile kept) {
    return kept.profile().userId();
  }

  @Override
  public String accountId(KeptLoginProfile kept) {
    return kept.accountId();
  }

  @Override
  public List<String> parents(KeptLoginProfile kept) {
    return List.of();
  }

  @Override
  public void write(KeptLoginProfile kept, ObjectNode row) {
    row.put("createdAt", kept.profile().createdAt().toString())
        .put("resetRequired", kept.profile().passwordResetRequired())
        .put("changedAt", kept.profile().passwordChangedAt().toString())
        .put("sealedHash", kept.hash().text());
    ArrayNode earlier = row.putArray("sealedEarlier");
    kept.earlier().forEach(hash -> earlier.add(hash.text()));
  }

  @Override
  public KeptLoginProfile mapSecrets(KeptLoginProfile kept, SecretMapping mapping) {
    String context = Passwords.context(id(kept));
    return new KeptLoginProfile(
        kept.accountId(),
        kept.profile(),
        mapping.map(context, kept.hash()),
        kept.earlier().stream().map(hash -> mapping.map(context, hash)).toList());
  }

  @Override
  public KeptLoginProfile read(Row row) {
    return new KeptLoginProfile(
        row.accountId(),
        new LoginProfile(
            row.id(), row.time("createdAt"), row.flag("resetRequired"), row.time("changedAt")),
        new SealedSecret(row.text("sealedHash")),
        row.list("sealedEarlier").stream().map(SealedSecret::new).toList());
  }
}
