package io.ostiary.realm.authentication;

import io.ostiary.realm.authentication.LoginOutcome.CodeNeeded;
import io.ostiary.realm.authentication.LoginOutcome.LoggedIn;
import io.ostiary.realm.authentication.LoginOutcome.PasswordChangeNeeded;
import io.ostiary.realm.authentication.LoginOutcome.Reason;
import io.ostiary.realm.authentication.LoginOutcome.Refused;
import io.ostiary.realm.credential.Password;
import io.ostiary.realm.credential.Passwords;
import io.ostiary.realm.credential.Passwords.Verdict;
import io.ostiary.realm.credential.SealedSecret;
import io.ostiary.realm.directory.Account;
import io.ostiary.realm.directory.ChangePassword;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.DirectoryException;
import io.ostiary.realm.directory.LiveDirectory;
import io.ostiary.realm.directory.LoginProfile;
import io.ostiary.realm.directory.PasswordPolicy;
import io.ostiary.realm.directory.UpgradePasswordHash;
import io.ostiary.realm.directory.User;
import io.ostiary.realm.store.OnceStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Logs users in by name and password, and a code where they have an MFA device. Each attempt is
 * counted before it is judged; a user who does not exist, or has no password, costs as much as one
 * who does. Safe for any number of threads.
 */
public final class PasswordLogin {
  private static final System.Logger LOG = System.getLogger(PasswordLogin.class.getName());

  /** So few that guessing is hopeless, so many that typing errors do no harm. */
  private static final int MOST_ATTEMPTS = 20;

  private static final Duration ATTEMPTS_COUNT = Duration.ofMinutes(15);
  private static final String PURPOSE = "password";

  private final LiveDirectory directory;
  private final Passwords passwords;
  private final MfaCodes codes;
  private final OnceStore once;
  private final InstantSource clock;

  public PasswordLogin(
      LiveDirectory directory,
      Passwords passwords,
      MfaCodes codes,
      OnceStore once,
      InstantSource clock) {
    this.directory = directory;
    this.passwords = passwords;
    this.codes = codes;
    this.once = once;
    this.clock = clock;
  }

  /** A user with a password, as one snapshot knows it. */
  private record Known(User user, LoginProfile profile, SealedSecret hash) {
    static Optional<Known> of(Directory snapshot, String accountId, String name) {
      return snapshot
          .account(accountId)
          .filter(Account::open)
          .flatMap(account -> snapshot.user(accountId, name))
          .flatMap(
              user ->
                  snapshot
                      .loginProfile(user)
                      .flatMap(
                          profile ->
                              snapshot
                                  .sealedPasswordHash(user)
                                  .map(hash -> new Known(user, profile, hash))));
    }
  }

  /**
   * Logs a user in.
   *
   * @param code of an MFA device; not looked at if the user has none
   * @throws io.ostiary.realm.store.StoreException if attempts cannot be counted; nobody logs in
   */
  public LoginOutcome logIn(
      String accountId, String userName, Password password, Optional<String> code) {
    Directory snapshot = directory.snapshot();
    Optional<Known> known = Known.of(snapshot, accountId, userName);
    Verdict verdict = judge(accountId, userName, known, password);
    if (verdict == null) {
      return new Refused(Reason.TOO_MANY_ATTEMPTS);
    }
    if (known.isEmpty() || verdict == Verdict.WRONG) {
      return new Refused(known.isEmpty() ? Reason.UNKNOWN_USER : Reason.WRONG_PASSWORD);
    }
    return withRightPassword(snapshot, known.get(), password, verdict, code);
  }

  private LoginOutcome withRightPassword(
      Directory snapshot, Known known, Password password, Verdict verdict, Optional<String> code) {
    User user = known.user();
    boolean mfa = !snapshot.mfaDevices(user).isEmpty();
    if (mfa && code.isEmpty()) {
      return new CodeNeeded(user);
    }
    if (mfa && !codes.useAny(snapshot, user, code.orElseThrow())) {
      return new Refused(Reason.WRONG_CODE);
    }
    once.succeeded(PURPOSE, attemptsOf(user.accountId(), user.name()));
    if (verdict == Verdict.RIGHT_BUT_OUTDATED) {
      upgrade(known, password);
    }
    Optional<PasswordPolicy> policy = snapshot.passwordPolicy(user.accountId());
    boolean expired = policy.filter(p -> p.isExpired(known.profile(), clock.instant())).isPresent();
    if (expired && policy.filter(PasswordPolicy::hardExpiry).isPresent()) {
      return new Refused(Reason.PASSWORD_EXPIRED);
    }
    once.used(user.id(), clock.instant(), "signin", "");
    return expired || known.profile().passwordResetRequired()
        ? new PasswordChangeNeeded(user, mfa)
        : new LoggedIn(user, mfa);
  }

  /**
   * Replaces the password of a user who knows the old one.
   *
   * @throws DirectoryException if the old one is wrong or the new one is refused
   */
  public void change(
      String accountId, String userName, Password oldPassword, Password newPassword) {
    Optional<Known> known = Known.of(directory.snapshot(), accountId, userName);
    Verdict verdict = judge(accountId, userName, known, oldPassword);
    if (known.isEmpty() || verdict == null || verdict == Verdict.WRONG) {
      throw new DirectoryException(
          DirectoryException.Code.ACCESS_DENIED, "The old password was incorrect.");
    }
    directory.execute(
        new ChangePassword(accountId, known.get().user().name(), known.get().hash(), newPassword));
    once.succeeded(PURPOSE, attemptsOf(accountId, userName));
  }

  /** Null if there were too many attempts. Does the same work for whoever exists or not. */
  private @Nullable Verdict judge(
      String accountId, String userName, Optional<Known> known, Password password) {
    int attempt =
        once.attempt(
            PURPOSE, attemptsOf(accountId, userName), clock.instant().plus(ATTEMPTS_COUNT));
    if (attempt > MOST_ATTEMPTS) {
      return null;
    }
    if (known.isEmpty()) {
      passwords.checkInVain(password);
      return Verdict.WRONG;
    }
    return passwords.check(known.get().user().id(), known.get().hash(), password);
  }

  /** Logging in goes on without it. */
  private void upgrade(Known known, Password password) {
    try {
      String id = known.user().id();
      directory.execute(new UpgradePasswordHash(id, known.hash(), passwords.hash(id, password)));
    } catch (DirectoryException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the hash of a password stays as it was, with outdated parameters: " + e.getMessage());
    }
  }

  private static String attemptsOf(String accountId, String userName) {
    return accountId + '/' + userName.toLowerCase(Locale.ROOT);
  }
}
