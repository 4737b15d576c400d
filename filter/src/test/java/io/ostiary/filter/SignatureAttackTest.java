package io.ostiary.filter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.ostiary.filter.site.Protocol;
import io.ostiary.filter.site.Server;
import io.ostiary.filter.site.Signer;
import io.ostiary.filter.site.Site;
import io.ostiary.wire.Client;
import io.ostiary.wire.Http2Wire;
import io.ostiary.wire.Http2Wire.Field;
import io.ostiary.wire.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What can be done to a request that was signed, on each container and by each protocol: changed
 * after the signature, said twice, left out, signed for another place or time. None is let in.
 */
class SignatureAttackTest {
  private static final String TARGET = "/docs/a?x=y";
  private static final String BODY = "a page";

  @TempDir Path directory;

  /** A request as it goes out, the host among its fields. */
  private record Sent(String method, String target, List<Field> fields, String body) {
    private Sent method(String other) {
      return new Sent(other, target, fields, body);
    }

    private Sent target(String from, String to) {
      return new Sent(method, target.replace(from, to), fields, body);
    }

    private Sent body(String other) {
      return new Sent(method, target, fields, other);
    }

    private Sent and(String name, String value) {
      List<Field> more = new ArrayList<>(fields);
      more.add(new Field(name, value));
      return new Sent(method, target, more, body);
    }

    private Sent twice(String name) {
      return and(name, field(name));
    }

    private Sent without(String name) {
      List<Field> fewer = fields.stream().filter(f -> !f.name().equals(name)).toList();
      return new Sent(method, target, fewer, body);
    }

    private Sent with(String name, UnaryOperator<String> change) {
      return without(name).and(name, change.apply(field(name)));
    }

    private Sent with(String name, String from, String to) {
      return with(name, value -> value.replace(from, to));
    }

    private String field(String name) {
      return fields.stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow().value();
    }

    private String go(Protocol protocol, Server server) throws IOException {
      return protocol == Protocol.HTTP_1 ? plain(server) : framed(server);
    }

    private String plain(Server server) throws IOException {
      StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
      fields.forEach(field -> head.append(field.name() + ": " + field.value() + "\r\n"));
      head.append(body.isEmpty() ? "" : "content-length: " + body.length() + "\r\n");
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.write((head + "connection: close\r\n\r\n").getBytes(ISO_8859_1));
      bytes.write(body.getBytes(ISO_8859_1));
      return new Wire(server.port()).raw(bytes.toByteArray());
    }

    private String framed(Server server) throws IOException {
      Http2Wire wire = new Http2Wire(server.port());
      List<Field> all = new ArrayList<>(wire.pseudo(method, target));
      boolean named = false;
      for (Field field : fields) {
        if (field.name().equals("host") && !named) {
          all.set(2, new Field(":authority", field.value()));
          named = true;
        } else {
          all.add(field);
        }
      }
      return wire.exchange(all, body.getBytes(ISO_8859_1));
    }
  }

  private record Attack(String name, UnaryOperator<Sent> change) {}

  private static Attack attack(String name, UnaryOperator<Sent> change) {
    return new Attack(name, change);
  }

