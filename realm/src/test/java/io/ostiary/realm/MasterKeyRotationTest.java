package io.ostiary.realm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ostiary.realm.authentication.Signing;
import io.ostiary.realm.directory.CreateAccessKey;
import io.ostiary.realm.directory.CreateUser;
import io.ostiary.realm.directory.NewAccessKey;
import io.ostiary.realm.store.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The master key is changed while requests come in. */
class MasterKeyRotationTest {
  private static final String OLD = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  private static final String NEW = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";

  @TempDir Path temporary;

  private Path file() {
    return temporary.resolve("data/master-key");
  }

  private Realm open() {
    return Realms.open(temporary.resolve("data"));
  }

  private NewAccessKey keyOf(Realm realm, String user) {
    realm.directory().execute(new CreateUser(Realms.ACCOUNT, "/", user, Map.of()));
    return realm.directory().execute(new CreateAccessKey(Realms.ACCOUNT, user));
  }

  private void begin() throws IOException {
    PrivateFile.createDirectory(temporary.resolve("data"));
    Files.writeString(file(), OLD);
  }

  private static String sealedUnder(Realm realm, NewAccessKey key) {
    return realm.directory().snapshot().sealedSecret(key.key().id()).orElseThrow().keyFingerprint();
  }

  private static void requireSignsIn(Realm realm, NewAccessKey key) throws Exception {
    assertThat(
            realm
                .authenticator()
                .authenticate(Signing.by(key.key().id(), key.revealSecret()))
                .caller()
                .accessKeyId())
        .contains(key.key().id());
  }

  @Test
  void everySecretIsSealedAnewWhileRequestsComeInAndTheOldKeyIsNeededNoMore() throws Exception {
    begin();
    NewAccessKey before;
    NewAccessKey after;
    try (Realm realm = open()) {
      before = keyOf(realm, "lucy");
      String old = sealedUnder(realm, before);
      PrivateFile.write(file(), "# since November\n" + NEW + "\n\n# before\n" + OLD + "\n");
      while (sealedUnder(realm, before).equals(old)) {
        requireSignsIn(realm, before);
      }
      requireSignsIn(realm, before);
      after = keyOf(realm, "fred");
      assertThat(sealedUnder(realm, after)).isEqualTo(sealedUnder(realm, before));
    }
    Files.writeString(file(), NEW);
    try (Realm realm = open()) {
      requireSignsIn(realm, before);
      requireSignsIn(realm, after);
    }
    Files.writeString(file(), OLD);
    assertThatThrownBy(this::open)
        .hasMessageContaining("was sealed under another master key, ")
        .hasMessageContaining(file() + ": ")
        .hasMessageContaining("put that key back into the file");
  }

  @Test
  void aKeyThatIsStillNeededMayNotVanishFromUnderARunningNode() throws Exception {
    begin();
    try (Realm realm = open()) {
      NewAccessKey key = keyOf(realm, "lucy");
      String old = sealedUnder(realm, key);
      PrivateFile.write(file(), NEW);
      Thread.sleep(1500);
      requireSignsIn(realm, key);
      PrivateFile.write(file(), "nonsense");
      Thread.sleep(1500);
      requireSignsIn(realm, key);
      assertThat(sealedUnder(realm, keyOf(realm, "fred"))).isEqualTo(old);
    }
    Files.writeString(file(), "\n" + NEW + "\nnonsense\n");
    assertThatThrownBy(this::open).hasMessageContaining("`:3 does not hold a master key");
  }

  @Test
  void aStartSealsAnewWhatIsUnderAnOlderKey() throws Exception {
    begin();
    NewAccessKey key;
    String old;
    try (Realm realm = open()) {
      key = keyOf(realm, "lucy");
      old = sealedUnder(realm, key);
    }
    Files.writeString(file(), NEW + "\n" + OLD);
    try (Realm realm = open()) {
      while (sealedUnder(realm, key).equals(old)) {
        Thread.sleep(1);
      }
      requireSignsIn(realm, key);
    }
  }
}
