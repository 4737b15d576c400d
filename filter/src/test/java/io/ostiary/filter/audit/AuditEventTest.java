package io.ostiary.filter.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ostiary.filter.audit.AuditEvent.AuditedResource;
import io.ostiary.filter.audit.AuditEvent.Failure;
import io.ostiary.filter.audit.AuditEvent.Identity;
import io.ostiary.filter.audit.AuditedSession.AuditedRole;
import io.ostiary.policy.decision.DecisiveStatement;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.realm.authentication.Session;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditEventTest {
  static final AuditEvent DENIED =
      new AuditEvent(
          Instant.parse("2026-11-22T00:00:00Z"),
          "event",
          "request",
          "s3",
          "GetObject",
          Optional.of(
              new Identity(
                  "IAMUser", "AIDAANN", "arn:aws:iam::1:user/ann", "1", Optional.of("AKIAANN"))),
          "192.0.2.1",
          "curl\r\n\u001b[31m\u007f\u009b\u2028",
          Map.of("Bucket", "a"),
          Optional.of(new Failure("AccessDenied", "No.")),
          true,
          List.of(new AuditedResource("arn:aws:s3:::a/b", "1")),
          "ExplicitlyDenied",
          new DecisiveStatement(PolicyType.IDENTITY, "arn:aws:iam::1:policy/p", 2, "NoReads", 17),
          42,
          "enforce");

  /** One like any other. */
  static AuditEvent named(String id) {
    return of(id, Map.of());
  }

  static AuditEvent of(String id, Map<String, String> parameters) {
    return new AuditEvent(
        Instant.parse("2026-11-22T00:00:00Z"),
        id,
        "request",
        "s3",
        "GetObject",
        Optional.empty(),
        "192.0.2.1",
        "",
        parameters,
        Optional.empty(),
        true,
        List.of(),
        "Allowed",
        null,
        42,
        "enforce");
  }

  @Test
  void isShapedLikeCloudTrail() {
    assertThat(DENIED.toJson())
        .isEqualTo(
            "{\"eventVersion\":\"1.09\",\"eventTime\":\"2026-11-22T00:00:00Z\","
                + "\"eventSource\":\"s3\",\"eventName\":\"GetObject\","
                + "\"userIdentity\":{\"type\":\"IAMUser\",\"principalId\":\"AIDAANN\","
                + "\"arn\":\"arn:aws:iam::1:user/ann\",\"accountId\":\"1\","
                + "\"accessKeyId\":\"AKIAANN\"},"
                + "\"sourceIPAddress\":\"192.0.2.1\","
                + "\"userAgent\":\"curl\\r\\n\\u001B[31m\\u007F\\u009B\\u2028\","
                + "\"requestParameters\":{\"Bucket\":\"a\"},"
                + "\"errorCode\":\"AccessDenied\",\"errorMessage\":\"No.\","
                + "\"requestID\":\"request\",\"eventID\":\"event\",\"readOnly\":true,"
                + "\"resources\":[{\"ARN\":\"arn:aws:s3:::a/b\",\"accountId\":\"1\"}],"
                + "\"additionalEventData\":{\"ostiary\":{\"decision\":\"ExplicitlyDenied\","
                + "\"statement\":{\"policy\":\"arn:aws:iam::1:policy/p\",\"sid\":\"NoReads\","
                + "\"index\":2,\"line\":17},\"revision\":42,\"mode\":\"enforce\"}}}");
  }

  @Test
  void whatNobodyKnowsIsNoReasonToLoseTheLinesBesideIt() {
    AuditLines lines = new AuditLines();
    lines.open('{').member("sourceIPAddress", (String) null).member("readOnly", true).close('}');
    assertThat(StandardCharsets.US_ASCII.decode(lines.bytes()).toString())
        .isEqualTo("{\"sourceIPAddress\":null,\"readOnly\":true}");
  }

  @Test
  void tellsHowASessionCameAbout() {
    AuditedSession session =
        new AuditedSession(
            Optional.of(new AuditedRole("AROAB", "arn:aws:iam::1:role/team/b", "1")),
            "two",
            Instant.parse("2026-11-22T01:00:00Z"),
            Optional.of("ann"),
            new Session.Origin(Session.Origin.Type.ACCESS_KEY, "AKIAANN", ""),
            true,
            List.of("AROAA:one"));
    AuditEvent event =
        new AuditEvent(
            Instant.parse("2026-11-22T01:00:01Z"),
            "event",
            "request",
            "s3",
            "GetObject",
            Optional.of(
                new Identity(
                    "AssumedRole",
                    "AROAB:two",
                    "arn:aws:sts::1:assumed-role/b/two",
                    "1",
                    Optional.of("ASIAB"),
                    Optional.of(session))),
            "192.0.2.1",
            "",
            Map.of(),
            Optional.empty(),
            true,
            List.of(),
            "Allowed",
            null,
            42,
            "enforce");
    assertThat(event.toJson())
        .contains(
            "\"accessKeyId\":\"ASIAB\",\"sessionContext\":{\"sessionIssuer\":{\"type\":\"Role\","
                + "\"principalId\":\"AROAB\",\"arn\":\"arn:aws:iam::1:role/team/b\","
                + "\"accountId\":\"1\",\"userName\":\"b\"},\"attributes\":{\"creationDate\":"
                + "\"2026-11-22T01:00:00Z\",\"mfaAuthenticated\":\"true\"},"
                + "\"sourceIdentity\":\"ann\"}}")
        .contains(
            "\"ostiary\":{\"decision\":\"Allowed\",\"session\":{\"name\":\"two\",\"origin\":"
                + "{\"type\":\"ACCESS_KEY\",\"id\":\"AKIAANN\"},\"chain\":[\"AROAA:one\"]},");

    AuditLines twice = new AuditLines();
    event.write(twice).end();
    event.write(twice).end();
    assertThat(twice.toString().lines())
        .as("what is written again is the same")
        .containsExactly(event.toJson(), event.toJson());
  }

  @Test
  void warnsOfEveryUseOfARootUserAndOfNobodyElse() {
    AuditEvent byRoot =
        new AuditEvent(
            DENIED.time(),
            "event",
            "request",
            "s3",
            "GetObject",
            Optional.of(
                new Identity(AuditEvent.ROOT, "1", "arn:aws:iam::1:root", "1", Optional.empty())),
            "192.0.2.1",
            "curl",
            Map.of(),
            Optional.empty(),
            true,
            List.of(),
            "Allowed",
            null,
            42,
            "enforce");

    assertThat(byRoot.byRootUser()).isTrue();
    assertThat(byRoot.toJson()).contains("\"mode\":\"enforce\",\"severity\":\"warning\"}");
    assertThat(DENIED.byRootUser()).isFalse();
    assertThat(DENIED.toJson()).doesNotContain("severity");
  }

  @Test
  void isPrintableWhateverAClientSends() {
    assertThat(DENIED.toJson().chars()).allMatch(c -> c >= ' ' && c < 0x7f);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 30, 31, 32, 126, 127, 128, 255, 256, 0xd800, 0xdc00, 0xfffd, 0xffff})
  void isReadAsItWas(int c) throws Exception {
    String text = "\"a\\" + (char) c + "b/\u001f\b\f";
    JsonNode read = new JsonMapper().readTree(of("event", Map.of(text, text)).toJson());
    assertThat(read.path("requestParameters").path(text).textValue()).isEqualTo(text);
  }

  @Test
  void cutsWhatIsTooLong() {
    AuditEvent unknown = of("a".repeat(100_000), Map.of());

    assertThat(unknown.toJson())
        .hasSizeLessThan(4_000)
        .contains("\"userIdentity\":{\"type\":\"Unknown\"}")
        .doesNotContain("errorCode", "statement");
  }
}
