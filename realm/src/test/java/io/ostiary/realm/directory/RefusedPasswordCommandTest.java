package io.ostiary.realm.directory;

import static io.ostiary.realm.Realms.ACCOUNT;
import static io.ostiary.realm.directory.DirectoryException.Code.DELETE_CONFLICT;
import static io.ostiary.realm.directory.DirectoryException.Code.ENTITY_ALREADY_EXISTS;
import static io.ostiary.realm.directory.DirectoryException.Code.ENTITY_TEMPORARILY_UNMODIFIABLE;
import static io.ostiary.realm.directory.DirectoryException.Code.NO_SUCH_ENTITY;
import static io.ostiary.realm.directory.DirectoryException.Code.PASSWORD_POLICY_VIOLATION;
import static io.ostiary.realm.directory.DirectoryException.Code.VALIDATION_ERROR;

import io.ostiary.realm.Realm;
import io.ostiary.realm.Realms;
import io.ostiary.realm.credential.Password;
import io.ostiary.realm.credential.SealedSecret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every refusal about passwords, by AWS's own rules and by an account's policy. */
class RefusedPasswordCommandTest {
  /** Its account has a policy: 10 characters of each sort, two earlier ones remembered. */
  private static final String STRICT = "210987654321";

  @TempDir static Path temporary;

  private static Realm realm;

  @BeforeAll
  static void open() {
    realm = Realms.open(temporary.resolve("data"));
    run(new CreateAccount(STRICT, "aws"));
    run(
        new UpdateAccountPasswordPolicy(
            policy(STRICT, 10, OptionalInt.empty(), OptionalInt.of(2))));
    for (String account : List.of(ACCOUNT, STRICT)) {
      run(new CreateUser(account, "/", "lucy", Map.of()));
      run(new CreateUser(account, "/", "fred", Map.of()));
    }
    run(create(ACCOUNT, "lucy", "Abcdefg1"));
    run(create(STRICT, "lucy", "Password-1"));
    run(update(STRICT, "Password-2"));
    run(update(STRICT, "Password-3"));
  }

  @AfterAll
  static void close() {
    realm.close();
  }

  private static <R> R run(DirectoryCommand<R> command) {
    return realm.directory().execute(command);
  }

  private static PasswordPolicy policy(
      String account, int length, OptionalInt days, OptionalInt remembered) {
    return new PasswordPolicy(
        account, length, true, true, true, true, false, days, remembered, false);
  }

  private static CreateLoginProfile create(String account, String user, String password) {
    return new CreateLoginProfile(account, user, Password.of(password), false);
  }

