package io.ostiary.realm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ostiary.policy.decision.Authorizer;
import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.Resource;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.authentication.Signing;
import io.ostiary.realm.directory.CreateUser;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.DirectoryException;
import io.ostiary.realm.directory.User;
import io.ostiary.realm.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example of the documentation, opened and changed. */
class DirectoryFilesTest {
  private static final Path EXAMPLE = Path.of("../docs/examples/directory");
  private static final String KEY = "AKIAIOSFODNN7EXAMPLE";
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

  @TempDir Path temporary;

  private Path folder() {
    return temporary.resolve("directory");
  }

  @BeforeEach
  void copyTheExample() throws IOException {
    try (Stream<Path> files = Files.walk(EXAMPLE)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder().resolve(EXAMPLE.relativize(file).toString()));
      }
    }
    write("secrets/lucy", SECRET + "\n");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder().resolve(name);
    Files.createDirectories(file.getParent());
    Path draft = Files.writeString(temporary.resolve("draft"), text);
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private void replace(String name, String old, String fresh) throws IOException {
    String text = Files.readString(folder().resolve(name));
    assertThat(text).contains(old);
    write(name, text.replace(old, fresh));
  }

  private Realm open(String node) {
    return Realms.open(RealmSettings.in(temporary.resolve(node)).withDirectoryFiles(folder()));
  }

  private static User lucy(Realm realm) {
    return realm.directory().snapshot().user(Realms.ACCOUNT, "lucy").orElseThrow();
  }

  /** Waits until the directory is as it should be. */
  private static void await(Realm realm, Predicate<Directory> condition) throws Exception {
    for (int i = 0; !condition.test(realm.directory().snapshot()); i++) {
      assertThat(i).as("tenths of a second").isLessThan(600);
      Thread.sleep(100);
    }
  }

  private static boolean may(Realm realm, String action, String resource) throws Exception {
    AuthenticatedPrincipal lucy =
        realm.authenticator().authenticate(Signing.by(KEY, SECRET)).caller();
    RequestContext.Builder context = RequestContext.builder();
    lucy.context().forEach(context::put);
    AuthorizationRequest request =
        new AuthorizationRequest(
            lucy.principal(),
            Action.parse(action),
            Resource.of(resource, Realms.ACCOUNT),
            context.build());
    return Authorizer.decide(request, lucy.policies()) instanceof Decision.Allowed;
  }

  @Test
  void theExampleIsADirectory() throws Exception {
    try (Realm realm = open("node")) {
      assertThat(realm.accountId()).isEqualTo(Realms.ACCOUNT);
      assertThat(lucy(realm).arn()).isEqualTo("arn:aws:iam::123456789012:user/staff/lucy");
      assertThat(lucy(realm).tags()).containsExactly(Map.entry("team", "red"));
      assertThat(may(realm, "docs:Read", "arn:aws:docs:::handbook/1")).as("by group").isTrue();
      assertThat(may(realm, "docs:Write", "arn:aws:docs:::notes/lucy/1")).as("inline").isTrue();
      assertThat(may(realm, "docs:Write", "arn:aws:docs:::handbook/1")).isFalse();
      Directory directory = realm.directory().snapshot();
      assertThat(directory.role(Realms.ACCOUNT, "Publisher")).isPresent();
      assertThat(directory.resourcePolicy("arn:aws:docs:::handbook")).isPresent();
    }
  }

  @Test
  void everyInlinePolicyOfAFileCounts() throws Exception {
    replace(
        "users/staff/lucy.json",
        "\"inlinePolicies\": {",
        """
        "inlinePolicies": {
          "no-drafts": {"Version": "2012-10-17", "Statement":
            {"Effect": "Deny", "Action": "docs:*", "Resource": "arn:aws:docs:::notes/lucy/draft"}},
        """);
    try (Realm realm = open("node")) {
      assertThat(may(realm, "docs:Write", "arn:aws:docs:::notes/lucy/1")).isTrue();
      assertThat(may(realm, "docs:Write", "arn:aws:docs:::notes/lucy/draft")).isFalse();
    }
  }

  @Test
  void twoFilesWhoseNamesDifferByCaseOnlyAreRefused() throws Exception {
    write("users/LUCY.json", "{}");
    assertThatThrownBy(() -> open("node"))
        .hasMessageContaining("users/staff/lucy.json:1:1: User with name lucy already exists.");
  }

  @Test
  void nothingElseChangesIt() {
    try (Realm realm = open("node")) {
      assertThatThrownBy(
              () -> realm.directory().execute(new CreateUser(Realms.ACCOUNT, "/", "x", Map.of())))
          .isInstanceOfSatisfying(
              DirectoryException.class,
              e -> assertThat(e.code()).isEqualTo(DirectoryException.Code.UNMODIFIABLE_ENTITY))
          .hasMessageContaining("change them in " + folder());
      assertThat(realm.directory().snapshot().user(Realms.ACCOUNT, "x")).isEmpty();
    }
  }

  @Test
  void everyNodeDrawsTheSameUniqueIds() {
    try (Realm here = open("here");
        Realm there = open("there")) {
      assertThat(lucy(here)).isEqualTo(lucy(there));
      assertThat(lucy(here).id()).matches("AIDA[A-Z2-7]{17}");
    }
  }

  @Test
  void aChangeIsTakenInAndTheUserStaysWhoSheIs() throws Exception {
    try (Realm realm = open("node")) {
      String id = lucy(realm).id();
      long before = realm.directory().snapshot().revision();
      replace("policies/ReadHandbook.json", "docs:Read", "docs:Write");
      replace("users/staff/lucy.json", "red", "blue");
      Files.createDirectories(folder().resolve("users/board"));
      Files.move(
          folder().resolve("users/staff/lucy.json"), folder().resolve("users/board/lucy.json"));
      replace("roles/Publisher.json", "user/staff/lucy", "user/board/lucy");
      await(realm, directory -> directory.revision() > before);

      assertThat(lucy(realm).id()).isEqualTo(id);
      assertThat(lucy(realm).path()).isEqualTo("/board/");
      assertThat(lucy(realm).tags()).containsEntry("team", "blue");
      assertThat(may(realm, "docs:Read", "arn:aws:docs:::handbook/1")).isFalse();
      assertThat(may(realm, "docs:Write", "arn:aws:docs:::handbook/1")).isTrue();
    }
  }

  @Test
  void whatIsTakenAwayIsGone() throws Exception {
    try (Realm realm = open("node")) {
      Files.delete(folder().resolve("roles/Publisher.json"));
      replace("users/staff/lucy.json", "{\"id\":", "{\"active\": false, \"id\":");
      await(realm, directory -> directory.role(Realms.ACCOUNT, "Publisher").isEmpty());

      assertThatThrownBy(() -> may(realm, "docs:Read", "arn:aws:docs:::handbook/1"))
          .hasMessageContaining("The security token included in the request is invalid.");
    }
  }

  @Test
  void aBadFileLeavesEverythingAsItWasUntilItIsMended() throws Exception {
    try (Realm realm = open("node")) {
      replace("users/staff/lucy.json", "\"red\"", "\"red\",");
      write(
          "policies/Other.json", Files.readString(folder().resolve("policies/ReadHandbook.json")));
      Thread.sleep(3500);
      assertThat(realm.directory().snapshot().managedPolicies(Realms.ACCOUNT))
          .noneMatch(policy -> policy.name().equals("Other"));
      assertThat(may(realm, "docs:Read", "arn:aws:docs:::handbook/1")).isTrue();

      replace("users/staff/lucy.json", "\"red\",", "\"blue\"");
      await(
          realm,
          directory ->
              directory.managedPolicies(Realms.ACCOUNT).stream()
                  .anyMatch(policy -> policy.name().equals("Other")));
      assertThat(lucy(realm).tags()).containsEntry("team", "blue");
    }
  }

  @ParameterizedTest(name = "{0}: {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          account.json              | "id"            | "di"             | account.json:2:3: unknown member 'di'; write one of 'id', 'partition', 'rootAccessKeys'
          account.json              | 123456789012    | 12345            | account.json:2:9: 1 validation error detected
          policies/ReadHandbook.json| "Allow"         | "allow"          | policies/ReadHandbook.json:4:15: unknown effect
          groups/Readers.json       | "ReadHandbook"  | "ReadHandbok"    | groups/Readers.json:2:24: there is no sound 'policies/ReadHandbok.json'; write it, or a policy's ARN
          groups/Readers.json       | ["ReadHandbook"]| "ReadHandbook"   | groups/Readers.json:2:23: write a list in brackets
          users/staff/lucy.json     | "Readers"       | "Raeders"        | users/staff/lucy.json:3:14: The group with name Raeders cannot be found.
          users/staff/lucy.json     | "groups"        | "gruops"         | users/staff/lucy.json:3:3: unknown member 'gruops'
          users/staff/lucy.json     | "docs:*"        | 7                | users/staff/lucy.json:9:19:
          users/staff/lucy.json     | {"file": "secrets/lucy"} | "hunter2hunter2hunter2" | users/staff/lucy.json:15:46: a secret does not stand here in clear
          users/staff/lucy.json     | "file"          | "environment"    | the environment has no variable 'secrets/lucy'
          users/staff/lucy.json     | secrets/lucy    | secrets/none     | none' cannot be read; it holds the secret
          users/staff/lucy.json     | AKIAIOSFODNN7EXAMPLE | AKIA        | users/staff/lucy.json:15:5: 1 validation error detected
          roles/Publisher.json      | "2h"            | "13h"            | roles/Publisher.json:1:1: 1 validation error detected
          roles/Publisher.json      | "2h"            | "two hours"      | roles/Publisher.json:3:25: write a duration such as '"1h"'
          resource-policies/handbook.json | "Deny"    | "Dent"           | resource-policies/handbook.json:6:17: unknown effect
          """)
  void aBadFileStopsTheStartAndIsNamedWithPlaceAndRemedy(
      String file, String old, String fresh, String message) throws IOException {
    replace(file, old, fresh);

    assertThatThrownBy(() -> open("node"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(message.replace('\'', '`').replace("policy`s", "policy's"))
        .hasMessageNotContaining("hunter2")
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void everyProblemOfEveryFileIsTold() throws IOException {
    replace("groups/Readers.json", "ReadHandbook", "None");
    replace("roles/Publisher.json", "\"Allow\"", "\"allow\"");
    write("user/lucy.json", "{}");

    assertThatThrownBy(() -> open("node"))
        .hasMessageContaining("groups/Readers.json:2:24: ")
        .hasMessageContaining("roles/Publisher.json:7:17: ")
        .hasMessageContaining("user/lucy.json:1:1: no entity belongs here");
  }

  @Test
  void aFolderWithoutAnAccountIsRefused() throws IOException {
    Files.delete(folder().resolve("account.json"));
    assertThatThrownBy(() -> open("node")).hasMessageContaining("account.json:1:1: it is missing");
    assertThatThrownBy(
            () ->
                Realms.open(
                    RealmSettings.in(temporary.resolve("node"))
                        .withDirectoryFiles(temporary.resolve("nowhere"))))
        .hasMessageContaining("nowhere` cannot be read");
  }

  @Test
  void anAccountIdThatIsConfiguredMustBeTheFiles() {
    RealmSettings other =
        new RealmSettings(
                temporary.resolve("node"),
                Optional.of("210987654321"),
                "aws",
                Optional.empty(),
                Optional.empty(),
                Optional.empty())
            .withDirectoryFiles(folder());
    assertThatThrownBy(() -> Realms.open(other)).hasMessageContaining("210987654321 is configured");
  }

  @Test
  void theSecretIsInNoFileOfTheNode() throws IOException {
    try (Realm realm = open("node")) {
      assertThat(lucy(realm)).isNotNull();
    }
    try (Stream<Path> files = Files.walk(temporary.resolve("node"))) {
      List<Path> all = files.filter(Files::isRegularFile).toList();
      assertThat(all).isNotEmpty();
      for (Path file : all) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .doesNotContain(SECRET);
      }
    }
  }
}
