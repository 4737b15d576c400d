package io.ostiary.realm.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.ostiary.realm.credential.Passwords.Verdict;
import java.nio.file.Path;
import java.security.SecureRandom;
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
  void neitherPasswordNorHashIsShown() {
    SealedSecret kept = passwords.hash("AIDA1", RIGHT);

    assertThat(RIGHT).hasToString("Password");
    assertThat(kept.text()).doesNotContain("argon2");
    assertThat(kept).hasToString("SealedSecret");
    assertThat(RIGHT.length()).isEqualTo(17);
  }
}
