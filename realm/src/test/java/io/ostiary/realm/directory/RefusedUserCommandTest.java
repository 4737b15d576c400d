package io.ostiary.realm.directory;

import static io.ostiary.realm.Realms.ACCOUNT;
import static io.ostiary.realm.directory.DirectoryException.Code.DELETE_CONFLICT;
import static io.ostiary.realm.directory.DirectoryException.Code.ENTITY_ALREADY_EXISTS;
import static io.ostiary.realm.directory.DirectoryException.Code.INVALID_INPUT;
import static io.ostiary.realm.directory.DirectoryException.Code.NO_SUCH_ENTITY;
import static io.ostiary.realm.directory.DirectoryException.Code.VALIDATION_ERROR;

import io.ostiary.realm.Realm;
import io.ostiary.realm.Realms;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every refusal about users, their tags and accounts. */
class RefusedUserCommandTest {
  private static final String ALLOW =
      "{\"Version\":\"2012-10-17\",\"Statement\":"
          + "{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}}";
  private static final String POLICY = "arn:aws:iam::123456789012:policy/";
  private static final Tagged LUCY = new TaggedIdentity(IdentityName.user(ACCOUNT, "lucy"));

  @TempDir static Path temporary;

  private static Realm realm;

  @BeforeAll
  static void open() {
    realm = Realms.open(temporary.resolve("data"));
    for (String name : List.of("lucy", "keyholder", "writer", "attached", "member")) {
      run(new CreateUser(ACCOUNT, "/", name, Map.of()));
    }
    run(new CreateAccessKey(ACCOUNT, "keyholder"));
    run(new PutInlinePolicy(IdentityName.user(ACCOUNT, "writer"), "first", ALLOW));
    run(new CreatePolicy(ACCOUNT, "/", "one", ALLOW));
    run(new AttachPolicy(IdentityName.user(ACCOUNT, "attached"), POLICY + "one"));
    run(new CreateGroup(ACCOUNT, "/", "team"));
    run(new AddUserToGroup(ACCOUNT, "team", "member"));
  }

  @AfterAll
  static void close() {
    realm.close();
  }

