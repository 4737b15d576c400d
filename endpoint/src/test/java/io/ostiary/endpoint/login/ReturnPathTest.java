package io.ostiary.endpoint.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnPathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/pages/1", "/pages/1?a=b%20c&d=//e", "/ui/a%20b/", "/a/%C3%A4?x=https://b"})
  void leadsToAPageOfThisSite(String wanted) {
    assertThat(ReturnPath.of(wanted, "", "/home")).isEqualTo(wanted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "pages",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\/evil.example",
        "https://evil.example/",
        "/pages//evil",
        "/pages/../../x",
        "/%2e%2e/x",
        "/%2fevil.example",
        "/%5cevil.example",
        "/pages;x=1",
        "/pages/1\r\nSet-Cookie: a=b",
        "/pages/\t1",
        "/a b",
        "/pages/ä",
        "/pages/1#x",
        "/%0d%0aLocation:x",
        "javascript:alert(1)",
        "/%"
      })
  void leadsNowhereElse(String wanted) {
    assertThat(ReturnPath.of(wanted, "", "/home")).isEqualTo("/home");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/pages", "/apps/x", "/app", "/app/../x"})
  void staysInTheApplication(String wanted) {
    assertThat(ReturnPath.of(wanted, "/app", "/app/home")).isEqualTo("/app/home");
    assertThat(ReturnPath.of("/app/x", "/app", "/app/home")).isEqualTo("/app/x");
  }
}