  /** On a POST, signed in its header. */
  private static final List<Attack> ON_THE_HEADER =
      List.of(
          attack("method", sent -> sent.method("PUT")),
          attack("another page", sent -> sent.target("/a", "/b")),
          attack("another letter's case", sent -> sent.target("/a", "/A")),
          attack("a letter in escape", sent -> sent.target("/a", "/%61")),
          attack("a dot segment", sent -> sent.target("/a", "/./a")),
          attack("a detour", sent -> sent.target("/a", "/secret/../a")),
          attack("an empty segment", sent -> sent.target("/a", "//a")),
          attack("a parameter of the path", sent -> sent.target("/a", "/a;b")),
          attack("a slash behind", sent -> sent.target("/a", "/a/")),
          attack("a fragment", sent -> sent.target("x=y", "x=y#z")),
          attack("a host in the target", s -> s.target("/docs", "http://other.example/docs")),
          attack("another value", sent -> sent.target("x=y", "x=z")),
          attack("one parameter more", sent -> sent.target("x=y", "x=y&x=y")),
          attack("a value of none", sent -> sent.target("x=y", "x")),
          attack("no query", sent -> sent.target("?x=y", "")),
          attack("a plus", sent -> sent.target("x=y", "x=y+")),
          attack("another body", sent -> sent.body("b page")),
          attack("a longer body", sent -> sent.body(BODY + " ")),
          attack("no body", sent -> sent.body("")),
          attack("two bodies", sent -> sent.body(BODY + BODY)),
          attack("an unsigned field", sent -> sent.and("x-amz-copy-source", "/docs/secret/a")),
          attack("an unsigned empty field", sent -> sent.and("x-amz-meta-x", "")),
          attack("an unsigned token", sent -> sent.and("x-amz-security-token", "FwoGZXIv")),
          attack("another method beside", s -> s.and("x-http-method-override", "DELETE")),
          attack("two signatures", sent -> sent.twice("authorization")),
          attack("two schemes", sent -> sent.and("authorization", "Bearer a.b.c")),
          attack("two dates", sent -> sent.twice("x-amz-date")),
          attack("two hashes", sent -> sent.twice("x-amz-content-sha256")),
          attack("another host", sent -> sent.with("host", host -> "other.example")),
          attack("a host with a dot", sent -> sent.with("host", "127.0.0.1", "127.0.0.1.")),
          attack("a host without its port", s -> s.with("host", "127.0.0.1:", "127.0.0.1:1")),
          attack("no date", sent -> sent.without("x-amz-date")),
          attack("no hash", sent -> sent.without("x-amz-content-sha256")),
          attack("another date", sent -> sent.with("x-amz-date", "00Z", "01Z")),
          attack("a date without zone", sent -> sent.with("x-amz-date", "Z", "")),
          attack("another hash", s -> s.with("x-amz-content-sha256", hash -> Signer.sha256("b"))),
          attack("nothing covered", s -> s.with("x-amz-content-sha256", v -> "UNSIGNED-PAYLOAD")),
          attack(
              "chunks without signatures",
              s -> s.with("x-amz-content-sha256", v -> "STREAMING-UNSIGNED-PAYLOAD-TRAILER")),
          attack(
              "chunks that are none",
              s -> s.with("x-amz-content-sha256", v -> "STREAMING-AWS4-HMAC-SHA256-PAYLOAD")),
          attack("a hash of a kind", s -> s.with("x-amz-content-sha256", v -> "SHA1:" + v)),
          attack("another region", sent -> sent.with("authorization", "eu-west-1", "eu-west-2")),
          attack("another service", sent -> sent.with("authorization", "/docs/", "/iam/")),
          attack("no service", sent -> sent.with("authorization", "/docs/", "//")),
          attack("another end", sent -> sent.with("authorization", "aws4_request", "aws5_request")),
          attack("another day", s -> s.with("authorization", "/2", "/3")),
          attack("an unknown key", sent -> sent.with("authorization", "=AKIA", "=AKIB")),
          attack("no key", s -> s.with("authorization", v -> v.replaceFirst("=AKIA[^/]*/", "=/"))),
          attack("an older algorithm", s -> s.with("authorization", "HMAC-SHA256", "HMAC-SHA1")),
          attack("another algorithm", s -> s.with("authorization", "AWS4-HMAC", "AWS4-ECDSA-P256")),
          attack("version 2", sent -> sent.with("authorization", v -> "AWS AKIAIOSFODNN7:c2ln")),
          attack("digest", sent -> sent.with("authorization", v -> "Digest username=\"ann\"")),
          attack("another signature", s -> s.with("authorization", SignatureAttackTest::bent)),
          attack(
              "its end", sent -> sent.with("authorization", v -> v.substring(0, v.length() - 1))),
          attack("its half", s -> s.with("authorization", v -> v.substring(0, v.length() - 32))),
          attack("one digit more", sent -> sent.with("authorization", value -> value + "0")),
          attack("zeros", s -> s.with("authorization", v -> signature(v, "0".repeat(64)))),
          attack("no digit", sent -> sent.with("authorization", v -> signature(v, ""))),
          attack("upper case", s -> s.with("authorization", SignatureAttackTest::upper)),
          attack("two of its parts", s -> s.with("authorization", v -> v + ", Signature=0")),
          attack("a part of another", s -> s.with("authorization", v -> v + ", Realm=docs")),
          attack("fewer headers", s -> s.with("authorization", "host;", "")),
          attack("more headers", s -> s.with("authorization", "host;", "accept;host;")),
          attack("headers twice", s -> s.with("authorization", "host;", "host;host;")),
          attack("headers of letters", s -> s.with("authorization", "host;", "Host;")),
          attack("a signed field of accents", s -> s.and("x-amz-meta-x", "caf\u00e9")),
          attack("a folded date", sent -> sent.with("x-amz-date", "T", "\r\n T")),
          attack(
              "another form beside", s -> s.target("x=y", "x=y&X-Amz-Signature=" + "0".repeat(64))),
          attack("its name alone", s -> s.target("x=y", "x=y&X-Amz-Algorithm")),
          attack("its name in small", s -> s.target("x=y", "x=y&x-amz-credential=a")));

