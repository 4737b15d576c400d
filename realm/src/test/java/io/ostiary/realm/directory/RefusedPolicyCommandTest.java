package io.ostiary.realm.directory;

import static io.ostiary.realm.Realms.ACCOUNT;
import static io.ostiary.realm.directory.DirectoryException.Code.DELETE_CONFLICT;
import static io.ostiary.realm.directory.DirectoryException.Code.ENTITY_ALREADY_EXISTS;
import static io.ostiary.realm.directory.DirectoryException.Code.MALFORMED_POLICY_DOCUMENT;
import static io.ostiary.realm.directory.DirectoryException.Code.NO_SUCH_ENTITY;
import static io.ostiary.realm.directory.DirectoryException.Code.VALIDATION_ERROR;

import io.ostiary.realm.Realm;
import io.ostiary.realm.Realms;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every refusal about inline and managed policies, their attachments and boundaries. */
class RefusedPolicyCommandTest {
  private static final String ALLOW =
      "{\"Version\":\"2012-10-17\",\"Statement\":"
          + "{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}}";
  private static final String POLICY = "arn:aws:iam::123456789012:policy/";
  private static final IdentityName LUCY = IdentityName.user(ACCOUNT, "lucy");

  @TempDir static Path temporary;

  private static Realm realm;

  @BeforeAll
  static void open() {
    realm = Realms.open(temporary.resolve("data"));
    run(new CreateUser(ACCOUNT, "/", "lucy", Map.of()));
    run(new CreateUser(ACCOUNT, "/", "attached", Map.of()));
    run(new CreatePolicy(ACCOUNT, "/", "one", ALLOW));
    run(new CreatePolicy(ACCOUNT, "/team/", "two", ALLOW));
    run(new CreatePolicy(ACCOUNT, "/", "three", ALLOW));
    run(new AttachPolicy(IdentityName.user(ACCOUNT, "attached"), POLICY + "one"));
    run(new PutPermissionsBoundary(IdentityName.user(ACCOUNT, "attached"), POLICY + "three"));
    run(new CreateAccount("210987654321", "aws"));
    run(new CreateUser("210987654321", "/", "theirs", Map.of()));
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
    return Stream.concat(inlinePolicies(), managedPolicies());
  }

  private static Stream<RefusedCase> inlinePolicies() {
    return Stream.of(
        new RefusedCase(
            "a malformed document",
            new PutInlinePolicy(LUCY, "p", "{\n\"Statement\": 1}"),
            MALFORMED_POLICY_DOCUMENT,
            "line 2"),
        new RefusedCase(
            "a policy name with a blank",
            new PutInlinePolicy(LUCY, "a b", ALLOW),
            VALIDATION_ERROR,
            "'policyName'"),
        new RefusedCase(
            "a user that is none",
            new PutInlinePolicy(IdentityName.user(ACCOUNT, "nobody"), "p", ALLOW),
            NO_SUCH_ENTITY,
            "The user with name nobody cannot be found."),
        new RefusedCase(
            "deleting a policy that is none",
            new DeleteInlinePolicy(LUCY, "p"),
            NO_SUCH_ENTITY,
            "The user policy with name p cannot be found."));
  }

  private static Stream<RefusedCase> managedPolicies() {
    String none = POLICY + "none";
    return Stream.of(
        new RefusedCase(
            "a name that differs by case and path only",
            new CreatePolicy(ACCOUNT, "/x/", "ONE", ALLOW),
            ENTITY_ALREADY_EXISTS,
            "A policy called ONE already exists. Duplicate names are not allowed."),
        new RefusedCase(
            "a malformed document",
            new CreatePolicy(ACCOUNT, "/", "p", "[]"),
            MALFORMED_POLICY_DOCUMENT,
            "line 1"),
        new RefusedCase(
            "a document of version 2008-10-17",
            new CreatePolicy(ACCOUNT, "/", "p", ALLOW.replace("2012-10-17", "2008-10-17")),
            MALFORMED_POLICY_DOCUMENT,
            "Policy document must be version 2012-10-17 or greater."),
        new RefusedCase(
            "a path with an empty segment",
            new CreatePolicy(ACCOUNT, "/a//b/", "p", ALLOW),
            VALIDATION_ERROR,
            "path"),
        new RefusedCase(
            "a path with a colon",
            new CreatePolicy(ACCOUNT, "/a:b/", "p", ALLOW),
            VALIDATION_ERROR,
            "path"),
        new RefusedCase(
            "attaching a policy that is none",
            new AttachPolicy(LUCY, none),
            NO_SUCH_ENTITY,
            "Policy " + none + " does not exist or is not attachable."),
        new RefusedCase(
            "attaching by an ARN with another path",
            new AttachPolicy(LUCY, POLICY + "two"),
            NO_SUCH_ENTITY,
            "does not exist or is not attachable."),
        new RefusedCase(
            "attaching another account's policy",
            new AttachPolicy(IdentityName.user("210987654321", "lucy"), POLICY + "one"),
            NO_SUCH_ENTITY,
            "cannot be found"),
        new RefusedCase(
            "attaching what is no ARN",
            new AttachPolicy(LUCY, "one"),
            VALIDATION_ERROR,
            "'policyArn'"),
        new RefusedCase(
            "detaching what is not attached",
            new DetachPolicy(LUCY, POLICY + "one"),
            NO_SUCH_ENTITY,
            "Policy " + POLICY + "one was not found."),
        new RefusedCase(
            "deleting a policy that is none",
            new DeletePolicy(ACCOUNT, none),
            NO_SUCH_ENTITY,
            "Policy " + none + " was not found."),
        new RefusedCase(
            "deleting an attached policy",
            new DeletePolicy(ACCOUNT, POLICY + "one"),
            DELETE_CONFLICT,
            "Cannot delete a policy attached to entities."),
        new RefusedCase(
            "deleting a policy that bounds a user",
            new DeletePolicy(ACCOUNT, POLICY + "three"),
            DELETE_CONFLICT,
            "Cannot delete a policy used as a permissions boundary of entities."),
        new RefusedCase(
            "a boundary that is no policy",
            new PutPermissionsBoundary(LUCY, none),
            NO_SUCH_ENTITY,
            "Scope ARN: " + none + " does not exist or is not attachable."),
        new RefusedCase(
            "another account's policy as a boundary",
            new PutPermissionsBoundary(
                IdentityName.user("210987654321", "theirs"), POLICY + "three"),
            NO_SUCH_ENTITY,
            "does not exist or is not attachable."),
        new RefusedCase(
            "a boundary for a user that is none",
            new PutPermissionsBoundary(IdentityName.user(ACCOUNT, "nobody"), POLICY + "three"),
            NO_SUCH_ENTITY,
            "The user with name nobody cannot be found."),
        new RefusedCase(
            "removing the boundary of a role that is none",
            new DeletePermissionsBoundary(IdentityName.role(ACCOUNT, "none")),
            NO_SUCH_ENTITY,
            "The role with name none cannot be found."));
  }
}
