package io.ostiary.filter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {

  @ParameterizedTest(name = "{0} means {1}")
  @CsvSource({
    "'', /",
    "/, /",
    "/a, /a",
    "/a/, /a/",
    "/a/b.c, /a/b.c",
    "/a/.hidden/...x, /a/.hidden/...x",
    "/a%20b, /a b",
    "/a+b, /a+b",
    "/a%2Bb, /a+b",
    "/user%40example.org, /user@example.org",
    "/arn%3Aaws%3A, /arn:aws:",
    "/a%3Db%2Cc%2A, '/a=b,c*'",
    "/caf%C3%A9, /café",
    "/caf%c3%a9, /café",
    "/%E2%82%AC, /€",
    "/%F0%9F%98%80, /\uD83D\uDE00",
    "/~me, /~me",
    "/$metadata, /$metadata",
    "/a%7Cb%5B0%5D, /a|b[0]",
  })
  void readsWhatHasOneMeaning(String raw, String decoded) throws RejectedRequestException {
    assertThat(RequestPath.parse(raw, false).decoded()).isEqualTo(decoded);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "a",
        "//",
        "//a",
        "/a//b",
        "/a//",
        "/.",
        "/..",
        "/a/./b",
        "/a/../b",
        "/a/..",
        "/%2e/a",
        "/a/%2e%2e/b",
        "/a/.%2e/b",
        "/a/%2E",
        "/a.%2Ejson",
        "/a;b=c",
        "/;/a",
        "/a/..;/b",
        "/a/.;x=y/b",
        "/a;.css",
        "/a%2fb",
        "/a%2Fb",
        "/a%5cb",
        "/a\\b",
        "/a%00",
        "/a%0a",
        "/a%0D",
        "/a%7f",
        "/a%C2%85",
        "/a%E2%80%A8b",
        "/%61dmin",
        "/%41",
        "/a%30",
        "/a%2Db",
        "/a%5Fb",
        "/a%7Eb",
        "/a%",
        "/a%4",
        "/a%zz",
        "/%u002e",
        "/a%C0%AF",
        "/a%C3",
        "/a%ED%A0%80",
        "/a%FF",
        "/a%EF%BF%BD",
        "/a%EF%BF%BE",
        "/cafe%CC%81",
        "/a%E2%80%8Bb",
        "/a%EF%BB%BF",
        "/a%C2%ADb",
        "/a b",
        "/a\u0000",
        "/a#b",
        "/a?b",
        "/caf\u00e9",
        "/a\"b",
        "/a<b>",
        "/a|b",
        "/a{b}",
        "/a^b",
        "/a`b",
        "/a[0]",
      })
  void refusesWhatCouldMeanSomethingElse(String raw) {
    assertThatThrownBy(() -> RequestPath.parse(raw, false))
        .isInstanceOfSatisfying(
            RejectedRequestException.class,
            refused ->
                assertThat(refused.reason())
                    .isEqualTo(RejectedRequestException.Reason.BAD_REQUEST));
  }

  @ParameterizedTest(name = "{0} holds data")
  @CsvSource({"/a%3Bb, a;b", "/a%23b, a#b", "/a%3Fb, a?b", "/100%25, 100%", "/a%252fb, a%2fb"})
  void marksWhatOnlyAVariableOfDataMayHold(String raw, String text)
      throws RejectedRequestException {
    assertThat(RequestPath.parse(raw, false).segments())
        .containsExactly(new CanonicalRequest.PathSegment(text, true));
  }

  @Test
  void admitsAnEncodedTildeWhereOldClientsAreServed() throws RejectedRequestException {
    assertThat(RequestPath.parse("/%7Eme", true).decoded()).isEqualTo("/~me");
  }

  @Test
  void tellsATrailingSlashApart() throws RejectedRequestException {
    assertThat(RequestPath.parse("/a/b/", false).trailingSlash()).isTrue();
    assertThat(RequestPath.parse("/a/b", false).trailingSlash()).isFalse();
    assertThat(RequestPath.parse("/", false).segments()).isEmpty();
  }
}
