package io.ostiary.realm.directory;

import static io.ostiary.realm.Realms.ACCOUNT;
import static io.ostiary.realm.directory.DirectoryException.Code.DELETE_CONFLICT;
import static io.ostiary.realm.directory.DirectoryException.Code.ENTITY_ALREADY_EXISTS;
import static io.ostiary.realm.directory.DirectoryException.Code.INVALID_INPUT;
import static io.ostiary.realm.directory.DirectoryException.Code.LIMIT_EXCEEDED;
import static io.ostiary.realm.directory.DirectoryException.Code.MALFORMED_POLICY_DOCUMENT;
import static io.ostiary.realm.directory.DirectoryException.Code.NO_SUCH_ENTITY;
import static io.ostiary.realm.directory.DirectoryException.Code.VALIDATION_ERROR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ostiary.realm.Realm;
import io.ostiary.realm.Realms;
import io.ostiary.realm.credential.SealedSecret;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way for a command to be refused: by which code, in which words, and nothing changes. */
class RefusedCommandTest {
  private static final String ALLOW =
      "{\"Version\":\"2012-10-17\",\"Statement\":"
          + "{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}}";
  private static final String BUCKET = "arn:aws:s3:::b";
  private static final String POLICY = "arn:aws:iam::123456789012:policy/";

  /** Small enough to run into: the fixture below fills each of them. */
  private static final Quotas QUOTAS =
      Quotas.AWS
          .with(Quota.USERS_PER_ACCOUNT, 4)
          .with(Quota.POLICIES_PER_ACCOUNT, 3)
          .with(Quota.ACCESS_KEYS_PER_USER, 1)
          .with(Quota.POLICIES_PER_USER, 1)
          .with(Quota.USER_POLICY_SIZE, 120)
          .with(Quota.POLICY_SIZE, 150)
          .with(Quota.RESOURCE_POLICY_SIZE, 300)
          .with(Quota.TAGS_PER_USER, 2);

  @TempDir static Path temporary;

  private static Realm realm;
  private static String lucysKey = "";

  @BeforeAll
  static void open() {
    realm = Realms.open(Realms.settings(temporary.resolve("data")).with(QUOTAS));
    for (String name : List.of("lucy", "keyholder", "writer", "attached")) {
      run(new CreateUser(ACCOUNT, "/", name, Map.of()));
    }
    lucysKey = run(new CreateAccessKey(ACCOUNT, "keyholder")).key().id();
    run(new PutInlinePolicy(IdentityName.user(ACCOUNT, "writer"), "first", ALLOW));
    run(new CreatePolicy(ACCOUNT, "/", "one", ALLOW));
    run(new CreatePolicy(ACCOUNT, "/team/", "two", ALLOW));
    run(new CreatePolicy(ACCOUNT, "/", "three", ALLOW));
    run(new AttachPolicy(IdentityName.user(ACCOUNT, "attached"), POLICY + "one"));
    run(new CreateAccount("210987654321", "aws"));
    run(new PutResourcePolicy("210987654321", "arn:aws:s3:::theirs", resourcePolicy("\"*\"")));
  }

  @AfterAll
  static void close() {
    realm.close();
  }

  private static <R> R run(DirectoryCommand<R> command) {
    return realm.directory().execute(command);
  }

  private static String resourcePolicy(String principal) {
    return ("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":%s,"
            + "\n\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::b/*\"}]}")
        .formatted(principal);
  }

