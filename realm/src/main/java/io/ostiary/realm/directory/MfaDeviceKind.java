package io.ostiary.realm.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.realm.credential.MfaSeeds;
import io.ostiary.realm.credential.SealedSecret;
import io.ostiary.realm.credential.SecretMapping;
import io.ostiary.realm.directory.MfaDevice.Assignment;
import java.util.List;
import java.util.Optional;

final class MfaDeviceKind implements Kind<KeptMfaDevice> {
  @Override
  public String tag() {
    return "mfa-device";
  }

  /** A serial number as it compares. */
  static String id(String serialNumber) {
    return Kind.fold(serialNumber);
  }

  @Override
  public String id(KeptMfaDevice kept) {
    return id(kept.device().serialNumber());
  }

  @Override
  public String accountId(KeptMfaDevice kept) {
    return kept.device().accountId();
  }

  @Override
  public List<String> parents(KeptMfaDevice kept) {
    String account = kept.device().accountId();
    return kept.device()
        .assignment()
        .map(of -> List.of(account, of.userId()))
        .orElse(List.of(account));
  }

  @Override
  public void write(KeptMfaDevice kept, ObjectNode row) {
    MfaDevice device = kept.device();
    row.put("partition", device.partition())
        .put("path", device.path())
        .put("name", device.name())
        .put("createdAt", device.createdAt().toString())
        .put("sealedSeed", kept.seed().text());
    ObjectNode tags = row.putObject("tags");
    device.tags().forEach(tags::put);
    device
        .assignment()
        .ifPresent(
            of ->
                row.put("user", of.userId())
                    .put("enabledAt", of.enabledAt().toString())
                    .put("drift", of.drift())
                    .put("usedThrough", of.usedThrough()));
  }

  @Override
  public KeptMfaDevice mapSecrets(KeptMfaDevice kept, SecretMapping mapping) {
    String context = MfaSeeds.context(kept.device().serialNumber());
    return new KeptMfaDevice(kept.device(), mapping.map(context, kept.seed()));
  }

  @Override
  public KeptMfaDevice read(Row row) {
    Optional<Assignment> assignment =
        row.has("user")
            ? Optional.of(
                new Assignment(
                    row.text("user"),
                    row.time("enabledAt"),
                    row.number("drift"),
                    row.number("usedThrough")))
            : Optional.empty();
    return new KeptMfaDevice(
        new MfaDevice(
            row.accountId(),
            row.text("partition"),
            row.text("path"),
            row.text("name"),
            row.time("createdAt"),
            assignment,
            row.texts("tags")),
        new SealedSecret(row.text("sealedSeed")));
  }
}
