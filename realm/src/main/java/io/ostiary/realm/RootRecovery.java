package io.ostiary.realm;

import io.ostiary.realm.credential.AccessKeySecrets;
import io.ostiary.realm.credential.FreshAccessKey;
import io.ostiary.realm.directory.AccessKey;
import io.ostiary.realm.directory.Account;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.LiveDirectory;
import io.ostiary.realm.directory.RecoverRootUser;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;

/**
 * Gives an account's root user back to the operator who configured so, with one new access key in a
 * file; all its earlier keys are gone. As long as that key works, doing it again does nothing.
 */
final class RootRecovery {
  private static final Logger LOGGER = System.getLogger("ostiary");

  private final AccessKeySecrets secrets;
  private final String accountId;
  private final Path path;
  private final RootCredentialsFile file;

  RootRecovery(Path dataDirectory, AccessKeySecrets secrets, String accountId) {
    this.secrets = secrets;
    this.accountId = accountId;
    this.path = dataDirectory.resolve("root-credentials-" + accountId);
    this.file = new RootCredentialsFile(path);
  }

  /**
   * Recovers.
   *
   * @throws IllegalArgumentException if there is no such account
   */
  void carryOut(LiveDirectory directory) {
    if (!works(directory.snapshot())) {
      FreshAccessKey key = secrets.make(accountId);
      // Before the key exists: a start that dies in between makes and writes another one.
      file.write(key);
      directory.execute(new RecoverRootUser(accountId, key.id(), key.sealed()));
    }
    LOGGER.log(
        Level.WARNING,
        "the root user of account {0} is enabled, its access key is in {1}; take the setting that"
            + " recovers it away again",
        accountId,
        path);
  }

  private boolean works(Directory directory) {
    Account account =
        directory
            .account(accountId)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "account `%s`, whose root user is to be recovered, does not exist; name one of %s"
                            .formatted(
                                accountId,
                                directory.accounts().stream().map(Account::id).toList())));
    return account.open()
        && account.rootEnabled()
        && file.accessKeyId()
            .flatMap(directory::accessKey)
            .filter(AccessKey::active)
            .filter(key -> key.ownerId().equals(accountId))
            .isPresent();
  }
}
