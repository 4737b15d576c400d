package io.ostiary.realm.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessKeyIdTest {

  @ParameterizedTest
  @ValueSource(strings = {"000000000000", "000000000001", "123456789012", "999999999999"})
  void anIdCarriesItsAccount(String account) {
    SecureRandom random = new SecureRandom();
    Set<String> drawn = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      String id = AccessKeyId.draw(AccessKeyId.LONG_TERM, account, random);
      assertThat(id).matches("AKIA[Q-Z2-7][A-Z2-7]{15}");
      assertThat(AccessKeyId.account(id)).hasValue(Long.parseLong(account));
      drawn.add(id);
    }
    assertThat(drawn).hasSize(100);
  }

  /** The last is of AWS's own making, with an account that became known; the others by hand. */
  @ParameterizedTest
  @CsvSource({
    "AKIAQAAAAAAAAAAAAAAA, 0",
    "AKIAAAAAAAAAEAAAAAAA, 0",
    "AKIAAAAAAAAAIAAAAAAA, 0",
    "AKIAAAAAAAAAQAAAAAAA, 1",
    "AKIA7777777777777777, 1099511627775",
    "ASIAQAAAAAAAQAAAAAAA, 1",
    "ASIAQNZGKIQY56JQ7WML, 29608264753"
  })
  void readsTheAccountFromItsBits(String id, long account) {
    assertThat(AccessKeyId.account(id)).hasValue(account);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "AKIA",
        "AKIA1111111111111111",
        "AKIAaaaaaaaaaaaaaaaa",
        "AKIAAAAAAAAAAAAAAAAAA"
      })
  void anIdOfAnotherFormNamesNone(String id) {
    assertThat(AccessKeyId.account(id)).isEmpty();
  }
}
