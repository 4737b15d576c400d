package io.ostiary.realm.directory;

import static io.ostiary.realm.Realms.ACCOUNT;
import static io.ostiary.realm.directory.DirectoryException.Code.INVALID_INPUT;
import static io.ostiary.realm.directory.DirectoryException.Code.MALFORMED_POLICY_DOCUMENT;
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

/** Every refusal about the policies of resources. */
class RefusedResourcePolicyCommandTest {
  private static final String BUCKET = "arn:aws:s3:::b";

  @TempDir static Path temporary;

  private static Realm realm;

  @BeforeAll
  static void open() {
    realm = Realms.open(temporary.resolve("data"));
    run(new CreateUser(ACCOUNT, "/", "lucy", Map.of()));
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

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void isRefused(RefusedCase refused) {
    refused.order(realm.directory());
  }

  static Stream<RefusedCase> cases() {
    return Stream.of(
        new RefusedCase(
            "what is no ARN", put("b", resourcePolicy("\"*\"")), VALIDATION_ERROR, "resourceArn"),
        new RefusedCase(
            "a malformed document",
            put(BUCKET, "{\"Statement\": []"),
            MALFORMED_POLICY_DOCUMENT,
            "line 1"),
        new RefusedCase(
            "another account's resource",
            put("arn:aws:s3:::theirs", resourcePolicy("\"*\"")),
            INVALID_INPUT,
            "belongs to account 210987654321"),
        new RefusedCase(
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
        invalidPrincipal("another partition", "arn:aws-cn:iam::123456789012:user/lucy"),
        new RefusedCase(
            "a canonical user id that no account has",
            put(BUCKET, resourcePolicy("{\"CanonicalUser\":\"79a5\"}")),
            MALFORMED_POLICY_DOCUMENT,
            "Invalid principal in policy: \"CanonicalUser\":\"79a5\"; write the canonical user id"),
        new RefusedCase(
            "a canonical user id among those to spare that no account has",
            put(
                BUCKET,
                resourcePolicy("{\"CanonicalUser\":[\"79a5\"]}")
                    .replace("Allow", "Deny")
                    .replace("\"Principal", "\"NotPrincipal")),
            MALFORMED_POLICY_DOCUMENT,
            "Invalid principal in policy: \"CanonicalUser\":\"79a5\""));
  }

  private static String resourcePolicy(String principal) {
    return ("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":%s,"
            + "\n\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::b/*\"}]}")
        .formatted(principal);
  }

  private static PutResourcePolicy put(String arn, String text) {
    return new PutResourcePolicy(ACCOUNT, arn, text);
  }

  private static RefusedCase invalidPrincipal(String name, String principal) {
    return new RefusedCase(
        name,
        put(BUCKET, resourcePolicy("{\"AWS\":[\"" + ACCOUNT + "\",\"" + principal + "\"]}")),
        MALFORMED_POLICY_DOCUMENT,
        "Invalid principal in policy: \"AWS\":\"" + principal + "\"");
  }
}
