package io.ostiary.realm.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.realm.credential.RecoveryCodes;
import io.ostiary.realm.credential.SealedSecret;
import io.ostiary.realm.credential.SecretMapping;
import java.util.List;

final class RecoveryCodesKind implements Kind<KeptRecoveryCodes> {
  @Override
  public String tag() {
    return "recovery-codes";
  }

  @Override
  public String id(KeptRecoveryCodes kept) {
    return kept.userId();
  }

  @Override
  public String accountId(KeptRecoveryCodes kept) {
    return kept.accountId();
  }

  @Override
  public List<String> parents(KeptRecoveryCodes kept) {
    return List.of();
  }

  @Override
  public void write(KeptRecoveryCodes kept, ObjectNode row) {
    row.put("madeAt", kept.madeAt().toString()).put("sealedCodes", kept.codes().text());
  }

  @Override
  public KeptRecoveryCodes mapSecrets(KeptRecoveryCodes kept, SecretMapping mapping) {
    return new KeptRecoveryCodes(
        kept.accountId(),
        kept.userId(),
        kept.madeAt(),
        mapping.map(RecoveryCodes.context(kept.userId()), kept.codes()));
  }

  @Override
  public KeptRecoveryCodes read(Row row) {
    return new KeptRecoveryCodes(
        row.accountId(), row.id(), row.time("madeAt"), new SealedSecret(row.text("sealedCodes")));
  }
}
