package io.ostiary.realm.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ostiary.signature.CredentialScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessKeySecretsTest {
  private static final CredentialScope SCOPE = new CredentialScope("20261122", "us-east-1", "s3");
  private static final String CANARY = "canary/canary+canary";

  @TempDir Path temporary;

  private final SecureRandom random = new SecureRandom();
  private AccessKeySecrets secrets;

  @BeforeEach
  void make() throws IOException {
    secrets = new AccessKeySecrets(masterKey("one"), random);
  }

  private MasterKey masterKey(String file) throws IOException {
    return MasterKey.create(temporary.resolve(file), random);
  }

  @Test
  void aSealedSecretOpensForItsOwnAccessKeyOnly() {
    SealedSecret sealed = secrets.seal("AKIAONE0000000000000", CANARY);

    assertThat(secrets.derive("AKIAONE0000000000000", sealed, SCOPE)).isNotNull();
    assertThatThrownBy(() -> secrets.derive("AKIATWO0000000000000", sealed, SCOPE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageNotContaining(CANARY);
  }

  @Test
  void everyByteOfASealedSecretIsAuthenticated() {
    byte[] sound = secrets.seal("AKIAONE0000000000000", CANARY).sealed();
    String prefix = secrets.seal("AKIAONE0000000000000", CANARY).text().substring(0, 11);
    for (int i = 0; i < sound.length; i++) {
      byte[] altered = sound.clone();
      altered[i] ^= 1;
      SealedSecret sealed = new SealedSecret(prefix + Base64.getEncoder().encodeToString(altered));
      assertThatThrownBy(() -> secrets.derive("AKIAONE0000000000000", sealed, SCOPE))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThatThrownBy(
            () -> secrets.derive("AKIAONE0000000000000", new SealedSecret(prefix), SCOPE))
        .hasMessageContaining("cut short");
  }

  @Test
  void sealingTheSameTwiceShowsNothingInCommon() {
    assertThat(secrets.seal("k", CANARY)).isNotEqualTo(secrets.seal("k", CANARY));
  }

  @Test
  void itIsKnownWithoutOpeningUnderWhichMasterKeyASecretWasSealed() throws IOException {
    AccessKeySecrets others = new AccessKeySecrets(masterKey("two"), random);
    SealedSecret sealed = secrets.seal("k", CANARY);

    assertThat(secrets.masterKey().opens(sealed)).isTrue();
    assertThat(others.masterKey().opens(sealed)).isFalse();
  }

  @Test
  void aMasterKeyIsReadBackAsItWasMade() throws IOException {
    MasterKey made = masterKey("made");

    assertThat(MasterKey.read(temporary.resolve("made"))).hasToString(made.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "AAAA", "no base 64!", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="})
  void aFileWithoutAMasterKeyIsRefused(String content) throws IOException {
    Path file = Files.writeString(temporary.resolve("key"), content);

    assertThatThrownBy(() -> MasterKey.read(file)).hasMessageContaining("openssl rand -base64 32");
  }

  @Test
  void aLargeFileIsNotEvenRead() throws IOException {
    Path file = Files.writeString(temporary.resolve("key"), " ".repeat(5000));

    assertThatThrownBy(() -> MasterKey.read(file)).hasMessageContaining("32 random bytes");
  }

  @Test
  void aSigningKeyIsRememberedForItsSecretAndScopeOnly() {
    FreshAccessKey key = secrets.make("123456789012");
    assertThat(secrets.remembered(key.id(), key.sealed(), SCOPE)).isEmpty();
    secrets.remember(key.id(), key.sealed(), SCOPE, secrets.derive(key.id(), key.sealed(), SCOPE));

    assertThat(secrets.remembered(key.id(), key.sealed(), SCOPE)).isPresent();
    assertThat(secrets.remembered(key.id(), secrets.seal(key.id(), CANARY), SCOPE)).isEmpty();
    assertThat(
            secrets.remembered(
                key.id(), key.sealed(), new CredentialScope("20261122", "us-east-1", "sts")))
        .isEmpty();
  }

  @Test
  void nothingShowsASecret() {
    FreshAccessKey key = secrets.make("123456789012");

    assertThat(key.revealSecret()).matches("[A-Za-z0-9+/]{40}");
    assertThat(key.toString()).doesNotContain(key.revealSecret());
    assertThat(key.sealed().toString()).isEqualTo("SealedSecret");
    assertThat(key.sealed().text()).doesNotContain(key.revealSecret());
    assertThat(SecretBytes.of(CANARY).toString()).doesNotContain("canary");
  }

  @Test
  void secretBytesAreWipedWhenClosed() {
    SecretBytes secret = SecretBytes.of(CANARY);
    secret.close();

    assertThat(secret.<Boolean>lend(bytes -> bytes[0] == 0 && bytes.length == CANARY.length()))
        .isTrue();
  }
}
