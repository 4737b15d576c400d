package io.ostiary.filter.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ostiary.filter.http.CanonicalRequest;
import io.ostiary.filter.http.HttpSettings;
import io.ostiary.filter.http.RequestBody;
import io.ostiary.policy.request.RequestContext.Values;
import io.ostiary.policy.service.Access;
import io.ostiary.realm.authentication.Evidence;
import io.ostiary.signature.Expectation;
import io.ostiary.signature.PathRule;
import io.ostiary.signature.PayloadMode;
import io.ostiary.signature.SignatureException;
import io.ostiary.signature.SignedRequest.Header;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens in the Authorization field. */
class BearerEvidenceTest {
  private static final Set<Access> TAKEN = Set.of(Access.SIGNED, Access.BEARER);

  /** Of which only the length of the body is asked. */
  private static final HttpServletRequest WITHOUT_BODY =
      (HttpServletRequest)
          Proxy.newProxyInstance(
              HttpServletRequest.class.getClassLoader(),
              new Class<?>[] {HttpServletRequest.class},
              (proxy, method, arguments) -> 0L);

  @ParameterizedTest(name = "`{0}`: {1}")
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "Bearer a.b.c|a.b.c",
        "bearer a.b.c|a.b.c",
        "Bearer |none",
        "Bearer|none",
        "Bearer  a.b.c|none",
        "Bearer a.b.c |none",
        "Bearer a b|none",
        "Bearer a,Bearer b|none",
        "Bearer\ta|none",
        "Bearer ä|none",
        "Bearers a|none",
        "Basic a|none",
        "Digest Bearer a|none"
      })
  void areReadInOneWay(String field, String token) {
    assertThat(EvidenceReader.bearer(field).orElse(null)).isEqualTo(token);
  }

  private static Evidence read(
      Set<Access> access, String origin, @Nullable String query, String... headers)
      throws Exception {
    List<Header> lines = new ArrayList<>();
    for (String header : headers) {
      int colon = header.indexOf(':');
      lines.add(new Header(header.substring(0, colon), header.substring(colon + 1).strip()));
    }
    CanonicalRequest request =
        new CanonicalRequest(
            "GET",
            "/",
            "",
            "/",
            List.of(),
            true,
            query,
            List.of(),
            lines,
            origin.substring(origin.indexOf("//") + 2),
            "192.0.2.7",
            origin.startsWith("https:"));
    return EvidenceReader.read(
        request,
        access,
        new Expectation(
            Set.of("docs"),
            Set.of("*"),
            PathRule.AS_SENT,
            Duration.ofMinutes(5),
            Duration.ofDays(7),
            Set.of(PayloadMode.SIGNED),
            true),
        RequestBody.of(WITHOUT_BODY, request, HttpSettings.defaults()),
        () -> Map.of("aws:SourceIp", new Values(List.of("192.0.2.7"), false)));
  }

  @Test
  void bringAlongUnderWhichCircumstancesTheyCame() throws Exception {
    Evidence evidence = read(TAKEN, "https://a.example", null, "Authorization: Bearer a.b.c");

    assertThat(evidence)
        .isInstanceOfSatisfying(
            Evidence.Bearer.class,
            bearer -> {
              assertThat(bearer.token()).isEqualTo("a.b.c");
              assertThat(bearer.circumstances().get())
                  .isEqualTo(Map.of("aws:SourceIp", new Values(List.of("192.0.2.7"), false)));
            });
    assertThat(evidence).hasToString("Bearer");
    assertThat(EvidenceReader.way(evidence)).isEqualTo(Access.BEARER);
  }

  @Test
  void areTakenOverTlsOrOnThisMachine() throws Exception {
    assertThat(read(TAKEN, "http://127.0.0.1:8080", null, "Authorization: Bearer a"))
        .isInstanceOf(Evidence.Bearer.class);
    assertThatExceptionOfType(CredentialException.class)
        .isThrownBy(() -> read(TAKEN, "http://a.example", null, "Authorization: Bearer a"))
        .withMessageContaining("TLS");
  }

  @Test
  void areOfUseOnlyWhereTheRouteTakesThem() {
    assertThatExceptionOfType(CredentialException.class)
        .isThrownBy(
            () ->
                read(
                    Set.of(Access.SIGNED, Access.ANONYMOUS),
                    "https://a.example",
                    null,
                    "Authorization: Bearer a"))
        .withMessageContaining("scheme");
  }

  @Test
  void standAlone() {
    for (String[] headers :
        new String[][] {
          {"Authorization: Bearer a", "Authorization: Bearer b"},
          {"Authorization: Bearer a", "Authorization: AWS4-HMAC-SHA256 Credential=a"}
        }) {
      assertThatExceptionOfType(SignatureException.class)
          .isThrownBy(() -> read(TAKEN, "https://a.example", null, headers));
    }
    assertThatExceptionOfType(SignatureException.class)
        .isThrownBy(
            () ->
                read(
                    TAKEN,
                    "https://a.example",
                    "X-Amz-Algorithm=AWS4-HMAC-SHA256",
                    "Authorization: Bearer a"));
  }
}
