package io.ostiary.realm.directory;

import static io.ostiary.realm.Realms.ACCOUNT;
import static io.ostiary.realm.directory.DirectoryException.Code.DELETE_CONFLICT;
import static io.ostiary.realm.directory.DirectoryException.Code.ENTITY_ALREADY_EXISTS;
import static io.ostiary.realm.directory.DirectoryException.Code.INVALID_INPUT;
import static io.ostiary.realm.directory.DirectoryException.Code.MALFORMED_POLICY_DOCUMENT;
import static io.ostiary.realm.directory.DirectoryException.Code.NO_SUCH_ENTITY;
import static io.ostiary.realm.directory.DirectoryException.Code.VALIDATION_ERROR;

import io.ostiary.realm.Realm;
import io.ostiary.realm.Realms;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every refusal about groups, their users, and roles. */
class RefusedGroupAndRoleCommandTest {
  private static final String ALLOW =
      "{\"Version\":\"2012-10-17\",\"Statement\":"
          + "{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}}";
  private static final String TRUST =
      "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
          + "\"Principal\":{\"AWS\":\"123456789012\"},\"Action\":\"sts:AssumeRole\"}}";
  private static final IdentityName TEAM = IdentityName.group(ACCOUNT, "team");

  @TempDir static Path temporary;

  private static Realm realm;

  @BeforeAll
  static void open() {
    realm = Realms.open(temporary.resolve("data"));
    run(new CreateUser(ACCOUNT, "/", "lucy", Map.of()));
    run(new CreateGroup(ACCOUNT, "/", "team"));
    run(new AddUserToGroup(ACCOUNT, "team", "lucy"));
    run(new CreateGroup(ACCOUNT, "/", "writers"));
    run(new PutInlinePolicy(IdentityName.group(ACCOUNT, "writers"), "p", ALLOW));
    run(role("reader", TRUST, "", 1));
    run(new PutInlinePolicy(IdentityName.role(ACCOUNT, "reader"), "p", ALLOW));
  }

  private static CreateRole role(String name, String trust, String description, int hours) {
    return new CreateRole(
        ACCOUNT, "/", name, trust, description, Duration.ofHours(hours), Map.of());
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
    return Stream.concat(groups(), roles());
  }

  private static Stream<RefusedCase> groups() {
    return Stream.of(
        new RefusedCase(
            "a group's name that differs by case and path only",
            new CreateGroup(ACCOUNT, "/x/", "TEAM"),
            ENTITY_ALREADY_EXISTS,
            "Group with name TEAM already exists."),
        new RefusedCase(
            "a group's name of 129 characters",
            new CreateGroup(ACCOUNT, "/", "x".repeat(129)),
            VALIDATION_ERROR,
            "Member must have length less than or equal to 128"),
        new RefusedCase(
            "a group's path with a blank",
            new CreateGroup(ACCOUNT, "/a b/", "n"),
            VALIDATION_ERROR,
            "path is invalid"),
        new RefusedCase(
            "renaming a group to another's name",
            new UpdateGroup(ACCOUNT, "team", Optional.empty(), Optional.of("Writers")),
            ENTITY_ALREADY_EXISTS,
            "Group with name Writers already exists."),
        new RefusedCase(
            "deleting a group that is none",
            new DeleteGroup(ACCOUNT, "none"),
            NO_SUCH_ENTITY,
            "The group with name none cannot be found."),
        new RefusedCase(
            "deleting a group with a user",
            new DeleteGroup(ACCOUNT, "team"),
            DELETE_CONFLICT,
            "Cannot delete entity, must remove users from group first."),
        new RefusedCase(
            "deleting a group with an inline policy",
            new DeleteGroup(ACCOUNT, "writers"),
            DELETE_CONFLICT,
            "Cannot delete entity, must delete policies first."),
        new RefusedCase(
            "adding a user that is none",
            new AddUserToGroup(ACCOUNT, "team", "nobody"),
            NO_SUCH_ENTITY,
            "The user with name nobody cannot be found."),
        new RefusedCase(
            "a group in a group",
            new AddUserToGroup(ACCOUNT, "team", "writers"),
            NO_SUCH_ENTITY,
            "The user with name writers cannot be found."),
        new RefusedCase(
            "taking a user out of a group that is none",
            new RemoveUserFromGroup(ACCOUNT, "none", "lucy"),
            NO_SUCH_ENTITY,
            "The group with name none cannot be found."),
        new RefusedCase(
            "deleting a group's policy that is none",
            new DeleteInlinePolicy(TEAM, "p"),
            NO_SUCH_ENTITY,
            "The group policy with name p cannot be found."),
        new RefusedCase(
            "a boundary for a group",
            new PutPermissionsBoundary(TEAM, "arn:aws:iam::123456789012:policy/p"),
            INVALID_INPUT,
            "set one on each of its users"),
        new RefusedCase(
            "tags for a group",
            new Tag(new TaggedIdentity(TEAM), Map.of("k", "v")),
            INVALID_INPUT,
            "tag its users"));
  }

  private static Stream<RefusedCase> roles() {
    return Stream.of(
        new RefusedCase(
            "a role's name that is taken",
            role("READER", TRUST, "", 1),
            ENTITY_ALREADY_EXISTS,
            "Role with name READER already exists."),
        new RefusedCase(
            "a role that anything may assume which is no trust policy",
            role("n", "{}", "", 1),
            MALFORMED_POLICY_DOCUMENT,
            "line 1"),
        new RefusedCase(
            "sessions of less than an hour",
            role("n", TRUST, "", 0),
            VALIDATION_ERROR,
            "Member must have value greater than or equal to 3600"),
        new RefusedCase(
            "sessions of more than twelve hours",
            role("n", TRUST, "", 13),
            VALIDATION_ERROR,
            "Member must have value less than or equal to 43200"),
        new RefusedCase(
            "a description of 1,001 characters",
            role("n", TRUST, "x".repeat(1001), 1),
            VALIDATION_ERROR,
            "'description'"),
        new RefusedCase(
            "deleting a role that is none",
            new DeleteRole(ACCOUNT, "none"),
            NO_SUCH_ENTITY,
            "The role with name none cannot be found."),
        new RefusedCase(
            "deleting a role with an inline policy",
            new DeleteRole(ACCOUNT, "reader"),
            DELETE_CONFLICT,
            "Cannot delete entity, must delete policies first."));
  }
}
