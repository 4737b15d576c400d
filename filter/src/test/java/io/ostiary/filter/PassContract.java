package io.ostiary.filter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ostiary.filter.audit.AuditEvent;
import io.ostiary.filter.site.Server;
import io.ostiary.filter.site.Signer;
import io.ostiary.filter.site.Site;
import io.ostiary.wire.Wire;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one pass does, in every container and with either way to authenticate. */
abstract class PassContract {
  private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
  private static final String CHUNKED = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
  private static final String FORM = "application/x-www-form-urlencoded";

  @TempDir Path directory;
  Site site;
  private Server server;
  private Wire wire;

  abstract Server.Kind kind();

  List<Filter> before() {
    return List.of();
  }

  @BeforeEach
  void start() throws Exception {
    site = new Site(directory, new Ours());
    server = kind().start(site, "", before());
    wire = new Wire(server.port());
  }

  @AfterEach
  void stop() {
    server.close();
    site.close();
  }

  @Test
  void letsInWhatIsAllowed() throws IOException {
    String answer = signed("GET", "/docs/a/b", new byte[0]);

    assertThat(answer)
        .startsWith("HTTP/1.1 200")
        .contains("user " + site.userArn() + " " + site.userArn())
        .contains("caller " + site.userArn())
        .contains("\nx-amzn-RequestId: ", "\nDate: ");
    AuditEvent event = site.onlyEvent();
    assertThat(event.outcome()).isEqualTo("Allowed");
    assertThat(event.source()).isEqualTo("docs");
    assertThat(event.name()).isEqualTo("ReadPage");
    assertThat(event.readOnly()).isTrue();
    assertThat(event.parameters()).containsExactly(Map.entry("Page", "a/b"));
    assertThat(event.resources())
        .extracting(AuditEvent.AuditedResource::arn)
        .containsExactly("arn:aws:docs:::a/b");
    assertThat(sid(event)).isEqualTo("Docs");
    assertThat(event.caller().orElseThrow().type()).isEqualTo("IAMUser");
    assertThat(answer).contains(event.requestId());
  }

  @Test
  void deniesWhatNoPolicyAllows() throws IOException {
    String answer = signed("GET", "/admin/x", new byte[0]);

    assertThat(answer)
        .startsWith("HTTP/1.1 403")
        .contains("application/problem+json", "no identity-based policy allows")
        .contains("\"action\":\"docs:Administrate\"", "\"decisionId\":\"");
    assertThat(site.reached).isEmpty();
    AuditEvent event = site.onlyEvent();
    assertThat(event.outcome()).isEqualTo("ImplicitlyDenied");
    assertThat(event.error().orElseThrow().code()).isEqualTo("AccessDenied");
    assertThat(answer).contains(event.eventId());
  }

  @Test
  void deniesWhatAStatementDenies() throws IOException {
    assertThat(signed("GET", "/docs/secret/x", new byte[0])).startsWith("HTTP/1.1 403");
    assertThat(sid(site.onlyEvent())).isEqualTo("NotThese");
    assertThat(site.reached).isEmpty();
  }

