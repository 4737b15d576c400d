package io.ostiary.realm;

import io.ostiary.realm.directory.Quotas;
import io.ostiary.realm.store.PostgresSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What a realm is opened with. Holds a secret, so it shows only what is harmless. */
public final class RealmSettings {
  private static final Duration STALENESS_LIMIT = Duration.ofMinutes(5);

  private final Path dataDirectory;
  private final Optional<String> accountId;
  private final String partition;
  private final Optional<Path> masterKeyFile;
  private final Optional<String> rootAccessKeyId;
  private final Optional<String> rootSecretAccessKey;
  // Set once, by a method that makes new settings.
  private Quotas quotas = Quotas.AWS;
  private Optional<PostgresSettings> database = Optional.empty();
  private Duration stalenessLimit = STALENESS_LIMIT;
  private Optional<String> recoveredRootUser = Optional.empty();
  private Optional<Path> directoryFiles = Optional.empty();

  /**
   * Settings with AWS's quotas and the embedded store.
   *
   * @param dataDirectory where the embedded store lives, and what a node keeps for itself; made if
   *     missing
   * @param accountId twelve digits; if empty, the first start draws one
   * @param partition the second part of every ARN, usually {@code aws}
   * @param masterKeyFile holds the key under which secrets are sealed, 32 random bytes in Base64,
   *     and below it those used before; if empty, the first start makes one in the data directory
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
    this.dataDirectory = dataDirectory;
    this.accountId = accountId;
    this.partition = partition;
    this.masterKeyFile = masterKeyFile;
    this.rootAccessKeyId = rootAccessKeyId;
    this.rootSecretAccessKey = rootSecretAccessKey;
  }

  private RealmSettings(RealmSettings others) {
    this(
        others.dataDirectory,
        others.accountId,
        others.partition,
        others.masterKeyFile,
        others.rootAccessKeyId,
        others.rootSecretAccessKey);
    this.quotas = others.quotas;
    this.database = others.database;
    this.stalenessLimit = others.stalenessLimit;
    this.recoveredRootUser = others.recoveredRootUser;
    this.directoryFiles = others.directoryFiles;
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
    RealmSettings changed = new RealmSettings(this);
    changed.quotas = newQuotas;
    return changed;
  }

  /** The same settings with the directory in a PostgreSQL database, which nodes can share. */
  public RealmSettings with(PostgresSettings newDatabase) {
    RealmSettings changed = new RealmSettings(this);
    changed.database = Optional.of(newDatabase);
    return changed;
  }

  /**
   * The same settings with another limit to how long decisions go on while a shared store does not
   * answer; zero for not at all.
   */
  public RealmSettings withStalenessLimit(Duration newLimit) {
    RealmSettings changed = new RealmSettings(this);
    changed.stalenessLimit = newLimit;
    return changed;
  }

  /** The same settings, by which opening gives an account's root user back to the operator. */
  public RealmSettings recoveringRootUser(String ofAccountId) {
    RealmSettings changed = new RealmSettings(this);
    changed.recoveredRootUser = Optional.of(ofAccountId);
    return changed;
  }

  /** The same settings with the directory in a folder of JSON files, which nothing else changes. */
  public RealmSettings withDirectoryFiles(Path folder) {
    RealmSettings changed = new RealmSettings(this);
    changed.directoryFiles = Optional.of(folder);
    return changed;
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

  public Optional<PostgresSettings> database() {
    return database;
  }

  public Optional<Path> directoryFiles() {
    return directoryFiles;
  }

  public Duration stalenessLimit() {
    return stalenessLimit;
  }

  /** The account whose root user is enabled and gets a new access key. */
  public Optional<String> recoveredRootUser() {
    return recoveredRootUser;
  }

  @Override
  public String toString() {
    return "RealmSettings(dataDirectory=%s, accountId=%s, partition=%s)"
        .formatted(dataDirectory, accountId.orElse("drawn on first start"), partition);
  }
}
