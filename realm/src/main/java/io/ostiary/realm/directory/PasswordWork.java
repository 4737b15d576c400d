package io.ostiary.realm.directory;

import io.ostiary.realm.credential.AccessKeySecrets;
import io.ostiary.realm.credential.Password;
import io.ostiary.realm.credential.Passwords;
import io.ostiary.realm.credential.Passwords.Verdict;
import io.ostiary.realm.credential.SealedSecret;
import java.util.HashMap;
import java.util.Map;

/**
 * The hashing and checking of passwords that one command takes. What was done once is remembered,
 * so that it can be done before other writers wait for it. For one thread.
 */
final class PasswordWork {
  private record Hashing(String userId, Password password) {}

  private record Check(String userId, SealedSecret kept, Password password) {}

  private final AccessKeySecrets secrets;
  private final Map<Hashing, SealedSecret> hashes = new HashMap<>();
  private final Map<Check, Boolean> checks = new HashMap<>();

  PasswordWork(AccessKeySecrets secrets) {
    this.secrets = secrets;
  }

  /** The hash of a user's password as it is kept, under the newest master key. */
  SealedSecret hash(String userId, Password password) {
    SealedSecret hash =
        hashes.computeIfAbsent(
            new Hashing(userId, password), unused -> secrets.passwords().hash(userId, password));
    return secrets.reseal(Passwords.context(userId), hash);
  }

  /** Whether a hash that is kept of a user's is that of a password. */
  boolean matches(String userId, SealedSecret kept, Password password) {
    return checks.computeIfAbsent(
        new Check(userId, kept, password),
        unused -> secrets.passwords().check(userId, kept, password) != Verdict.WRONG);
  }
}
