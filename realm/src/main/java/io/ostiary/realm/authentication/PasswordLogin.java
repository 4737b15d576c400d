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
import io.ostiary.realm.credential.Tickets;
import io.ostiary.realm.directory.Account;
import io.ostiary.realm.directory.ChangePassword;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.DirectoryException;
import io.ostiary.realm.directory.LiveDirectory;
import io.ostiary.realm.directory.LoginProfile;
import io.ostiary.realm.directory.PasswordPolicy;
import io.ostiary.realm.directory.UpgradePasswordHash;
import io.ostiary.realm.directory.User;
import io.ostiary.realm.store.LastAccess;
import io.ostiary.realm.store.OnceStore;
import java.time.Duration;
import java.time.Instant;
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

  /** How long who gave the right password may look for the MFA device. */
  private static final Duration STEP = Duration.ofMinutes(10);

  private static final String CODE_STEP = "sign-in code";
  private static final String VOUCHED_CODE_STEP = "sign-in code after a store";
  private static final String CHANGE_STEP = "sign-in password change";

  private final LiveDirectory directory;
  private final Passwords passwords;
  private final MfaCodes codes;
  private final Tickets tickets;
  private final OnceStore once;
  private final InstantSource clock;

  public PasswordLogin(
      LiveDirectory directory,
      Passwords passwords,
      MfaCodes codes,
      Tickets tickets,
      OnceStore once,
      InstantSource clock) {
    this.directory = directory;
    this.passwords = passwords;
    this.codes = codes;
    this.tickets = tickets;
    this.once = once;
    this.clock = clock;
  }

  /** A user with a password, as one snapshot knows it. */
  private record Known(User user, LoginProfile profile, SealedSecret hash) {
    static Optional<Known> of(Directory snapshot, String accountId, String name) {
      return snapshot.user(accountId, name).flatMap(user -> of(snapshot, user));
    }

    private static Optional<Known> of(Directory snapshot, User user) {
      return snapshot
          .account(user.accountId())
          .filter(Account::open)
          .flatMap(account -> snapshot.loginProfile(user))
          .flatMap(
              profile ->
                  snapshot.sealedPasswordHash(user).map(hash -> new Known(user, profile, hash)));
    }

    /** Who a ticket is of, unless the password was changed since. */
    static Optional<Known> ofTicket(Directory snapshot, String text) {
      return snapshot
          .userById(text.substring(0, Math.max(0, text.indexOf('/'))))
          .flatMap(user -> of(snapshot, user))
          .filter(known -> known.ticketText().equals(text));
    }

    String ticketText() {
      return user.id() + '/' + profile.passwordChangedAt();
    }
  }

  /** A user for whom an identity store vouches. */
  private record Vouched(User user, String storeArn) {
    static Optional<Vouched> ofTicket(Directory snapshot, String text) {
      int end = text.indexOf('/');
      return snapshot
          .userById(text.substring(0, Math.max(0, end)))
          .filter(user -> snapshot.account(user.accountId()).filter(Account::open).isPresent())
          .map(user -> new Vouched(user, text.substring(end + 1)));
    }

    String ticketText() {
      return user.id() + '/' + storeArn;
    }
  }

  /**
   * Logs a user in.
   *
   * @param code of an MFA device, or a recovery code; not looked at if the user has no device
   * @throws io.ostiary.realm.store.StoreException if attempts cannot be counted; nobody logs in
   */
  public LoginOutcome logIn(
      String accountId, String userName, Password password, Optional<String> code) {
    Directory snapshot = directory.snapshot();
    Optional<Known> known = Known.of(snapshot, accountId, userName);
    Verdict verdict = judge(accountId, userName, known, password);
    if (verdict == null) {
      return new Refused(Reason.TOO_MANY_ATTEMPTS, known.map(Known::user));
    }
    if (known.isEmpty() || verdict == Verdict.WRONG) {
      return new Refused(
          known.isEmpty() ? Reason.UNKNOWN_USER : Reason.WRONG_PASSWORD, known.map(Known::user));
    }
    if (verdict == Verdict.RIGHT_BUT_OUTDATED) {
      upgrade(known.get(), password);
    }
    return withRightPassword(snapshot, known.get(), code);
  }

  /**
   * Goes on where a code was missing.
   *
   * @param ticket of {@link CodeNeeded}
   * @param code of an MFA device, or a recovery code
   * @throws io.ostiary.realm.store.StoreException if attempts cannot be counted; nobody logs in
   */
  public LoginOutcome withCode(String ticket, String code) {
    Directory snapshot = directory.snapshot();
    Instant now = clock.instant();
    return tickets
        .open(CODE_STEP, ticket, now)
        .flatMap(text -> Known.ofTicket(snapshot, text))
        .map(known -> withRightPassword(snapshot, known, Optional.of(code)))
        .or(
            () ->
                tickets
                    .open(VOUCHED_CODE_STEP, ticket, now)
                    .flatMap(text -> Vouched.ofTicket(snapshot, text))
                    .map(vouched -> vouchedFor(snapshot, vouched, Optional.of(code))))
        .orElseGet(() -> new Refused(Reason.OUTDATED_STEP, Optional.empty()));
  }

  /**
   * Logs a user in by the word of an identity store, and a code where they have an MFA device.
   *
   * @param storeArn the store whose password was right
   */
  LoginOutcome vouchedFor(User user, String storeArn) {
    return vouchedFor(directory.snapshot(), new Vouched(user, storeArn), Optional.empty());
  }

  private LoginOutcome vouchedFor(Directory snapshot, Vouched vouched, Optional<String> code) {
    User user = vouched.user();
    boolean mfa = !snapshot.mfaDevices(user).isEmpty();
    if (mfa && code.isEmpty()) {
      return new CodeNeeded(user, ticket(VOUCHED_CODE_STEP, vouched.ticketText()));
    }
    return mfa && !codes.useAny(snapshot, user, code.orElseThrow())
        ? new Refused(Reason.WRONG_CODE, Optional.of(user))
        : new LoggedIn(user, mfa, Optional.of(vouched.storeArn()));
  }

  private LoginOutcome withRightPassword(Directory snapshot, Known known, Optional<String> code) {
    User user = known.user();
    boolean mfa = !snapshot.mfaDevices(user).isEmpty();
    if (mfa && code.isEmpty()) {
      return new CodeNeeded(user, ticket(CODE_STEP, known.ticketText()));
    }
    if (mfa && !codes.useAny(snapshot, user, code.orElseThrow())) {
      return new Refused(Reason.WRONG_CODE, Optional.of(user));
    }
    once.succeeded(PURPOSE, attemptsOf(user.accountId(), user.name()));
    Optional<PasswordPolicy> policy = snapshot.passwordPolicy(user.accountId());
    boolean expired = policy.filter(p -> p.isExpired(known.profile(), clock.instant())).isPresent();
    if (expired && policy.filter(PasswordPolicy::hardExpiry).isPresent()) {
      return new Refused(Reason.PASSWORD_EXPIRED, Optional.of(user));
    }
    once.used(LastAccess.passwordId(user.id()), clock.instant(), "signin", "");
    return expired || known.profile().passwordResetRequired()
        ? new PasswordChangeNeeded(
            user, mfa, ticket(mfa ? CHANGE_STEP + " with code" : CHANGE_STEP, known.ticketText()))
        : new LoggedIn(user, mfa);
  }

  private String ticket(String step, String text) {
    return tickets.issue(step, text, clock.instant().plus(STEP));
  }

  /**
   * Goes on where the password must be changed.
   *
   * @param ticket of {@link PasswordChangeNeeded}
   * @throws DirectoryException if the old one is wrong or the new one is refused
   */
  public LoginOutcome withNewPassword(String ticket, Password oldPassword, Password newPassword) {
    Instant now = clock.instant();
    Optional<String> withCode = tickets.open(CHANGE_STEP + " with code", ticket, now);
    Optional<User> user =
        withCode
            .or(() -> tickets.open(CHANGE_STEP, ticket, now))
            .flatMap(text -> Known.ofTicket(directory.snapshot(), text))
            .map(Known::user);
    if (user.isEmpty()) {
      return new Refused(Reason.OUTDATED_STEP, Optional.empty());
    }
    change(user.get().accountId(), user.get().name(), oldPassword, newPassword);
    return new LoggedIn(user.get(), withCode.isPresent());
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
