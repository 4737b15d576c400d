package io.ostiary.realm.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.realm.authentication.Session.Chain;
import io.ostiary.realm.authentication.Session.Origin;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionChainTest {
  @Test
  void aLongChainRemembersItsFirstSessionAndTheLastOnes() {
    Chain chain = new Chain(new Origin(Origin.Type.ACCESS_KEY, "AKIA", ""), true, List.of());
    for (int i = 1; i <= 9; i++) {
      chain = chain.after("AROA" + i + ":s");
    }
    assertThat(chain.earlier()).containsExactly("AROA1:s", "AROA7:s", "AROA8:s", "AROA9:s");
    assertThat(chain.mfa()).isTrue();
  }
}