  private static <R> R run(DirectoryCommand<R> command) {
    return realm.directory().execute(command);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void isRefused(RefusedCase refused) {
    refused.order(realm.directory());
  }

  static Stream<RefusedCase> cases() {
    Map<String, String> similar = new LinkedHashMap<>();
    similar.put("Team", "a");
    similar.put("team", "b");
    return Stream.of(
        new RefusedCase(
            "a name that differs by case only",
            user("/", "LUCY"),
            ENTITY_ALREADY_EXISTS,
            "User with name LUCY already exists."),
        new RefusedCase(
            "an empty name", user("/", ""), VALIDATION_ERROR, "'userName' failed to satisfy"),
        new RefusedCase(
            "a name of 65 characters",
            user("/", "x".repeat(65)),
            VALIDATION_ERROR,
            "Member must have length less than or equal to 64"),
        new RefusedCase(
            "a name with a slash", user("/", "a/b"), VALIDATION_ERROR, "pattern: [\\w+=,.@-]+"),
        new RefusedCase(
            "a name with a letter beyond ASCII",
            user("/", "lücy"),
            VALIDATION_ERROR,
            "pattern: [\\w+=,.@-]+"),
        new RefusedCase(
            "a path without a slash in front", user("x/", "n"), VALIDATION_ERROR, "begin and end"),
        new RefusedCase(
            "a path without a slash at the end", user("/x", "n"), VALIDATION_ERROR, "path"),
        new RefusedCase(
            "a path with a blank", user("/a b/", "n"), VALIDATION_ERROR, "path is invalid"),
        new RefusedCase(
            "a path of 513 characters",
            user("/" + "p".repeat(511) + "/", "n"),
            VALIDATION_ERROR,
            "less than or equal to 512"),
        new RefusedCase(
            "an account that is none",
            new CreateUser("999999999999", "/", "n", Map.of()),
            NO_SUCH_ENTITY,
            "The account with id 999999999999 cannot be found."),
        new RefusedCase(
            "an account id of eleven digits",
            new CreateUser("12345678901", "/", "n", Map.of()),
            VALIDATION_ERROR,
            "twelve digits"),
        new RefusedCase(
            "tag keys that differ by case only",
            tagged(similar),
            INVALID_INPUT,
            "Tag keys are case insensitive"),
        new RefusedCase(
            "a reserved tag key", tagged(Map.of("AWS:x", "")), INVALID_INPUT, "reserved"),
        new RefusedCase("an empty tag key", tagged(Map.of("", "")), VALIDATION_ERROR, "'tags.key'"),
        new RefusedCase(
            "a tag value of 257 characters",
            tagged(Map.of("k", "v".repeat(257))),
            VALIDATION_ERROR,
            "'tags.value'"),
        new RefusedCase(
            "a tag value with a wildcard", tagged(Map.of("k", "*")), VALIDATION_ERROR, "\\p{L}"),
        new RefusedCase(
            "deleting a user that is none",
            new DeleteUser(ACCOUNT, "nobody"),
            NO_SUCH_ENTITY,
            "The user with name nobody cannot be found."),
        new RefusedCase(
            "deleting a user with an access key",
            new DeleteUser(ACCOUNT, "keyholder"),
            DELETE_CONFLICT,
            "Cannot delete entity, must delete access keys first."),
        new RefusedCase(
            "deleting a user with an inline policy",
            new DeleteUser(ACCOUNT, "writer"),
            DELETE_CONFLICT,
            "Cannot delete entity, must delete policies first."),
        new RefusedCase(
            "deleting a user with an attached policy",
            new DeleteUser(ACCOUNT, "attached"),
            DELETE_CONFLICT,
            "Cannot delete entity, must detach all policies first."),
        new RefusedCase(
            "an account that exists",
            new CreateAccount(ACCOUNT, "aws"),
            ENTITY_ALREADY_EXISTS,
            "Account with id 123456789012 already exists."),
        new RefusedCase(
            "a partition with a colon",
            new CreateAccount("111111111111", "a:b"),
            VALIDATION_ERROR,
            "'partition'"),
        new RefusedCase(
            "a batch whose second command is refused",
            new Batch(List.of(new DeleteUser(ACCOUNT, "lucy"), new DeleteUser(ACCOUNT, "lucy"))),
            NO_SUCH_ENTITY,
            "The user with name lucy cannot be found."),
        new RefusedCase(
            "renaming a user to another's name in other case",
            new UpdateUser(ACCOUNT, "writer", Optional.empty(), Optional.of("LUCY")),
            ENTITY_ALREADY_EXISTS,
            "User with name LUCY already exists."),
        new RefusedCase(
            "renaming a user to a name with a slash",
            new UpdateUser(ACCOUNT, "lucy", Optional.empty(), Optional.of("a/b")),
            VALIDATION_ERROR,
            "'userName'"),
        new RefusedCase(
            "moving a user to a path without a slash at the end",
            new UpdateUser(ACCOUNT, "lucy", Optional.of("/x"), Optional.empty()),
            VALIDATION_ERROR,
            "path is invalid"),
        new RefusedCase(
            "a boundary that is no policy",
            new CreateUser(ACCOUNT, "/", "n", Map.of(), Optional.of(POLICY + "none")),
            NO_SUCH_ENTITY,
            "Scope ARN: " + POLICY + "none does not exist or is not attachable."),
        new RefusedCase(
            "deleting a user in a group",
            new DeleteUser(ACCOUNT, "member"),
            DELETE_CONFLICT,
            "Cannot delete entity, must remove users from group first."),
        new RefusedCase(
            "tagging with a reserved key",
            new Tag(LUCY, Map.of("aws:x", "")),
            INVALID_INPUT,
            "reserved"),
        new RefusedCase(
            "removing a tag of an empty key",
            new Untag(LUCY, Set.of("")),
            VALIDATION_ERROR,
            "'tags.key'"),
        new RefusedCase(
            "tagging a user that is none",
            new Tag(new TaggedIdentity(IdentityName.user(ACCOUNT, "nobody")), Map.of()),
            NO_SUCH_ENTITY,
            "The user with name nobody cannot be found."));
  }

  private static CreateUser user(String path, String name) {
    return new CreateUser(ACCOUNT, path, name, Map.of());
  }

  private static CreateUser tagged(Map<String, String> tags) {
    return new CreateUser(ACCOUNT, "/", "n", tags);
  }
}