  /** On a presigned GET. */
  private static final List<Attack> ON_THE_QUERY =
      List.of(
          attack("method", sent -> sent.method("HEAD")),
          attack("another method", sent -> sent.method("POST")),
          attack("another page", sent -> sent.target("/a?", "/b?")),
          attack("a page in escape", sent -> sent.target("/a?", "/%61?")),
          attack("a dot segment", sent -> sent.target("/a?", "/./a?")),
          attack("another value", sent -> sent.target("x=y", "x=z")),
          attack("one parameter less", sent -> sent.target("&x=y", "")),
          attack("one parameter more", sent -> sent.target("x=y", "x=y&z")),
          attack("another host", sent -> sent.with("host", host -> "other.example")),
          attack("longer", sent -> sent.target("Expires=300", "Expires=3000")),
          attack("for ever", sent -> sent.target("Expires=300", "Expires=604801")),
          attack(
              "never ending", sent -> sent.target("Expires=300", "Expires=99999999999999999999")),
          attack("for less than no time", sent -> sent.target("Expires=300", "Expires=-300")),
          attack("for no time", sent -> sent.target("Expires=300", "Expires=")),
          attack("no end", sent -> sent.target("&X-Amz-Expires=300", "")),
          attack("two ends", sent -> sent.target("x=y", "x=y&X-Amz-Expires=300")),
          attack("two ends in other letters", s -> s.target("x=y", "x=y&x-amz-expires=300")),
          attack("other letters", sent -> sent.target("X-Amz-Expires", "x-amz-expires")),
          attack("two signatures", s -> s.target("x=y", "x=y&X-Amz-Signature=" + "0".repeat(64))),
          attack("zeros", s -> s.target(signed(s), "0".repeat(64))),
          attack("another signature", s -> s.target(signed(s), bent(signed(s)))),
          attack("upper case", s -> s.target(signed(s), "A" + signed(s).substring(1))),
          attack("its half", s -> s.target(signed(s), signed(s).substring(32))),
          attack("another region", sent -> sent.target("eu-west-1", "eu-west-2")),
          attack("another service", sent -> sent.target("%2Fdocs%2F", "%2Fiam%2F")),
          attack("another key", sent -> sent.target("=AKIA", "=AKIB")),
          attack("another date", sent -> sent.target("00Z", "01Z")),
          attack("another algorithm", sent -> sent.target("HMAC-SHA256", "HMAC-SHA1")),
          attack(
              "no signed host", sent -> sent.target("SignedHeaders=host", "SignedHeaders=accept")),
          attack("more headers", s -> s.target("Headers=host", "Headers=accept%3Bhost")),
          attack("a token", sent -> sent.target("x=y", "x=y&X-Amz-Security-Token=FwoGZXIv")),
          attack("a token beside", sent -> sent.and("x-amz-security-token", "FwoGZXIv")),
          attack("a date beside", sent -> sent.and("x-amz-date", "20260101T000000Z")),
          attack("an unsigned field", sent -> sent.and("x-amz-copy-source", "/docs/secret/a")),
          attack("a body", sent -> sent.method("POST").body(BODY)),
          attack(
              "a hash beside", s -> s.and("x-amz-content-sha256", "UNSIGNED-PAYLOAD").body(BODY)),
          attack(
              "another form beside", s -> s.and("authorization", "AWS4-HMAC-SHA256 Credential=a")),
          attack("a bearer token beside", s -> s.and("authorization", "Bearer a.b.c")));

