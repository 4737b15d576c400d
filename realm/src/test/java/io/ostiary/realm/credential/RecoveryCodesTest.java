package io.ostiary.realm.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveryCodesTest {
  private final SecureRandom random = new SecureRandom();
  private final RecoveryCodes codes = new RecoveryCodes(MasterKey.ephemeral(random), random);
  private final FreshRecoveryCodes fresh = codes.make("AIDAEXAMPLE");

  private SealedSecret used(SealedSecret kept, String code) {
    return codes.without("AIDAEXAMPLE", kept, code).orElseThrow();
  }

  @Test
  void eachIsGoodForOnce() {
    SealedSecret left = fresh.sealed();
    assertThat(new HashSet<>(fresh.reveal())).hasSize(RecoveryCodes.COUNT);
    for (String code : fresh.reveal()) {
      assertThat(RecoveryCodes.isOne(code)).isTrue();
      left = used(left, code);
      assertThat(codes.without("AIDAEXAMPLE", left, code)).isEmpty();
    }
    assertThat(codes.left("AIDAEXAMPLE", left)).isZero();
  }

  @Test
  void theOthersStayGood() {
    SealedSecret left = used(fresh.sealed(), fresh.reveal().get(3));

    assertThat(codes.left("AIDAEXAMPLE", left)).isEqualTo(9);
    assertThat(codes.without("AIDAEXAMPLE", left, fresh.reveal().get(0))).isPresent();
    assertThat(codes.without("AIDAEXAMPLE", left, fresh.reveal().get(9))).isPresent();
  }

  @Test
  void isTypedAsPeopleDo() {
    String code = fresh.reveal().get(0);

    assertThat(used(fresh.sealed(), code.replace("-", ""))).isNotNull();
    assertThat(used(fresh.sealed(), code.toUpperCase(Locale.ROOT))).isNotNull();
    assertThat(used(fresh.sealed(), " " + code.replace("-", " ") + " ")).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "123456", "01234-5678", "01234-56789a", "0123o-56789", "01234_56789"})
  void whatIsNoneIsNotLookedFor(String text) {
    assertThat(RecoveryCodes.isOne(text)).isFalse();
  }

  @Test
  void isShownToNobody() {
    assertThat(fresh + " " + fresh.sealed())
        .doesNotContain(fresh.reveal().get(0))
        .isEqualTo("FreshRecoveryCodes SealedSecret");
  }
}
