package io.ostiary.realm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ostiary.realm.directory.AccessKey;
import io.ostiary.realm.directory.AttachPolicy;
import io.ostiary.realm.directory.CreateAccessKey;
import io.ostiary.realm.directory.CreatePolicy;
import io.ostiary.realm.directory.CreateUser;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.IdentityName;
import io.ostiary.realm.directory.ManagedPolicy;
import io.ostiary.realm.directory.NewAccessKey;
import io.ostiary.realm.directory.PutInlinePolicy;
import io.ostiary.realm.directory.User;
import io.ostiary.realm.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealmTest {
  private static final String ALLOW =
      """
      {"Version": "2012-10-17",
       "Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}}""";

  @TempDir Path temporary;

  private Path data() {
    return temporary.resolve("data");
  }

  @Test
  void theFirstStartMakesAnAccountAndItsRootKey() throws IOException {
    try (Realm realm = Realm.open(RealmSettings.in(data()), Realms.CLOCK, new SecureRandom())) {
      assertThat(realm.firstStart()).isTrue();
      assertThat(realm.accountId()).matches("[1-9][0-9]{11}");
      List<AccessKey> keys = realm.directory().snapshot().rootAccessKeys(realm.accountId());
      assertThat(keys).hasSize(1);
      assertThat(Files.readString(data().resolve("root-credentials")))
          .startsWith("[root]\naws_access_key_id = " + keys.get(0).id() + "\n")
          .containsPattern("aws_secret_access_key = [A-Za-z0-9+/]{40}\n");
    }
  }

  @Test
  void onlyTheOwnerMayReadWhatIsMade() throws IOException {
    Realm.open(RealmSettings.in(data()), Realms.CLOCK, new SecureRandom()).close();

    assertThat(mode(data())).isEqualTo("rwx------");
    for (String file : List.of("root-credentials", "master-key", "directory.mv.db")) {
      assertThat(mode(data().resolve(file))).as(file).isEqualTo("rw-------");
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void aGivenRootKeyIsTakenAndWrittenNowhere() {
    try (Realm realm = Realms.open(data())) {
      assertThat(realm.accountId()).isEqualTo(Realms.ACCOUNT);
      assertThat(realm.directory().snapshot().accessKey(Realms.ROOT_KEY)).isPresent();
      assertThat(data().resolve("root-credentials")).doesNotExist();
    }
  }

  @Test
  void aRestartKeepsEverything() {
    NewAccessKey key;
    User user;
    ManagedPolicy policy;
    long revision;
    try (Realm realm = Realms.open(data())) {
      user = realm.directory().execute(createUser("Lucy", Map.of("team", "red", "Büro", "")));
      key = realm.directory().execute(new CreateAccessKey(Realms.ACCOUNT, "lucy"));
      policy = realm.directory().execute(new CreatePolicy(Realms.ACCOUNT, "/x/", "Read", ALLOW));
      realm
          .directory()
          .execute(new AttachPolicy(IdentityName.user(Realms.ACCOUNT, "LUCY"), policy.arn()));
      realm
          .directory()
          .execute(new PutInlinePolicy(IdentityName.user(Realms.ACCOUNT, "lucy"), "inline", ALLOW));
      realm.resourcePolicies().put("arn:aws:s3:::b", resourcePolicy(user.arn()));
      revision = realm.directory().snapshot().revision();
    }
    try (Realm realm = Realms.open(data())) {
      Directory directory = realm.directory().snapshot();
      assertThat(realm.firstStart()).isFalse();
      assertThat(directory.revision()).isEqualTo(revision);
      assertThat(directory.accounts()).extracting("id").containsExactly(Realms.ACCOUNT);
      assertThat(directory.user(Realms.ACCOUNT, "lUcY")).contains(user);
      assertThat(directory.userById(user.id())).contains(user);
      assertThat(directory.accessKeys(user)).containsExactly(key.key());
      assertThat(directory.attachedPolicies(user))
          .singleElement()
          .satisfies(
              kept -> {
                assertThat(kept.arn()).isEqualTo("arn:aws:iam::123456789012:policy/x/Read");
                assertThat(directory.defaultVersion(kept).policy().text()).isEqualTo(ALLOW);
                assertThat(directory.attachmentCount(Realms.ACCOUNT, kept)).isOne();
              });
      assertThat(directory.inlinePolicy(user, "INLINE").orElseThrow().policy().text())
          .isEqualTo(ALLOW);
      assertThat(realm.resourcePolicies().get("arn:aws:s3:::b"))
          .contains(resourcePolicy(user.arn()));
    }
  }

  private static CreateUser createUser(String name, Map<String, String> tags) {
    return new CreateUser(Realms.ACCOUNT, "/", name, tags);
  }

  private static String resourcePolicy(String principal) {
    return """
        {"Version": "2012-10-17",
         "Statement": [{"Effect": "Allow", "Principal": {"AWS": "%s"},
                        "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"}]}"""
        .formatted(principal);
  }

  @Test
  void aSecondOpeningIsToldWhoHasTheDirectory() {
    try (Realm first = Realms.open(data())) {
      assertThatThrownBy(() -> Realms.open(data()))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("PostgreSQL");
      assertThat(first.directory().snapshot().accounts()).hasSize(1);
    }
    Realms.open(data()).close();
  }

  @Test
  void anotherAccountIdThanTheStoredOneStopsTheStart() {
    Realms.open(data()).close();
    RealmSettings other =
        new RealmSettings(
            data(),
            Optional.of("210987654321"),
            "aws",
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    assertThatThrownBy(() -> Realms.open(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("210987654321 is configured")
        .hasMessageContaining("account 123456789012's");
  }

  @Test
  void anotherPartitionThanTheStoredOneStopsTheStart() {
    Realms.open(data()).close();
    RealmSettings other =
        new RealmSettings(
            data(),
            Optional.empty(),
            "ostiary",
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    assertThatThrownBy(() -> Realms.open(other)).hasMessageContaining("partition `ostiary`");
  }

  @Test
  void halfARootKeyStopsTheStart() {
    RealmSettings half =
        new RealmSettings(
            data(),
            Optional.empty(),
            "aws",
            Optional.empty(),
            Optional.of(Realms.ROOT_KEY),
            Optional.empty());

    assertThatThrownBy(() -> Realms.open(half)).hasMessageContaining("both or none");
    assertThat(data()).doesNotExist();
  }

  @Test
  void aShortRootSecretStopsTheStartAndIsNotShown() {
    RealmSettings weak =
        new RealmSettings(
            data(),
            Optional.empty(),
            "aws",
            Optional.empty(),
            Optional.of(Realms.ROOT_KEY),
            Optional.of("hunter2"));

    assertThatThrownBy(() -> Realms.open(weak))
        .hasMessageContaining("16 to 128 characters, not 7")
        .hasMessageNotContaining("hunter2");
    assertThat(weak.toString()).doesNotContain("hunter2");
  }

  @Test
  void aLostMasterKeyStopsTheStart() throws IOException {
    Realms.open(data()).close();
    Files.delete(data().resolve("master-key"));

    assertThatThrownBy(() -> Realms.open(data()))
        .hasMessageContaining("master-key` does not exist; restore it");
    assertThat(data().resolve("master-key")).doesNotExist();
  }

  @Test
  void anExchangedMasterKeyStopsTheStart() throws IOException {
    Realms.open(data()).close();
    Files.writeString(data().resolve("master-key"), "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");

    assertThatThrownBy(() -> Realms.open(data()))
        .hasMessageContaining(" was sealed under another master key");
  }

  @Test
  void aNamedMasterKeyFileIsReadAndNeverMade() throws IOException {
    Path file = temporary.resolve("key");
    RealmSettings settings =
        new RealmSettings(
            data(), Optional.empty(), "aws", Optional.of(file), Optional.empty(), Optional.empty());

    assertThatThrownBy(() -> Realms.open(settings)).hasMessageContaining("openssl rand");
    Files.writeString(file, "not a key");
    assertThatThrownBy(() -> Realms.open(settings)).hasMessageContaining("32 random bytes");
    Files.writeString(file, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n");
    try (Realm realm = Realms.open(settings)) {
      assertThat(realm.firstStart()).isTrue();
    }
    assertThat(data().resolve("master-key")).doesNotExist();
  }

  @Test
  void aFirstStartThatWasCutShortIsMadeAnew() throws IOException {
    // The process died after it wrote the files and before it stored the account.
    Files.createDirectories(data());
    Files.writeString(data().resolve("root-credentials"), "[root]\naws_access_key_id = stale\n");
    Files.writeString(data().resolve("master-key"), "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");

    try (Realm realm = Realm.open(RealmSettings.in(data()), Realms.CLOCK, new SecureRandom())) {
      assertThat(realm.firstStart()).isTrue();
      assertThat(Files.readString(data().resolve("root-credentials")))
          .contains(realm.directory().snapshot().rootAccessKeys(realm.accountId()).get(0).id());
    }
  }
}