  private static String bent(String text) {
    int last = text.length() - 1;
    return text.substring(0, last) + (text.charAt(last) == '0' ? '1' : '0');
  }

  private static String signature(String authorization, String other) {
    return authorization.substring(0, authorization.indexOf("Signature=") + 10) + other;
  }

  private static String upper(String authorization) {
    String digits = authorization.substring(authorization.indexOf("Signature=") + 10);
    return signature(authorization, "A" + digits.substring(1).toUpperCase(Locale.ROOT));
  }

  private static String signed(Sent presigned) {
    String target = presigned.target();
    return target.substring(target.indexOf("X-Amz-Signature=") + 16);
  }

  static Stream<Arguments> servers() {
    return AttackTest.servers();
  }

  @ParameterizedTest(name = "{0} over {1}")
  @MethodSource("servers")
  void noChangedRequestIsLetIn(Server.Kind kind, Protocol protocol) throws Exception {
    try (Site site = new Site(directory);
        Server server = kind.start(site, "", List.of())) {
      SoftAssertions softly = new SoftAssertions();
      Sent inHeader = inHeader(server, site.signer());
      assertLetIn(softly, site, inHeader.go(protocol, server));
      for (Attack attack : ON_THE_HEADER) {
        assertRefused(
            softly, site, attack.name(), attack.change().apply(inHeader), protocol, server);
      }
      if (protocol == Protocol.HTTP_1) { // in HTTP/2 Tomcat drops the second one
        Sent twoHosts = inHeader.and("host", "other.example");
        assertRefused(softly, site, "two hosts", twoHosts, protocol, server);
      }
      Sent inQuery = inQuery(server, site.signer());
      assertLetIn(softly, site, inQuery.go(protocol, server));
      for (Attack attack : ON_THE_QUERY) {
        assertRefused(
            softly,
            site,
            "in the query, " + attack.name(),
            attack.change().apply(inQuery),
            protocol,
            server);
      }
      for (Duration off :
          List.of(Duration.ofSeconds(-601), Duration.ofSeconds(301), Duration.ofDays(365))) {
        Signer late = site.signer("docs", off);
        assertRefused(softly, site, off + " off", inHeader(server, late), protocol, server);
        assertRefused(
            softly, site, off + " off in the query", inQuery(server, late), protocol, server);
      }
      softly.assertAll();
    }
  }

  private static Sent inHeader(Server server, Signer signer) {
    Map<String, String> headers =
        signer.sign(
            "POST",
            "/docs/a",
            "x=y",
            Map.of("host", "127.0.0.1:" + server.port()),
            Signer.sha256(BODY));
    List<Field> fields = new ArrayList<>();
    headers.forEach((name, value) -> fields.add(new Field(name.toLowerCase(Locale.ROOT), value)));
    return new Sent("POST", TARGET, fields, BODY);
  }

  private static Sent inQuery(Server server, Signer signer) {
    String host = "127.0.0.1:" + server.port();
    String query = signer.presign("GET", "/docs/a", "x=y", host);
    return new Sent("GET", "/docs/a?" + query, List.of(new Field("host", host)), "");
  }

  private static void assertLetIn(SoftAssertions softly, Site site, String answer) {
    softly.assertThat(Client.status(answer)).isEqualTo(200);
    softly.assertThat(site.reached).containsExactly("telling /docs/a");
    site.reached.clear();
    site.audited.clear();
  }

  private static void assertRefused(
      SoftAssertions softly, Site site, String name, Sent changed, Protocol protocol, Server server)
      throws IOException {
    String answer = changed.go(protocol, server);
    softly.assertThat(site.reached).as(name).isEmpty();
    int status = Client.status(answer);
    if (status == 500) { // Undertow fails on some before any filter
      softly.assertThat(site.audited).as(name).isEmpty();
    } else {
      softly.assertThat(status).as(name).matches(code -> code == 0 || (code >= 400 && code <= 431));
    }
    softly
        .assertThat(site.audited)
        .as(name)
        .allMatch(event -> event.outcome().equals("Refused") && event.caller().isEmpty());
    site.reached.clear();
    site.audited.clear();
  }
}
