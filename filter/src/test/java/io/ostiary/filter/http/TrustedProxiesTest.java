package io.ostiary.filter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ostiary.filter.http.RejectedRequestException.Reason;
import io.ostiary.signature.SignedRequest.Header;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
  private static final TrustedProxies PROXIES =
      TrustedProxies.of(List.of("10.0.0.0/8", "2001:db8:aaaa::/48"));
  private static final RequestReader READER = new RequestReader(HttpSettings.defaults(), PROXIES);

  /** Header lines are separated by {@code |}. */
  @ParameterizedTest(name = "{0} from {1}")
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          192.0.2.1 !  ! 192.0.2.1 ! false ! backend
          192.0.2.1 ! X-Forwarded-For: 198.51.100.7 ! 192.0.2.1 ! false ! backend
          192.0.2.1 ! X-Forwarded-Proto: https|X-Forwarded-Host: a.example ! 192.0.2.1 ! false ! backend
          192.0.2.1 ! X-Forwarded-For: nonsense|Forwarded: nonsense ! 192.0.2.1 ! false ! backend
          11.0.0.1 ! X-Forwarded-For: 198.51.100.7 ! 11.0.0.1 ! false ! backend
          10.0.0.1 !  ! 10.0.0.1 ! false ! backend
          10.0.0.1 ! X-Forwarded-For: 198.51.100.7 ! 198.51.100.7 ! false ! backend
          10.0.0.1 ! x-forwarded-for: 198.51.100.7 ! 198.51.100.7 ! false ! backend
          10.0.0.1 ! X-Forwarded-For: 203.0.113.9, 198.51.100.7 ! 198.51.100.7 ! false ! backend
          10.0.0.1 ! X-Forwarded-For: nonsense,,198.51.100.7 ! 198.51.100.7 ! false ! backend
          10.0.0.1 ! X-Forwarded-For: 203.0.113.9, 198.51.100.7, 10.9.9.9 ! 198.51.100.7 ! false ! backend
          10.0.0.1 ! X-Forwarded-For: 203.0.113.9|X-Forwarded-For: 198.51.100.7 ! 198.51.100.7 ! false ! backend
          10.0.0.1 ! X-Forwarded-For: 10.0.0.3, 10.0.0.2 ! 10.0.0.3 ! false ! backend
          10.0.0.1 ! X-Forwarded-For: 198.51.100.7:4711 ! 198.51.100.7 ! false ! backend
          10.0.0.1 ! X-Forwarded-For: 2001:db8::7 ! 2001:db8::7 ! false ! backend
          10.0.0.1 ! X-Forwarded-For: [2001:db8::7]:4711 ! 2001:db8::7 ! false ! backend
          2001:db8:aaaa::1%eth0 ! X-Forwarded-For: 198.51.100.7 ! 198.51.100.7 ! false ! backend
          ::ffff:10.0.0.1 ! X-Forwarded-For: 198.51.100.7 ! 198.51.100.7 ! false ! backend
          10.0.0.1 ! X-Forwarded-For: 198.51.100.7|X-Forwarded-Proto: HTTPS ! 198.51.100.7 ! true ! backend
          10.0.0.1 ! X-Forwarded-For: 198.51.100.7|X-Forwarded-Proto: http ! 198.51.100.7 ! false ! backend
          10.0.0.1 ! X-Forwarded-For: 198.51.100.7|X-Forwarded-Host: a.example:8443 ! 198.51.100.7 ! false ! a.example:8443
          10.0.0.1 ! Forwarded: for=198.51.100.7 ! 198.51.100.7 ! false ! backend
          10.0.0.1 ! Forwarded: for=198.51.100.7;proto=https;host=a.example ! 198.51.100.7 ! true ! a.example
          10.0.0.1 ! Forwarded: For="[2001:db8::7]:4711"; Proto=https ! 2001:db8::7 ! true ! backend
          10.0.0.1 ! Forwarded: for="198.51.100.7";host="a.example:8443";by=_x ! 198.51.100.7 ! false ! a.example:8443
          10.0.0.1 ! Forwarded: for=unknown, for=198.51.100.7 ! 198.51.100.7 ! false ! backend
          10.0.0.1 ! Forwarded: for=203.0.113.9;proto=http, for=198.51.100.7;proto=https, for=10.0.0.2 ! 198.51.100.7 ! true ! backend
          10.0.0.1 ! Forwarded: for=198.51.100.7|Forwarded: for=10.0.0.2 ! 198.51.100.7 ! false ! backend
          10.0.0.1 ! Forwarded: for="198.51.100\\.7" ! 198.51.100.7 ! false ! backend
          """)
  void believesTrustedProxiesOnly(
      String peer,
      @org.jspecify.annotations.Nullable String lines,
      String client,
      boolean secure,
      String host)
      throws RejectedRequestException {
    CanonicalRequest request = READER.read(from(peer, lines == null ? "" : lines));

    assertThat(request.clientAddress()).isEqualTo(client);
    assertThat(request.secure()).isEqualTo(secure);
    assertThat(request.host()).isEqualTo(host);
    assertThat(request.signed().headers())
        .as("the Host that the client signed")
        .contains(new Header("Host", host));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-For: unknown",
        "X-Forwarded-For: ",
        "X-Forwarded-For: 198.51.100.7,",
        "X-Forwarded-For: 198.51.100",
        "X-Forwarded-For: 198.51.100.07x",
        "X-Forwarded-For: 198.51.100.7:port",
        "X-Forwarded-For: 198.51.100.7:",
        "X-Forwarded-For: 198.51.100.7/32",
        "X-Forwarded-For: [198.51.100.7]",
        "X-Forwarded-For: [2001:db8::7",
        "X-Forwarded-For: [2001:db8::7]x",
        "X-Forwarded-For: example.org",
        "X-Forwarded-For: nonsense, 10.0.0.2",
        "X-Forwarded-Proto: ftp",
        "X-Forwarded-Proto: https, http",
        "X-Forwarded-Proto: https|X-Forwarded-Proto: https",
        "X-Forwarded-Host: a.example, b.example",
        "X-Forwarded-Host: a b",
        "X-Forwarded-Host: ",
        "X-Forwarded-For: 198.51.100.7|Forwarded: for=198.51.100.7",
        "X-Forwarded-Proto: https|Forwarded: for=198.51.100.7",
        "Forwarded: proto=https",
        "Forwarded: for=",
        "Forwarded: for",
        "Forwarded: =198.51.100.7",
        "Forwarded: for=198.51.100.7;",
        "Forwarded: for=198.51.100.7,",
        "Forwarded: for=198.51.100.7;for=198.51.100.8",
        "Forwarded: for=198.51.100.7;proto=gopher",
        "Forwarded: for=\"198.51.100.7",
        "Forwarded: for=[2001:db8::7]",
        "Forwarded: for=_hidden",
        "Forwarded: for=198.51.100.7 proto=https",
        "Forwarded: for=198.51.100.7;host=\"a b\""
      })
  void refusesWhatATrustedProxyDoesNotSayPlainly(String lines) {
    assertThatThrownBy(() -> READER.read(from("10.0.0.1", lines)))
        .isInstanceOfSatisfying(
            RejectedRequestException.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.BAD_REQUEST));
  }

  @Test
  void refusesAConnectionWhoseOtherEndIsNotKnownAnyMore() {
    assertThatThrownBy(() -> READER.read(from("", "")))
        .isInstanceOf(RejectedRequestException.class)
        .hasMessageContaining("no other end");
  }

  @Test
  void theHostThatTheClientAskedForMustBeOurs() throws RejectedRequestException {
    RequestReader reader =
        new RequestReader(
            new HttpSettings(Set.of("a.example"), false, 1024, Path.of("/tmp")), PROXIES);

    assertThat(reader.read(from("10.0.0.1", "X-Forwarded-Host: a.example")).host())
        .isEqualTo("a.example");
    for (String lines : List.of("", "X-Forwarded-Host: b.example")) {
      assertThatThrownBy(() -> reader.read(from("10.0.0.1", lines)))
          .isInstanceOfSatisfying(
              RejectedRequestException.class,
              refused -> assertThat(refused.reason()).isEqualTo(Reason.WRONG_HOST));
    }
  }

  @Test
  void nobodyIsBelievedWhereNoneIsNamed() throws RejectedRequestException {
    RequestReader reader = new RequestReader(HttpSettings.defaults(), TrustedProxies.NONE);

    assertThat(reader.read(from("10.0.0.1", "X-Forwarded-For: 198.51.100.7")).clientAddress())
        .isEqualTo("10.0.0.1");
    assertThat(reader.read(from("fe80::1%eth0", "")).clientAddress()).isEqualTo("fe80::1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ten", "10.0.0.0/33", "10.0.0", "10.0.0.0/8 ", "", "::/129"})
  void aRangeThatIsNoneIsRefused(String range) {
    assertThatThrownBy(() -> TrustedProxies.of(List.of(range)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("`" + range + "` is no address range");
  }

  private static ReceivedRequest from(String peer, String lines) {
    List<Header> headers = new ArrayList<>(List.of(new Header("Host", "backend")));
    for (String line : lines.isEmpty() ? new String[0] : lines.split("\\|", -1)) {
      int colon = line.indexOf(": ");
      headers.add(new Header(line.substring(0, colon), line.substring(colon + 2)));
    }
    return new ReceivedRequest(
        "GET", "HTTP/1.1", "/a", null, headers, "", "/a", null, "backend", peer, false);
  }
}
