package io.ostiary.realm.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.ostiary.realm.credential.Passwords.Verdict;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordsTest {
  private static final Password RIGHT = Password.of("Correct-Horse-7 é");
  private static final Password WRONG = Password.of("Correct-Horse-7 e");

  @TempDir Path temporary;

  private MasterKey masterKey;
  private Passwords passwords;

  @BeforeEach
  void makeKey() throws Exception {
    masterKey = MasterKey.create(temporary.resolve("key"), new SecureRandom());
    passwords = new Passwords(masterKey, new SecureRandom());
  }

  @Test
  void theRightPasswordIsRightAndNoOtherIs() {
    SealedSecret kept = passwords.hash("AIDA1", RIGHT);

    assertThat(passwords.check("AIDA1", kept, RIGHT)).isEqualTo(Verdict.RIGHT);
    assertThat(passwords.check("AIDA1", kept, WRONG)).isEqualTo(Verdict.WRONG);
    assertThat(passwords.hash("AIDA1", RIGHT)).isNotEqualTo(kept);
    passwords.checkInVain(RIGHT);
  }

  @Test
  void aHashOpensForItsUserOnly() {
    SealedSecret kept = passwords.hash("AIDA1", RIGHT);

    assertThatIllegalStateException().isThrownBy(() -> passwords.check("AIDA2", kept, RIGHT));
  }

  @Test
  void aHashOfOtherParametersIsRightAndToBeMadeAnew() {
    Passwords cheaper = new Passwords(masterKey, new SecureRandom(), new Passwords.Cost(1024, 1));
    SealedSecret kept = cheaper.hash("AIDA1", RIGHT);

    assertThat(passwords.check("AIDA1", kept, RIGHT)).isEqualTo(Verdict.RIGHT_BUT_OUTDATED);
    assertThat(passwords.check("AIDA1", kept, WRONG)).isEqualTo(Verdict.WRONG);
    assertThat(cheaper.check("AIDA1", kept, RIGHT)).isEqualTo(Verdict.RIGHT);
  }

  @Test
  void aHashThatTheReferenceImplementationMadeIsUnderstood() {
    assertThat(passwords.check("AIDA1", keptOfOthers(), Password.of("password")))
        .isEqualTo(Verdict.RIGHT_BUT_OUTDATED);
    assertThat(passwords.check("AIDA1", keptOfOthers(), RIGHT)).isEqualTo(Verdict.WRONG);
  }

  /** From the tests of the Argon2 reference implementation. */
  private SealedSecret keptOfOthers() {
    String encoded =
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
    try (SecretBytes bytes = SecretBytes.of(encoded)) {
      return masterKey.seal(bytes, Passwords.context("AIDA1"), new SecureRandom());
    }
  }

  @Test
  void aPasswordIsTheSameWhereISmallIsAnotherLetter() {
    SealedSecret kept = passwords.hash("AIDA1", RIGHT);
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(new Locale("tr", "TR"));
      assertThat(passwords.check("AIDA1", kept, RIGHT)).isEqualTo(Verdict.RIGHT);
      kept = passwords.hash("AIDA1", RIGHT);
    } finally {
      Locale.setDefault(before);
    }
    assertThat(passwords.check("AIDA1", kept, RIGHT)).isEqualTo(Verdict.RIGHT);
  }

  @Test
  void neitherPasswordNorHashIsShown() {
    SealedSecret kept = passwords.hash("AIDA1", RIGHT);

    assertThat(RIGHT).hasToString("Password");
    assertThat(kept.text()).doesNotContain("argon2");
    assertThat(kept).hasToString("SealedSecret");
    assertThat(RIGHT.length()).isEqualTo(17);
  }
}
