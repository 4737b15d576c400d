package io.ostiary.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.filter.audit.AuditEvent;
import io.ostiary.filter.site.Server;
import io.ostiary.filter.site.Signer;
import io.ostiary.filter.site.Site;
import io.ostiary.wire.Client;
import io.ostiary.wire.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is remembered of denials, whether they are enforced, and what a developer is shown. */
class EnforcementTest {
  private static final Enforcement REPORT_ONLY = new Enforcement(Set.of("docs"));

  @TempDir Path directory;

  private interface Story {
    void tell(Site site, Wire wire) throws IOException;
  }

  private void at(Enforcement enforcement, boolean development, Story story) throws Exception {
    try (Site site = new Site(directory, enforcement, development);
        Server server = Server.Kind.TOMCAT.start(site, "", List.of())) {
      story.tell(site, new Wire(server.port()));
    }
  }

  private static String get(Site site, Wire wire, String path) throws IOException {
    Map<String, String> headers =
        site.signer().sign("GET", path, "", Map.of("Host", wire.host()), Signer.sha256(""));
    return wire.send("GET", path, headers, new byte[0]);
  }

  @ParameterizedTest
  @CsvSource({"/admin/x, ImplicitlyDenied", "/docs/secret/x, ExplicitlyDenied"})
  void whereDenialsAreReportedOnlyTheRequestIsLetInAndRecordedAsDenied(String path, String outcome)
      throws Exception {
    at(
        REPORT_ONLY,
        false,
        (site, wire) -> {
          assertThat(get(site, wire, path)).startsWith("HTTP/1.1 200");
          assertThat(site.reached).hasSize(1);
          AuditEvent event = site.onlyEvent();
          assertThat(event.outcome()).isEqualTo(outcome);
          assertThat(event.mode()).isEqualTo("report-only");
          assertThat(event.error()).isEmpty();
          Denial denial = site.denial(event.eventId()).orElseThrow();
          assertThat(denial.enforced()).isFalse();
          assertThat(denial.trace().decision().getClass().getSimpleName()).isEqualTo(outcome);
        });
  }

  @ParameterizedTest
  @CsvSource({
    "GET /docs/a, 401",
    "GET /open/a, 401",
    "GET /docs//a, 400",
    "GET /docs/a;b, 400",
    "GET /elsewhere, 403",
    "DELETE /docs/a, 403",
    "TRACE /docs/a, 405",
    "GET /docs/a?X-Amz-Algorithm=AWS4-HMAC-SHA256, 400"
  })
  void whereDenialsAreReportedOnlyEverythingElseIsRefusedAsEver(String request, int status)
      throws Exception {
    at(
        REPORT_ONLY,
        false,
        (site, wire) -> {
          int blank = request.indexOf(' ');
          String answer =
              wire.send(
                  request.substring(0, blank), request.substring(blank + 1), Map.of(), new byte[0]);
          assertThat(Client.status(answer)).isEqualTo(status);
          assertThat(site.reached).isEmpty();
        });
  }

  @Test
  void whereDenialsAreReportedOnlyAWrongSignatureIsRefused() throws Exception {
    at(
        REPORT_ONLY,
        false,
        (site, wire) -> {
          Map<String, String> headers =
              site.signer()
                  .sign("GET", "/docs/a", "", Map.of("Host", wire.host()), Signer.sha256(""));
          assertThat(wire.send("GET", "/admin/x", headers, new byte[0]))
              .startsWith("HTTP/1.1 401")
              .contains("SignatureDoesNotMatch")
              .doesNotContain("Canonical");
          assertThat(site.reached).isEmpty();
        });
  }

  @Test
  void aDenialIsRememberedUnderTheIdsThatTheAnswerCarries() throws Exception {
    at(
        Enforcement.EVERYWHERE,
        false,
        (site, wire) -> {
          String answer = get(site, wire, "/admin/x");
          AuditEvent event = site.onlyEvent();
          assertThat(event.mode()).isEqualTo("enforce");
          assertThat(answer).contains("x-ostiary-decision-id: " + event.eventId());
          for (String id : List.of(event.eventId(), event.requestId(), Denials.LATEST)) {
            Denial denial = site.denial(id).orElseThrow();
            assertThat(denial.enforced()).isTrue();
            assertThat(denial.trace().toString())
                .contains("no identity-based policy allows it", "docs:Administrate");
          }
          assertThat(site.denial("another")).isEmpty();
          get(site, wire, "/docs/a");
          assertThat(site.denial(Denials.LATEST).orElseThrow().decisionId())
              .isEqualTo(event.eventId());
        });
  }

  @Test
  void onlyTheLastThousandDenialsAreRemembered() throws Exception {
    at(
        Enforcement.EVERYWHERE,
        false,
        (site, wire) -> {
          get(site, wire, "/admin/x");
          Denial denial = site.denial(Denials.LATEST).orElseThrow();
          Denials denials = new Denials("999988887777");
          String account = denial.question().request().principal().accountId();
          for (int i = 0; i <= 1_000; i++) {
            denials.remember(new Denial("d" + i, "r" + i, Site.NOW, denial.question(), 1, true));
          }
          assertThat(denials.find("999988887777", "d0")).isEmpty();
          assertThat(denials.find("999988887777", "r1")).isPresent();
          assertThat(denials.find("999988887777", "d1000")).isPresent();
          assertThat(denials.find("111122223333", "d1000"))
              .as("another account's request")
              .isEmpty();
          assertThat(denials.find(account, "d1000").isPresent())
              .isEqualTo(denial.question().request().resource().accountId().equals(account));
        });
  }

  @Test
  void inDevelopmentARefusedSignatureIsAnsweredWithWhatShouldHaveBeenSigned() throws Exception {
    at(
        Enforcement.EVERYWHERE,
        true,
        (site, wire) -> {
          Map<String, String> headers =
              site.signer()
                  .sign("GET", "/docs/a", "", Map.of("Host", wire.host()), Signer.sha256(""));
          String answer = wire.send("GET", "/docs/b", headers, new byte[0]);
          assertThat(answer)
              .startsWith("HTTP/1.1 401")
              .contains("The Canonical String for this request should have been")
              .contains("GET\\n/docs/b\\n\\nhost:" + wire.host())
              .contains("The String-to-Sign should have been", "'AWS4-HMAC-SHA256\\n");
          assertThat(site.onlyEvent().toJson()).doesNotContain("Canonical");
        });
  }
}
