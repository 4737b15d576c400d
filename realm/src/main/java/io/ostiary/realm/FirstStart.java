package io.ostiary.realm;

import io.ostiary.realm.credential.AccessKeySecrets;
import io.ostiary.realm.credential.FreshAccessKey;
import io.ostiary.realm.credential.SealedSecret;
import io.ostiary.realm.directory.Batch;
import io.ostiary.realm.directory.CreateAccount;
import io.ostiary.realm.directory.DirectoryException;
import io.ostiary.realm.directory.Foundation;
import io.ostiary.realm.directory.ImportRootAccessKey;
import io.ostiary.realm.directory.LiveDirectory;
import io.ostiary.realm.directory.RotateSessionKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/** Makes an installation's account and its root user's access key, in one transaction. */
final class FirstStart {
  private static final String CREDENTIALS = "root-credentials";
  private static final long LEAST_ACCOUNT = 100_000_000_000L;
  private static final long MOST_ACCOUNT = 999_999_999_999L;
  private static final int SHORTEST_SECRET = 16;
  private static final int LONGEST_SECRET = 128;

  private final RealmSettings settings;
  private final AccessKeySecrets secrets;
  private final SecureRandom random;

  FirstStart(RealmSettings settings, AccessKeySecrets secrets, SecureRandom random) {
    this.settings = settings;
    this.secrets = secrets;
    this.random = random;
  }

  /** Refuses settings that no first start could use, on every start. */
  static void check(RealmSettings settings) {
    if (settings.rootAccessKeyId().isPresent() != settings.rootSecretAccessKey().isPresent()) {
      throw new IllegalArgumentException(
          "the root user's access key needs both its id and its secret; configure both or none");
    }
    settings
        .rootSecretAccessKey()
        .filter(secret -> secret.length() < SHORTEST_SECRET || secret.length() > LONGEST_SECRET)
        .ifPresent(
            secret -> {
              throw new IllegalArgumentException(
                  "the root user's secret access key must have %s to %s characters, not %s"
                      .formatted(SHORTEST_SECRET, LONGEST_SECRET, secret.length()));
            });
  }

  /** Makes the account; false if another node did before. */
  boolean carryOut(LiveDirectory directory) {
    String account = settings.accountId().orElseGet(this::drawAccount);
    Batch first =
        new Batch(
            List.of(
                new CreateAccount(account, settings.partition()),
                rootAccessKey(account),
                new RotateSessionKeys()));
    try {
      return directory.execute(new Foundation(first));
    } catch (DirectoryException e) {
      if (e.code() != DirectoryException.Code.ENTITY_ALREADY_EXISTS) {
        throw e;
      }
      removeCredentials();
      return false;
    }
  }

  private String drawAccount() {
    return Long.toString(random.nextLong(LEAST_ACCOUNT, MOST_ACCOUNT + 1));
  }

  private ImportRootAccessKey rootAccessKey(String account) {
    Optional<String> id = settings.rootAccessKeyId();
    Optional<String> secret = settings.rootSecretAccessKey();
    if (id.isPresent() && secret.isPresent()) {
      SealedSecret sealed = secrets.seal(id.get(), secret.get());
      return new ImportRootAccessKey(account, id.get(), sealed);
    }
    FreshAccessKey fresh = secrets.make(account);
    // Before the key exists: a start that dies in between makes and writes another one.
    new RootCredentialsFile(settings.dataDirectory().resolve(CREDENTIALS)).write(fresh);
    return new ImportRootAccessKey(account, fresh.id(), fresh.sealed());
  }

  /** Those of a key that was never stored. */
  private void removeCredentials() {
    Path file = settings.dataDirectory().resolve(CREDENTIALS);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("`" + file + "` holds no valid key; remove it", e);
    }
  }
}
