package io.ostiary.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ostiary.signature.SignatureException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SignatureClaimTest {
  private static final String CREDENTIAL =
      "Credential=AKIAIOSFODNN7EXAMPLE/20261121/us-east-1/docs/aws4_request";
  private static final String SIGNED_HEADERS = "SignedHeaders=host;x-amz-date";
  private static final String SIGNATURE =
      "Signature=abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789";
  private static final String GOOD = "AWS4-HMAC-SHA256 {C}, {H}, {S}";

  /** A request described by what differs from a good one. */
  record Case(String name, JsonNode json) {
    @Override
    public String toString() {
      return name;
    }

    SignedRequest request() {
      List<SignedRequest.Header> headers = new ArrayList<>();
      headers.add(new SignedRequest.Header("Host", "docs.example.com"));
      boolean presigned = json.has("parameters");
      add(headers, "X-Amz-Date", text("date", presigned ? null : Client.TIMESTAMP));
      add(headers, "Authorization", text("authorization", presigned ? null : GOOD));
      for (JsonNode header : json.path("headers")) {
        add(headers, header.get(0).asText(), header.get(1).asText());
      }
      return new SignedRequest("GET", "/", presigned ? presigned() : text("query", null), headers);
    }

    private String presigned() {
      Map<String, String> query = new LinkedHashMap<>();
      query.put("X-Amz-Algorithm", "AWS4-HMAC-SHA256");
      query.put("X-Amz-Credential", CREDENTIAL.substring(11));
      query.put("X-Amz-Date", Client.TIMESTAMP);
      query.put("X-Amz-Expires", "60");
      query.put("X-Amz-SignedHeaders", "host");
      query.put("X-Amz-Signature", SIGNATURE.substring(10));
      for (Map.Entry<String, JsonNode> entry : json.get("parameters").properties()) {
        if (entry.getValue().isNull()) {
          query.remove(entry.getKey());
        } else {
          query.put(entry.getKey(), entry.getValue().asText());
        }
      }
      String text =
          query.entrySet().stream()
              .map(entry -> entry.getKey() + "=" + entry.getValue())
              .collect(Collectors.joining("&"));
      return json.has("more") ? text + "&" + json.get("more").asText() : text;
    }

    private @Nullable String text(String member, @Nullable String otherwise) {
      if (!json.has(member)) {
        return otherwise;
      }
      return json.get(member).isNull() ? null : json.get(member).asText();
    }

    private static void add(
        List<SignedRequest.Header> headers, String name, @Nullable String value) {
      if (value != null) {
        String text = value.replace("{C}", CREDENTIAL).replace("{H}", SIGNED_HEADERS);
        headers.add(new SignedRequest.Header(name, text.replace("{S}", SIGNATURE)));
      }
    }
  }

  static Stream<Case> cases() throws IOException {
    try (InputStream in = SignatureClaimTest.class.getResourceAsStream("claims.json")) {
      return StreamSupport.stream(new ObjectMapper().readTree(in).spliterator(), false)
          .map(json -> new Case(json.get("name").asText(), json));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void readsOrRefuses(Case each) throws Exception {
    if (each.json().get("reason").isNull()) {
      assertThat(SignatureClaim.read(each.request())).isEmpty();
      return;
    }
    SignatureException refusal =
        catchThrowableOfType(SignatureException.class, () -> SignatureClaim.read(each.request()));
    assertThat(refusal).isNotNull();
    assertThat(refusal.reason()).isEqualTo(Reason.valueOf(each.json().get("reason").asText()));
    assertThat(refusal).hasMessageContaining(each.json().get("says").asText());
    assertThat(refusal.diagnostics()).isEmpty();
  }

  @Test
  void readsTheHeaderForm() throws Exception {
    SignedRequest request = Client.ofDocs().header("X-Amz-Security-Token", "token").signed();

    SignatureClaim claim = SignatureClaim.read(request).orElseThrow();

    assertThat(claim.form()).isEqualTo(SignatureClaim.Form.HEADER);
    assertThat(claim.accessKeyId()).isEqualTo(Client.ACCESS_KEY_ID);
    assertThat(claim.scope()).isEqualTo(new CredentialScope("20261121", "us-east-1", "docs"));
    assertThat(claim.sessionToken()).contains("token");
    assertThat(claim.signedAt()).isEqualTo(Instant.parse("2026-11-21T00:20:00Z"));
    assertThat(claim.lifetime()).isEmpty();
  }

  @Test
  void readsTheQueryForm() throws Exception {
    SignedRequest request =
        Client.ofDocs().query("X-Amz-Security-Token=a%2Fb%2B%3D").presigned("604800");

    SignatureClaim claim = SignatureClaim.read(request).orElseThrow();

    assertThat(claim.form()).isEqualTo(SignatureClaim.Form.QUERY);
    assertThat(claim.sessionToken()).contains("a/b+=");
    assertThat(claim.lifetime()).contains(Duration.ofDays(7));
  }

  @Test
  void readsADateOfRfc1123() throws Exception {
    SignedRequest good = Client.ofDocs().signed();
    List<SignedRequest.Header> headers = new ArrayList<>(good.headers());
    headers.removeIf(header -> header.name().equals("X-Amz-Date"));
    headers.add(new SignedRequest.Header("Date", "Sat, 21 Nov 2026 00:20:00 GMT"));

    SignatureClaim claim =
        SignatureClaim.read(new SignedRequest("GET", "/", null, headers)).orElseThrow();

    assertThat(claim.signedAt()).isEqualTo(Instant.parse("2026-11-21T00:20:00Z"));
  }

  @Test
  void takesAHundredSignedHeadersAndNoMore() throws Exception {
    Client hundred = Client.ofDocs();
    IntStream.range(0, 98).forEach(i -> hundred.header("h" + i, "v"));
    assertThat(SignatureClaim.read(hundred.signed())).isPresent();

    Client more = Client.ofDocs();
    IntStream.range(0, 99).forEach(i -> more.header("h" + i, "v"));
    SignedRequest request = more.signed();
    assertThatThrownBy(() -> SignatureClaim.read(request))
        .hasMessageContaining("at most 100 headers");
  }

  @Test
  void takesAThousandParametersAndNoMore() throws Exception {
    String thousand = IntStream.range(0, 1000).mapToObj(i -> "p=").collect(Collectors.joining("&"));
    assertThat(SignatureClaim.read(Client.ofDocs().query(thousand).signed())).isPresent();

    SignedRequest more = Client.ofDocs().query(thousand + "&p=").signed();
    assertThatThrownBy(() -> SignatureClaim.read(more))
        .hasMessageContaining("at most 1000 parameters");
  }

  @Test
  void refusesAnAuthorizationFieldOverEightKibibytes() {
    SignedRequest request =
        new SignedRequest(
            "GET",
            "/",
            null,
            List.of(
                new SignedRequest.Header(
                    "Authorization", "AWS4-HMAC-SHA256 " + "x".repeat(8 * 1024))));

    assertThatThrownBy(() -> SignatureClaim.read(request)).hasMessageContaining("8192 characters");
  }
}
