package io.ostiary.realm.authentication;

import io.ostiary.realm.directory.User;
import java.util.Optional;

/** What became of a login by password, the directory's or an identity store's. */
public sealed interface LoginOutcome {

  /**
   * All that was asked for was right.
   *
   * @param mfa whether a code of an MFA device was
   * @param store the ARN of the identity store whose password it was; empty for the user's own
   */
  record LoggedIn(User user, boolean mfa, Optional<String> store) implements LoginOutcome {
    /** By the user's own password. */
    public LoggedIn(User user, boolean mfa) {
      this(user, mfa, Optional.empty());
    }
  }

  /**
   * The same, but the password must be changed before anything else.
   *
   * @param ticket with which {@link PasswordLogin#withNewPassword} goes on
   */
  record PasswordChangeNeeded(User user, boolean mfa, String ticket) implements LoginOutcome {
    @Override
    public String toString() {
      return "PasswordChangeNeeded(" + user.arn() + ")";
    }
  }

  /**
   * The password was right, and a code of an MFA device is missing.
   *
   * @param ticket with which {@link PasswordLogin#withCode} goes on
   */
  record CodeNeeded(User user, String ticket) implements LoginOutcome {
    @Override
    public String toString() {
      return "CodeNeeded(" + user.arn() + ")";
    }
  }

  /** An identity store knows them; which of the roles it offers admits them is to be seen. */
  record KnownOutside(FederatedIdentity identity) implements LoginOutcome {}

  /**
   * It is refused.
   *
   * @param reason for the log; whoever tried learns nothing of it
   * @param user whose login it would have been, for the audit; empty if there is none
   */
  record Refused(Reason reason, Optional<User> user) implements LoginOutcome {}

  /** Why a login is refused. */
  enum Reason {
    UNKNOWN_USER,
    WRONG_PASSWORD,
    WRONG_CODE,
    /** Too old a password, where the account wants an administrator to reset it. */
    PASSWORD_EXPIRED,
    TOO_MANY_ATTEMPTS,
    /** A ticket of the step before that is too old, or of a password that was changed since. */
    OUTDATED_STEP,
    /** No identity store has that name. */
    UNKNOWN_STORE,
    /** The identity store does not answer, or says what cannot be used; the log tells more. */
    STORE_UNUSABLE,
    /** Known to the identity store, but no user here has that very name. */
    NO_USER,
    /** Known to the identity store, but none of its rules offers a role. */
    NO_ROLE
  }
}
