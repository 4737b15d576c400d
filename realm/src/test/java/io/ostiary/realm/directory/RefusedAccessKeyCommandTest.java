package io.ostiary.realm.directory;

import static io.ostiary.realm.Realms.ACCOUNT;
import static io.ostiary.realm.directory.DirectoryException.Code.ENTITY_ALREADY_EXISTS;
import static io.ostiary.realm.directory.DirectoryException.Code.NO_SUCH_ENTITY;
import static io.ostiary.realm.directory.DirectoryException.Code.VALIDATION_ERROR;

import io.ostiary.realm.Realm;
import io.ostiary.realm.Realms;
import io.ostiary.realm.credential.SealedSecret;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every refusal about access keys, a user's or the root user's. */
class RefusedAccessKeyCommandTest {

  @TempDir static Path temporary;

  private static Realm realm;
  private static String keyId = "";

  @BeforeAll
  static void open() {
    realm = Realms.open(temporary.resolve("data"));
    run(new CreateUser(ACCOUNT, "/", "lucy", Map.of()));
    run(new CreateUser(ACCOUNT, "/", "keyholder", Map.of()));
    keyId = run(new CreateAccessKey(ACCOUNT, "keyholder")).key().id();
    run(new CreateAccount("210987654321", "aws"));
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
    return Stream.of(
        new RefusedCase(
            "a key for a user that is none",
            new CreateAccessKey(ACCOUNT, "nobody"),
            NO_SUCH_ENTITY,
            "The user with name nobody cannot be found."),
        new RefusedCase(
            "an imported key whose id is taken",
            new ImportRootAccessKey("210987654321", Realms.ROOT_KEY, new SealedSecret("1:x:")),
            ENTITY_ALREADY_EXISTS,
            Realms.ROOT_KEY + " already exists."),
        new RefusedCase(
            "an imported key with a blank in its id",
            new ImportRootAccessKey(ACCOUNT, "AKIA 0123456789012", new SealedSecret("1:x:")),
            VALIDATION_ERROR,
            "'accessKeyId'"),
        new RefusedCase(
            "turning off a key that is none",
            new UpdateAccessKey(ACCOUNT, "lucy", "AKIAAAAAAAAAAAAAAAAA", false),
            NO_SUCH_ENTITY,
            "The Access Key with id AKIAAAAAAAAAAAAAAAAA cannot be found."),
        new RefusedCase(
            "deleting another user's key",
            new DeleteAccessKey(ACCOUNT, "lucy", keyId),
            NO_SUCH_ENTITY,
            "The Access Key with id " + keyId + " cannot be found."),
        new RefusedCase(
            "deleting root's key as a user's",
            new DeleteAccessKey(ACCOUNT, "lucy", Realms.ROOT_KEY),
            NO_SUCH_ENTITY,
            "cannot be found."),
        new RefusedCase(
            "deleting a user's key as root's",
            new DeleteRootAccessKey(ACCOUNT, keyId),
            NO_SUCH_ENTITY,
            "cannot be found."),
        new RefusedCase(
            "turning off a key of a short id",
            new UpdateRootAccessKey(ACCOUNT, "AKIA", false),
            VALIDATION_ERROR,
            "greater than or equal to 16"));
  }
}
