package io.ostiary.realm;

import io.ostiary.realm.directory.Quotas;
import java.nio.file.Path;
import java.util.Optional;

/** What a realm is opened with. Holds a secret, so it shows only what is harmless. */
public final class RealmSettings {
  private final Path dataDirectory;
  private final Optional<String> accountId;
  private final String partition;
  private final Optional<Path> masterKeyFile;
  private final Optional<String> rootAccessKeyId;
  private final Optional<String> rootSecretAccessKey;
  private final Quotas quotas;

  /**
   * Settings with AWS's quotas.
   *
   * @param dataDirectory where the embedded store lives; made if missing
   * @param accountId twelve digits; if empty, the first start draws one
   * @param partition the second part of every ARN, usually {@code aws}
   * @param masterKeyFile holds 32 random bytes in Base64, under which secrets are sealed; if empty,
   *     the first start makes one in the data directory
   * @param rootAccessKeyId the root user's key on first start; if empty, the first start makes one
   *     and writes it into the data directory
   * @param rootSecretAccessKey goes with {@code rootAccessKeyId}
   */
  public RealmSettings(
      Path dataDirectory,
      Optional<String> accountId,
      String partition,
      Optional<Path> masterKeyFile,
      Optional<String> rootAccessKeyId,
      Optional<String> rootSecretAccessKey) {
    this(
        dataDirectory,
        accountId,
        partition,
        masterKeyFile,
        rootAccessKeyId,
        rootSecretAccessKey,
        Quotas.AWS);
  }

  private RealmSettings(
      Path dataDirectory,
      Optional<String> accountId,
      String partition,
      Optional<Path> masterKeyFile,
      Optional<String> rootAccessKeyId,
      Optional<String> rootSecretAccessKey,
      Quotas quotas) {
    this.dataDirectory = dataDirectory;
    this.accountId = accountId;
    this.partition = partition;
    this.masterKeyFile = masterKeyFile;
    this.rootAccessKeyId = rootAccessKeyId;
    this.rootSecretAccessKey = rootSecretAccessKey;
    this.quotas = quotas;
  }

  /** The defaults for a data directory: everything else is made on first start. */
  public static RealmSettings in(Path dataDirectory) {
    return new RealmSettings(
        dataDirectory,
        Optional.empty(),
        "aws",
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same settings with other quotas. */
  public RealmSettings with(Quotas newQuotas) {
    return new RealmSettings(
        dataDirectory,
        accountId,
        partition,
        masterKeyFile,
        rootAccessKeyId,
        rootSecretAccessKey,
        newQuotas);
  }

  public Path dataDirectory() {
    return dataDirectory;
  }

  public Optional<String> accountId() {
    return accountId;
  }

  public String partition() {
    return partition;
  }

  public Optional<Path> masterKeyFile() {
    return masterKeyFile;
  }

  public Optional<String> rootAccessKeyId() {
    return rootAccessKeyId;
  }

  Optional<String> rootSecretAccessKey() {
    return rootSecretAccessKey;
  }

  public Quotas quotas() {
    return quotas;
  }

  @Override
  public String toString() {
    return "RealmSettings(dataDirectory=%s, accountId=%s, partition=%s)"
        .formatted(dataDirectory, accountId.orElse("drawn on first start"), partition);
  }
}
