package io.ostiary.realm.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketsTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  private static final Instant UNTIL = NOW.plusSeconds(60);

  @TempDir Path folder;

  private final Tickets tickets = new Tickets(MasterKey.ephemeral(new SecureRandom()));

  @Test
  void isGoodForItsPurposeUntilItsTimeIsOver() {
    String ticket = tickets.issue("code", "lucy/7 ä", UNTIL);

    assertThat(tickets.open("code", ticket, NOW)).contains("lucy/7 ä");
    assertThat(tickets.open("code", ticket, UNTIL.minusMillis(1))).contains("lucy/7 ä");
    assertThat(tickets.open("code", ticket, UNTIL)).isEmpty();
    assertThat(tickets.open("cod", ticket, NOW)).isEmpty();
    assertThat(tickets.open("change", ticket, NOW)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a.b", "a.b.c", "bHVjeQ.99999999999.", "bHVjeQ.1.x"})
  void whatIsNoneIsNotOne(String text) {
    assertThat(tickets.open("code", text, NOW)).isEmpty();
  }

  @Test
  void noChangedOneIsOne() {
    String ticket = tickets.issue("code", "lucy", UNTIL);
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      char[] changed = ticket.toCharArray();
      int at = random.nextInt(changed.length);
      changed[at] = (char) (33 + random.nextInt(94));
      String other = new String(changed);
      if (!other.equals(ticket)) {
        assertThat(tickets.open("code", other, NOW)).as(other).isEmpty();
      }
    }
  }

  @Test
  void purposeAndTextDoNotRunIntoEachOther() {
    assertThat(tickets.derive("ab", "c")).isNotEqualTo(tickets.derive("a", "bc"));
    assertThat(tickets.isDerived("ab", "c", tickets.derive("ab", "c"))).isTrue();
    assertThat(tickets.isDerived("a", "bc", tickets.derive("ab", "c"))).isFalse();
  }

  @Test
  void anEarlierMasterKeyStillVouchesForIt() throws Exception {
    String old = Base64.getEncoder().encodeToString(new byte[32]);
    Path file = folder.resolve("master-key");
    Files.writeString(file, old);
    MasterKey key = MasterKey.read(file);
    Tickets before = new Tickets(key);
    String ticket = before.issue("code", "lucy", UNTIL);
    byte[] other = new byte[32];
    other[0] = 1;
    Files.writeString(file, Base64.getEncoder().encodeToString(other) + "\n" + old);

    assertThat(new Tickets(MasterKey.read(file)).open("code", ticket, NOW)).contains("lucy");
    Files.writeString(file, Base64.getEncoder().encodeToString(other));
    assertThat(new Tickets(MasterKey.read(file)).open("code", ticket, NOW)).isEmpty();
  }
}