  private static UpdateLoginProfile update(String account, String password) {
    return new UpdateLoginProfile(
        account, "lucy", Optional.of(Password.of(password)), Optional.empty());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void isRefused(RefusedCase refused) {
    refused.order(realm.directory());
  }

  static Stream<RefusedCase> cases() {
    return Stream.of(profiles(), passwords(), policies()).flatMap(cases -> cases);
  }

  private static Stream<RefusedCase> profiles() {
    return Stream.of(
        new RefusedCase(
            "a second login profile",
            create(ACCOUNT, "lucy", "Abcdefg2"),
            ENTITY_ALREADY_EXISTS,
            "Login Profile for user lucy already exists."),
        new RefusedCase(
            "a login profile for nobody",
            create(ACCOUNT, "nobody", "Abcdefg2"),
            NO_SUCH_ENTITY,
            "The user with name nobody cannot be found."),
        new RefusedCase(
            "updating what is not there",
            new UpdateLoginProfile(ACCOUNT, "fred", Optional.empty(), Optional.of(true)),
            NO_SUCH_ENTITY,
            "Login Profile for User fred cannot be found."),
        new RefusedCase(
            "deleting what is not there",
            new DeleteLoginProfile(ACCOUNT, "fred"),
            NO_SUCH_ENTITY,
            "Login Profile for User fred cannot be found."),
        new RefusedCase(
            "deleting a user with a password",
            new DeleteUser(ACCOUNT, "lucy"),
            DELETE_CONFLICT,
            "Cannot delete entity, must delete login profile first."),
        new RefusedCase(
            "changing a password that was changed meanwhile",
            new ChangePassword(ACCOUNT, "lucy", new SealedSecret("1:x:"), Password.of("Abcdefg2")),
            ENTITY_TEMPORARILY_UNMODIFIABLE,
            "was changed meanwhile; try again."));
  }

  private static Stream<RefusedCase> passwords() {
    return Stream.of(
        violating("Abcdef1", "a minimum length of 8"),
        violating("abcdefg1", "at least three of: uppercase letters, lowercase letters"),
        violating("ABCDEFGH", "at least three of"),
        new RefusedCase(
            "an empty password",
            create(ACCOUNT, "fred", ""),
            VALIDATION_ERROR,
            "have length between 1 and 128"),
        new RefusedCase(
            "a password of 129 characters",
            create(ACCOUNT, "fred", "Aa1".repeat(43)),
            VALIDATION_ERROR,
            "have length between 1 and 128"),
        new RefusedCase(
            "a password with a letter beyond Latin-1",
            create(ACCOUNT, "fred", "Abcdefg1Ω"),
            VALIDATION_ERROR,
            "pattern: [\\u0009\\u000A\\u000D\\u0020-\\u00FF]+"),
        strictly("Abc-efgh1", "a minimum length of 10"),
        strictly("Abcdefghi1", "at least one symbol"),
        strictly("Abc-efghij", "at least one number"),
        strictly("abc-efghi1", "at least one uppercase letter"),
        strictly("ABC-EFGHI1", "at least one lowercase letter"),
        reused("Password-3"),
        reused("Password-2"));
  }

  private static RefusedCase violating(String password, String says) {
    return new RefusedCase(
        "`" + password + "` without a policy",
        create(ACCOUNT, "fred", password),
        PASSWORD_POLICY_VIOLATION,
        "Password should have " + says);
  }

  private static RefusedCase strictly(String password, String says) {
    return new RefusedCase(
        "`" + password + "` under a policy",
        create(STRICT, "fred", password),
        PASSWORD_POLICY_VIOLATION,
        "Password should have " + says);
  }

  private static RefusedCase reused(String password) {
    return new RefusedCase(
        "an earlier password, `" + password + "`",
        update(STRICT, password),
        PASSWORD_POLICY_VIOLATION,
        "Policy constraint violation with password reuse prevention during password change.");
  }

  private static Stream<RefusedCase> policies() {
    OptionalInt none = OptionalInt.empty();
    return Stream.of(
        outside("minimumPasswordLength", policy(ACCOUNT, 5, none, none), "greater", 6),
        outside("minimumPasswordLength", policy(ACCOUNT, 129, none, none), "less", 128),
        outside("maxPasswordAge", policy(ACCOUNT, 8, OptionalInt.of(0), none), "greater", 1),
        outside("maxPasswordAge", policy(ACCOUNT, 8, OptionalInt.of(1096), none), "less", 1095),
        outside(
            "passwordReusePrevention", policy(ACCOUNT, 8, none, OptionalInt.of(0)), "greater", 1),
        outside(
            "passwordReusePrevention", policy(ACCOUNT, 8, none, OptionalInt.of(25)), "less", 24),
        new RefusedCase(
            "a policy of an account that is none",
            new UpdateAccountPasswordPolicy(policy("999999999999", 8, none, none)),
            NO_SUCH_ENTITY,
            "cannot be found"),
        new RefusedCase(
            "deleting a policy that is none",
            new DeleteAccountPasswordPolicy(ACCOUNT),
            NO_SUCH_ENTITY,
            "The account policy with name PasswordPolicy cannot be found."));
  }

  private static RefusedCase outside(
      String member, PasswordPolicy policy, String which, int limit) {
    return new RefusedCase(
        member + " not " + which + " than or equal to " + limit,
        new UpdateAccountPasswordPolicy(policy),
        VALIDATION_ERROR,
        "Value at '%s' failed to satisfy constraint: Member must have value %s than or equal to %s"
            .formatted(member, which, limit));
  }
}