  record Case(String name, DirectoryCommand<?> command, DirectoryException.Code code, String says) {
    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"users", "accessKeys", "inlinePolicies", "managedPolicies", "resourcePolicies"})
  void isRefused(Case refused) {
    Directory before = realm.directory().snapshot();

    assertThatExceptionOfType(DirectoryException.class)
        .isThrownBy(() -> run(refused.command))
        .satisfies(e -> assertThat(e.code()).isEqualTo(refused.code))
        .withMessageContaining(refused.says);
    assertThat(realm.directory().snapshot()).isSameAs(before);
  }

  static Stream<Case> users() {
    Map<String, String> similar = new LinkedHashMap<>();
    similar.put("Team", "a");
    similar.put("team", "b");
    return Stream.of(
        new Case(
            "a name that differs by case only",
            user("/", "LUCY"),
            ENTITY_ALREADY_EXISTS,
            "User with name LUCY already exists."),
        new Case(
            "a user beyond the quota",
            user("/", "fifth"),
            LIMIT_EXCEEDED,
            "Cannot exceed quota for UsersPerAccount: 4"),
        new Case("an empty name", user("/", ""), VALIDATION_ERROR, "'userName' failed to satisfy"),
        new Case(
            "a name of 65 characters",
            user("/", "x".repeat(65)),
            VALIDATION_ERROR,
            "Member must have length less than or equal to 64"),
        new Case(
            "a name with a slash", user("/", "a/b"), VALIDATION_ERROR, "pattern: [\\w+=,.@-]+"),
        new Case(
            "a name with a letter beyond ASCII",
            user("/", "lücy"),
            VALIDATION_ERROR,
            "pattern: [\\w+=,.@-]+"),
        new Case(
            "a path without a slash in front", user("x/", "n"), VALIDATION_ERROR, "begin and end"),
        new Case("a path without a slash at the end", user("/x", "n"), VALIDATION_ERROR, "path"),
        new Case("a path with a blank", user("/a b/", "n"), VALIDATION_ERROR, "path is invalid"),
        new Case(
            "a path of 513 characters",
            user("/" + "p".repeat(511) + "/", "n"),
            VALIDATION_ERROR,
            "less than or equal to 512"),
        new Case(
            "an account that is none",
            new CreateUser("999999999999", "/", "n", Map.of()),
            NO_SUCH_ENTITY,
            "The account with id 999999999999 cannot be found."),
        new Case(
            "an account id of eleven digits",
            new CreateUser("12345678901", "/", "n", Map.of()),
            VALIDATION_ERROR,
            "twelve digits"),
        new Case(
            "three tags",
            tagged(Map.of("a", "", "b", "", "c", "")),
            LIMIT_EXCEEDED,
            "Cannot exceed quota for TagsPerUser: 2"),
        new Case(
            "tag keys that differ by case only",
            tagged(similar),
            INVALID_INPUT,
            "Tag keys are case insensitive"),
        new Case("a reserved tag key", tagged(Map.of("AWS:x", "")), INVALID_INPUT, "reserved"),
        new Case("an empty tag key", tagged(Map.of("", "")), VALIDATION_ERROR, "'tags.key'"),
        new Case(
            "a tag value of 257 characters",
            tagged(Map.of("k", "v".repeat(257))),
            VALIDATION_ERROR,
            "'tags.value'"),
        new Case(
            "a tag value with a wildcard", tagged(Map.of("k", "*")), VALIDATION_ERROR, "\\p{L}"),
        new Case(
            "deleting a user that is none",
            new DeleteUser(ACCOUNT, "nobody"),
            NO_SUCH_ENTITY,
            "The user with name nobody cannot be found."),
        new Case(
            "deleting a user with an access key",
            new DeleteUser(ACCOUNT, "keyholder"),
            DELETE_CONFLICT,
            "Cannot delete entity, must delete access keys first."),
        new Case(
            "deleting a user with an inline policy",
            new DeleteUser(ACCOUNT, "writer"),
            DELETE_CONFLICT,
            "Cannot delete entity, must delete policies first."),
        new Case(
            "deleting a user with an attached policy",
            new DeleteUser(ACCOUNT, "attached"),
            DELETE_CONFLICT,
            "Cannot delete entity, must detach all policies first."),
        new Case(
            "an account that exists",
            new CreateAccount(ACCOUNT, "aws"),
            ENTITY_ALREADY_EXISTS,
            "Account with id 123456789012 already exists."),
        new Case(
            "a partition with a colon",
            new CreateAccount("111111111111", "a:b"),
            VALIDATION_ERROR,
            "'partition'"),
        new Case(
            "a batch whose second command is refused",
            new Batch(List.of(new DeleteUser(ACCOUNT, "lucy"), new DeleteUser(ACCOUNT, "lucy"))),
            NO_SUCH_ENTITY,
            "The user with name lucy cannot be found."));
  }

  private static CreateUser user(String path, String name) {
    return new CreateUser(ACCOUNT, path, name, Map.of());
  }

  private static CreateUser tagged(Map<String, String> tags) {
    return new CreateUser(ACCOUNT, "/", "n", tags);
  }

  static Stream<Case> accessKeys() {
    return Stream.of(
        new Case(
            "a key for a user that is none",
            new CreateAccessKey(ACCOUNT, "nobody"),
            NO_SUCH_ENTITY,
            "The user with name nobody cannot be found."),
        new Case(
            "a key beyond the quota",
            new CreateAccessKey(ACCOUNT, "keyholder"),
            LIMIT_EXCEEDED,
            "Cannot exceed quota for AccessKeysPerUser: 1"),
        new Case(
            "a root key beyond the quota",
            new CreateRootAccessKey(ACCOUNT),
            LIMIT_EXCEEDED,
            "Cannot exceed quota for AccessKeysPerUser: 1"),
        new Case(
            "an imported key whose id is taken",
            new ImportRootAccessKey("210987654321", Realms.ROOT_KEY, new SealedSecret("1:x:")),
            ENTITY_ALREADY_EXISTS,
            Realms.ROOT_KEY + " already exists."),
        new Case(
            "an imported key with a blank in its id",
            new ImportRootAccessKey(ACCOUNT, "AKIA 0123456789012", new SealedSecret("1:x:")),
            VALIDATION_ERROR,
            "'accessKeyId'"),
        new Case(
            "turning off a key that is none",
            new UpdateAccessKey(ACCOUNT, "lucy", "AKIAAAAAAAAAAAAAAAAA", false),
            NO_SUCH_ENTITY,
            "The Access Key with id AKIAAAAAAAAAAAAAAAAA cannot be found."),
        new Case(
            "deleting another user's key",
            new DeleteAccessKey(ACCOUNT, "lucy", lucysKey),
            NO_SUCH_ENTITY,
            "The Access Key with id " + lucysKey + " cannot be found."),
        new Case(
            "deleting root's key as a user's",
            new DeleteAccessKey(ACCOUNT, "lucy", Realms.ROOT_KEY),
            NO_SUCH_ENTITY,
            "cannot be found."),
        new Case(
            "deleting a user's key as root's",
            new DeleteRootAccessKey(ACCOUNT, lucysKey),
            NO_SUCH_ENTITY,
            "cannot be found."),
        new Case(
            "turning off a key of a short id",
            new UpdateRootAccessKey(ACCOUNT, "AKIA", false),
            VALIDATION_ERROR,
            "greater than or equal to 16"));
  }

  static Stream<Case> inlinePolicies() {
    return Stream.of(
        new Case(
            "a malformed document",
            new PutInlinePolicy(IdentityName.user(ACCOUNT, "lucy"), "p", "{\n\"Statement\": 1}"),
            MALFORMED_POLICY_DOCUMENT,
            "line 2"),
        new Case(
            "policies beyond the size of all",
            new PutInlinePolicy(IdentityName.user(ACCOUNT, "writer"), "second", ALLOW),
            LIMIT_EXCEEDED,
            "Maximum policy size of 120 bytes exceeded for user writer"),
        new Case(
            "a policy name with a blank",
            new PutInlinePolicy(IdentityName.user(ACCOUNT, "lucy"), "a b", ALLOW),
            VALIDATION_ERROR,
            "'policyName'"),
        new Case(
            "a user that is none",
            new PutInlinePolicy(IdentityName.user(ACCOUNT, "nobody"), "p", ALLOW),
            NO_SUCH_ENTITY,
            "The user with name nobody cannot be found."),
        new Case(
            "deleting a policy that is none",
            new DeleteInlinePolicy(IdentityName.user(ACCOUNT, "lucy"), "p"),
            NO_SUCH_ENTITY,
            "The user policy with name p cannot be found."));
  }

  static Stream<Case> managedPolicies() {
    String none = POLICY + "none";
    return Stream.of(
        new Case(
            "a name that differs by case and path only",
            new CreatePolicy(ACCOUNT, "/x/", "ONE", ALLOW),
            ENTITY_ALREADY_EXISTS,
            "A policy called ONE already exists. Duplicate names are not allowed."),
        new Case(
            "a policy beyond the quota",
            new CreatePolicy(ACCOUNT, "/", "four", ALLOW),
            LIMIT_EXCEEDED,
            "Cannot exceed quota for PoliciesPerAccount: 3"),
        new Case(
            "a policy beyond the size",
            new CreatePolicy(ACCOUNT, "/", "p", ALLOW.replace("s3:*", "s3:" + "x".repeat(90))),
            LIMIT_EXCEEDED,
            "Cannot exceed quota for PolicySize: 150"),
        new Case(
            "a malformed document",
            new CreatePolicy(ACCOUNT, "/", "p", "[]"),
            MALFORMED_POLICY_DOCUMENT,
            "line 1"),
        new Case(
            "a document of version 2008-10-17",
            new CreatePolicy(ACCOUNT, "/", "p", ALLOW.replace("2012-10-17", "2008-10-17")),
            MALFORMED_POLICY_DOCUMENT,
            "Policy document must be version 2012-10-17 or greater."),
        new Case(
            "a path with an empty segment",
            new CreatePolicy(ACCOUNT, "/a//b/", "p", ALLOW),
            VALIDATION_ERROR,
            "path"),
        new Case(
            "a path with a colon",
            new CreatePolicy(ACCOUNT, "/a:b/", "p", ALLOW),
            VALIDATION_ERROR,
            "path"),
        new Case(
            "attaching a policy that is none",
            new AttachPolicy(IdentityName.user(ACCOUNT, "lucy"), none),
            NO_SUCH_ENTITY,
            "Policy " + none + " does not exist or is not attachable."),
        new Case(
            "attaching by an ARN with another path",
            new AttachPolicy(IdentityName.user(ACCOUNT, "lucy"), POLICY + "two"),
            NO_SUCH_ENTITY,
            "does not exist or is not attachable."),
        new Case(
            "attaching another account's policy",
            new AttachPolicy(IdentityName.user("210987654321", "lucy"), POLICY + "one"),
            NO_SUCH_ENTITY,
            "cannot be found"),
        new Case(
            "attaching what is no ARN",
            new AttachPolicy(IdentityName.user(ACCOUNT, "lucy"), "one"),
            VALIDATION_ERROR,
            "'policyArn'"),
        new Case(
            "attaching beyond the quota",
            new AttachPolicy(IdentityName.user(ACCOUNT, "attached"), POLICY + "three"),
            LIMIT_EXCEEDED,
            "Cannot exceed quota for PoliciesPerUser: 1"),
        new Case(
            "detaching what is not attached",
            new DetachPolicy(IdentityName.user(ACCOUNT, "lucy"), POLICY + "one"),
            NO_SUCH_ENTITY,
            "Policy " + POLICY + "one was not found."),
        new Case(
            "deleting a policy that is none",
            new DeletePolicy(none),
            NO_SUCH_ENTITY,
            "Policy " + none + " was not found."),
        new Case(
            "deleting an attached policy",
            new DeletePolicy(POLICY + "one"),
            DELETE_CONFLICT,
            "Cannot delete a policy attached to entities."));
  }

  static Stream<Case> resourcePolicies() {
    return Stream.of(
        new Case(
            "what is no ARN", put("b", resourcePolicy("\"*\"")), VALIDATION_ERROR, "resourceArn"),
        new Case(
            "a malformed document",
            put(BUCKET, "{\"Statement\": []"),
            MALFORMED_POLICY_DOCUMENT,
            "line 1"),
        new Case(
            "a document beyond the size",
            put(BUCKET, resourcePolicy("\"*\"") + " ".repeat(300)),
            LIMIT_EXCEEDED,
            "Cannot exceed quota for ResourcePolicySize: 300"),
        new Case(
            "another account's resource",
            put("arn:aws:s3:::theirs", resourcePolicy("\"*\"")),
            INVALID_INPUT,
            "belongs to account 210987654321"),
        new Case(
            "a resource of another partition",
            put("arn:aws-cn:s3:::mine", resourcePolicy("\"*\"")),
            INVALID_INPUT,
            "is not in this installation's partition aws"),
        invalidPrincipal("a user that does not exist", "arn:aws:iam::123456789012:user/nobody"),
        invalidPrincipal("a user under another path", "arn:aws:iam::123456789012:user/x/lucy"),
        invalidPrincipal("a user's name in other case", "arn:aws:iam::123456789012:user/Lucy"),
        invalidPrincipal("a role that does not exist", "arn:aws:iam::123456789012:role/lucy"),
        invalidPrincipal("an account that does not exist", "999999999999"),
        invalidPrincipal("the root of one", "arn:aws:iam::999999999999:root"),
        invalidPrincipal("a unique id that does not exist", "AIDAAAAAAAAAAAAAAAAAA"),
        invalidPrincipal("another partition", "arn:aws-cn:iam::123456789012:user/lucy"));
  }

  private static PutResourcePolicy put(String arn, String text) {
    return new PutResourcePolicy(ACCOUNT, arn, text);
  }

  private static Case invalidPrincipal(String name, String principal) {
    return new Case(
        name,
        put(BUCKET, resourcePolicy("{\"AWS\":[\"" + ACCOUNT + "\",\"" + principal + "\"]}")),
        MALFORMED_POLICY_DOCUMENT,
        "Invalid principal in policy: \"AWS\":\"" + principal + "\"");
  }
}