  @Test
  void asksForCredentials() throws IOException {
    String answer = wire.get("/docs/a");

    assertThat(answer)
        .startsWith("HTTP/1.1 401")
        .contains("WWW-Authenticate: AWS4-HMAC-SHA256")
        .contains("MissingAuthenticationToken");
    AuditEvent event = site.onlyEvent();
    assertThat(event.outcome()).isEqualTo("Refused");
    assertThat(event.caller()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic YTpi", "Bearer abc", "Digest x=y", "AWS AKIA:abc"})
  void refusesOtherSchemes(String authorization) throws IOException {
    String answer = send("GET", "/docs/a", Map.of("Authorization", authorization), new byte[0]);

    assertThat(answer).startsWith("HTTP/1.1 401");
    assertThat(site.onlyEvent().toJson()).doesNotContain("YTpi");
    assertThat(site.reached).isEmpty();
  }

  @Test
  void ignoresCredentialsWhereAnyoneMayComeIn() throws IOException {
    String answer = send("GET", "/public/a", Map.of("Authorization", "Basic YTpi"), new byte[0]);

    assertThat(answer).startsWith("HTTP/1.1 200").contains("user null null");
    assertThat(site.onlyEvent().outcome()).isEqualTo("Unauthenticated");
  }

  @Test
  void refusesAChangedRequest() throws IOException {
    Map<String, String> headers = sign("GET", "/docs/a", Signer.sha256(""));

    assertThat(wire.send("GET", "/docs/b", headers, new byte[0]))
        .startsWith("HTTP/1.1 401")
        .contains("SignatureDoesNotMatch");
    assertThat(site.reached).isEmpty();
    assertThat(site.onlyEvent().caller()).isEmpty();
  }

  @Test
  void refusesAChangedBody() throws IOException {
    Map<String, String> headers = sign("POST", "/docs/a", Signer.sha256("abc"));

    assertThat(wire.send("POST", "/docs/a", headers, "abd".getBytes(UTF_8)))
        .startsWith("HTTP/1.1 401");
    assertThat(site.reached).isEmpty();
    assertThat(site.onlyEvent().outcome()).isEqualTo("Refused");
  }

  @Test
  void givesTheApplicationTheVerifiedBody() throws IOException {
    byte[] body = "a".repeat(60_000).getBytes(UTF_8); // more than is kept in memory

    assertThat(signed("POST", "/docs/a", body))
        .startsWith("HTTP/1.1 200")
        .contains("body 60000 " + Signer.sha256(body))
        .contains("length 60000 60000");
    assertThat(spooled()).isEmpty();
  }

  @Test
  void givesTheApplicationAReader() throws IOException {
    assertThat(signed("POST", "/docs/reader", "hello".getBytes(UTF_8))).contains("text hello");
  }

  @Test
  void givesTheApplicationTheFieldsOfQueryAndForm() throws IOException {
    byte[] form = "b=2&a=3&c=caf%C3%A9+x&c=".getBytes(UTF_8);
    Map<String, String> headers =
        site.signer()
            .sign(
                "POST",
                "/docs/parameters",
                "a=1",
                Map.of("Host", wire.host(), "Content-Type", FORM),
                Signer.sha256(form));

    String answer =
        new String(
            wire.send("POST", "/docs/parameters?a=1", headers, form).getBytes(ISO_8859_1), UTF_8);

    assertThat(answer).contains("a=[1, 3]", "b=[2]", "c=[caf\u00e9 x, ]");
  }

  @Test
  void givesTheApplicationTheParts() throws IOException {
    byte[] form =
        String.join(
                "\r\n",
                "preamble",
                "--x",
                "Content-Disposition: form-data; name=\"title\"",
                "",
                "A ",
                "-- b",
                "--x",
                "Content-Disposition: form-data; name=\"file\"; filename=\"a;\\\"b.txt\"",
                "Content-Type: text/plain",
                "",
                "content",
                "--x--",
                "epilogue")
            .getBytes(UTF_8);
    Map<String, String> headers =
        site.signer()
            .sign(
                "POST",
                "/docs/parts",
                "",
                Map.of("Host", wire.host(), "Content-Type", "multipart/form-data; boundary=x"),
                Signer.sha256(form));

    assertThat(wire.send("POST", "/docs/parts", headers, form))
        .contains("title null null A \r\n-- b", "file a;\"b.txt text/plain content");
  }

  @Test
  void refusesAMalformedOrOverridingForm() throws IOException {
    for (String form : List.of("a=%", "_method=DELETE", "=x")) {
      assertThat(send("POST", "/public/x", Map.of("Content-Type", FORM), form.getBytes(UTF_8)))
          .startsWith("HTTP/1.1 400");
    }
    assertThat(site.reached).isEmpty();
  }

  @Test
  void limitsABodyByItsHeaderAndByItsLength() throws IOException {
    assertThat(send("POST", "/public/x", Map.of("Content-Length", "70000"), new byte[0]))
        .startsWith("HTTP/1.1 413");
    StringBuilder chunked = new StringBuilder();
    for (int i = 0; i < 70; i++) {
      chunked.append("400\r\n").append("a".repeat(1024)).append("\r\n");
    }
    assertThat(
            send(
                "POST",
                "/public/x",
                Map.of("Transfer-Encoding", "chunked", "Content-Length", ""),
                chunked.append("0\r\n\r\n").toString().getBytes(UTF_8)))
        .doesNotContain("HTTP/1.1 200");
    assertThat(site.reached).isEmpty();
    assertThat(spooled()).isEmpty();
  }

  @Test
  void readsABodyWithoutAnnouncedLength() throws IOException {
    String answer =
        wire.raw(
            ("POST /public/x HTTP/1.1\r\nHost: "
                    + wire.host()
                    + "\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                    + "3\r\nabc\r\n0\r\n\r\n")
                .getBytes(UTF_8));

    assertThat(answer).contains("body 3 " + Signer.sha256("abc")).contains("length 3 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/blobs/k", "/stream/k"})
  void decodesABodyOfSignedChunks(String path) throws IOException {
    Map<String, String> headers = chunkedHeaders(path, 8192 + 3);
    byte[] body = site.signer().chunks(Signer.signature(headers), "a".repeat(8192), "xyz");

    assertThat(wire.send("PUT", path, headers, body))
        .contains("body 8195 " + Signer.sha256("a".repeat(8192) + "xyz"))
        .contains("length 8195 8195 encoding null");
    assertThat(site.onlyEvent().outcome()).isEqualTo("Allowed");
  }

  @Test
  void doesNotReachTheApplicationIfAChunkWasChanged() throws IOException {
    Map<String, String> headers = chunkedHeaders("/blobs/k", 8192 + 3);
    String body =
        new String(site.signer().chunks(Signer.signature(headers), "a".repeat(8192), "xyz"), UTF_8);

    assertThat(wire.send("PUT", "/blobs/k", headers, body.replace("xyz", "xyw").getBytes(UTF_8)))
        .startsWith("HTTP/1.1 401")
        .contains("SignatureDoesNotMatch");
    assertThat(site.reached).isEmpty();
    assertThat(site.onlyEvent().outcome()).isEqualTo("Refused");
  }

  @Test
  void streamsABodyOfOneHashAndFailsInPlaceOfItsEnd() throws IOException {
    byte[] body = "a".repeat(60_000).getBytes(UTF_8);
    Map<String, String> headers = sign("PUT", "/stream/k", Signer.sha256(body));

    assertThat(wire.send("PUT", "/stream/k", headers, body))
        .startsWith("HTTP/1.1 200")
        .contains("body 60000 " + Signer.sha256(body));
    site.audited.clear();
    body[59_999] = 'b';
    assertThat(wire.send("PUT", "/stream/k", headers, body))
        .startsWith("HTTP/1.1 401")
        .contains("SignatureDoesNotMatch")
        .doesNotContain("body 60000");
    assertThat(site.audited).extracting(AuditEvent::outcome).containsExactly("Allowed", "Refused");
    assertThat(spooled()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"PUT, /stream/k, Allowed", "POST, /docs/a,", "POST, /public/a,"})
  void aBodyThatBreaksOffIsNoneAndIsTheClientsFault(
      String method, String path, @Nullable String before) throws IOException {
    byte[] body = "a".repeat(60_000).getBytes(UTF_8);
    Map<String, String> headers = new HashMap<>(sign(method, path, Signer.sha256(body)));
    headers.put("Content-Length", "60000");

    assertThat(wire.send(method, path, headers, Arrays.copyOf(body, 20_000)))
        .startsWith("HTTP/1.1 400")
        .doesNotContain("body 20000");
    assertThat(site.audited)
        .extracting(AuditEvent::outcome)
        .isEqualTo(before == null ? List.of("Refused") : List.of(before, "Refused"));
    assertThat(site.audited.get(site.audited.size() - 1).error().orElseThrow().code())
        .isEqualTo("MalformedInput");
    assertThat(spooled()).isEmpty();
  }

  @Test
  void streamsABodyThatNothingCovers() throws IOException {
    Map<String, String> headers = sign("PUT", "/stream/k", UNSIGNED);

    assertThat(wire.send("PUT", "/stream/k", headers, "abc".getBytes(UTF_8)))
        .contains("body 3 " + Signer.sha256("abc"));
  }

  @Test
  void refusesBeforeAWaitingClientSendsItsBody() throws IOException {
    String answer =
        wire.raw(
            ("POST /docs/x HTTP/1.1\r\nHost: "
                    + wire.host()
                    + "\r\nExpect: 100-continue\r\nContent-Length: 3\r\nConnection: close\r\n\r\n")
                .getBytes(UTF_8));

    assertThat(answer).startsWith("HTTP/1.1 401").doesNotContain("100 Continue");
  }

  @Test
  void answersHeadWithoutABody() throws IOException {
    String answer = wire.send("HEAD", "/docs/a", Map.of(), new byte[0]);

    assertThat(answer).startsWith("HTTP/1.1 401").endsWith("\r\n\r\n");
  }

  @ParameterizedTest(name = "{0} to {1}: {2}")
  @CsvSource({
    "forward, /docs/b, 200",
    "forward, /public/b, 200",
    "forward, /docs/secret/b, 403",
    "forward, /admin/x, 403",
    "forward, /public/../admin/x, 4",
    "forward, /elsewhere, 403",
    "include, /docs/b, 200",
    "include, /admin/x, 500",
    "async, /docs/b, 200",
    "async, /docs/a?x=y, 200",
    "async, /admin/x, 403",
    "async-here, /, 200",
  })
  void authorizesADispatchByItsTarget(String how, String to, String status) throws IOException {
    Map<String, String> headers = sign("GET", "/docs/a", Signer.sha256(""));
    headers.put("X-How", how);
    headers.put("X-To", to);

    String answer = wire.send("GET", "/docs/a", headers, new byte[0]);

    assertThat(answer).startsWith("HTTP/1.1 " + status).doesNotContain("PROTECTED");
    assertThat(site.reached).noneMatch(path -> path.contains("admin"));
    if (status.equals("200")) {
      assertThat(answer).contains("user " + site.userArn());
      assertThat(site.audited)
          .hasSize(how.equals("async-here") ? 1 : 2)
          .extracting(AuditEvent::outcome)
          .containsOnly("Allowed", to.startsWith("/public") ? "Unauthenticated" : "Allowed");
    } else {
      assertThat(site.audited).hasSize(2);
      assertThat(site.audited.get(1).requestId()).isEqualTo(site.audited.get(0).requestId());
    }
  }

  @Test
  void keepsTheBodyThroughAnAsynchronousDispatch() throws IOException {
    byte[] body = "a".repeat(60_000).getBytes(UTF_8);
    Map<String, String> headers = sign("POST", "/docs/a", Signer.sha256(body));
    headers.put("X-How", "async-here");
    headers.put("X-To", "");

    assertThat(wire.send("POST", "/docs/a", headers, body))
        .contains("body 60000 " + Signer.sha256(body));
  }

  @Test
  void letsErrorPagesOfAHandledRequestBe() throws IOException {
    Map<String, String> headers = new TreeMap<>(Map.of("X-How", "error", "X-To", "teapot"));

    assertThat(send("GET", "/public/a", headers, new byte[0])).startsWith("HTTP/1.1 418");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\u001b[31mred", "a\tb", "\"}\\{\"x\":\"", "caf\u00e9", "\u0085", "\u007f"})
  void writesNothingIntoTheAuditThatALineOrATerminalWouldObey(String agent) throws IOException {
    Map<String, String> headers = sign("GET", "/docs/a", Signer.sha256(""));
    headers.put("User-Agent", agent);

    String unused = send("GET", "/docs/a", headers, new byte[0]);

    for (AuditEvent event : site.audited) { // unless the server refused it
      String line = event.toJson();
      assertThat(line.chars()).allMatch(c -> c >= ' ' && (c < 0x7f || c > 0x9f));
      assertThat(new ObjectMapper().readTree(line).path("userAgent").asText()).isEqualTo(agent);
    }
  }

  @Test
  void refusesWhatCannotBeRecorded() throws IOException {
    site.breakAudit(true);

    assertThat(signed("GET", "/docs/a", new byte[0])).startsWith("HTTP/1.1 503");
    assertThat(wire.get("/docs/a")).startsWith("HTTP/1.1 401");
    assertThat(site.reached).isEmpty();
  }

  @Test
  void callsTheHandlerOfAServiceOfOurs() throws IOException {
    assertThat(ask("Action=WhoAmI&Version=2026-11-22"))
        .startsWith("HTTP/1.1 200")
        .contains("you are " + site.userArn() + " by WhoAmI");
    assertThat(site.onlyEvent().outcome()).isEqualTo("Delegated");
    assertThat(ask("Action=Ask&Version=2026-11-22"))
        .startsWith("HTTP/1.1 403")
        .contains("<Code>AccessDenied</Code>", "ours:Ask");
    assertThat(ask("Action=Fail&Version=2026-11-22"))
        .startsWith("HTTP/1.1 500")
        .contains("<Code>InternalFailure</Code>")
        .doesNotContain("canary");
    assertThat(ask("Action=Nonsense&Version=2026-11-22")).contains("<Code>InvalidAction</Code>");
    assertThat(ask("Version=2026-11-22")).contains("<Code>MissingAction</Code>");
    assertThat(ask("Action=Ask&Action=WhoAmI&Version=2026-11-22")).startsWith("HTTP/1.1 400");
    assertThat(site.reached).isEmpty();
  }

  private static String sid(AuditEvent event) {
    return Objects.requireNonNull(event.statement()).sid();
  }

  private String ask(String form) throws IOException {
    byte[] body = form.getBytes(UTF_8);
    Map<String, String> headers =
        site.signer("ours")
            .sign(
                "POST",
                "/",
                "",
                Map.of("Host", wire.host(), "Content-Type", FORM),
                Signer.sha256(body));
    return wire.send("POST", "/", headers, body);
  }

  private Map<String, String> chunkedHeaders(String path, int length) {
    return site.signer()
        .sign(
            "PUT",
            path,
            "",
            Map.of(
                "Host",
                wire.host(),
                "Content-Encoding",
                "aws-chunked",
                "x-amz-decoded-content-length",
                Integer.toString(length)),
            CHUNKED);
  }

  private Map<String, String> sign(String method, String path, String payload) {
    return site.signer().sign(method, path, "", Map.of("Host", wire.host()), payload);
  }

  private String signed(String method, String path, byte[] body) throws IOException {
    return wire.send(method, path, sign(method, path, Signer.sha256(body)), body);
  }

  String send(String method, String path, Map<String, String> headers, byte[] body)
      throws IOException {
    return wire.send(method, path, headers, body);
  }

  private List<Path> spooled() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static final class Ours implements ServiceHandler {
    @Override
    public String service() {
      return "ours";
    }

    @Override
    public void handle(AuthorizedRequest request, HttpServletResponse response) throws IOException {
      String action = request.form().value("Action").orElse("");
      if (action.equals("Fail")) {
        throw new IOException("canary");
      }
      response.getWriter().print("you are " + request.caller().getName() + " by " + action);
    }
  }
}
