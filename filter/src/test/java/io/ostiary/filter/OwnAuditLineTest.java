package io.ostiary.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.filter.audit.AuditEvent;
import io.ostiary.filter.audit.AuditEvent.AuditedResource;
import io.ostiary.filter.audit.AuditEvent.Failure;
import io.ostiary.filter.mapping.MatchedRoute;
import io.ostiary.filter.site.Server;
import io.ostiary.filter.site.Signer;
import io.ostiary.filter.site.Site;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.wire.Wire;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The audit lines of requests that an endpoint of ours decides. */
class OwnAuditLineTest {
  private static final Finding ALLOWED =
      Finding.allowed(
          "BecomeSomebody",
          Optional.empty(),
          Map.of("whom", "bob"),
          List.of(new AuditedResource("arn:aws:ours:::bob", "111122223333")),
          Map.of("session", "7"));
  private static final Finding REFUSED =
      Finding.refused(
          "BecomeSomebody",
          "ExplicitlyDenied",
          Optional.empty(),
          Map.of("whom", "bob"),
          List.of(),
          new Failure("AccessDenied", "You may not."),
          "policy p says no");

  @TempDir Path directory;

  /** Decides by what it was made with, and answers. */
  private record Judge(
      boolean recordsItself, List<Finding> findings, boolean fails, Optional<Fault> barring)
      implements ServiceHandler {
    private Judge(boolean recordsItself, List<Finding> findings, boolean fails) {
      this(recordsItself, findings, fails, Optional.empty());
    }

    @Override
    public String service() {
      return "ours";
    }

    @Override
    public Optional<Fault> bar(MatchedRoute match, AuthenticatedPrincipal caller) {
      return barring;
    }

    @Override
    public boolean recordsItself(MatchedRoute match) {
      return recordsItself;
    }

    @Override
    public void handle(AuthorizedRequest request, HttpServletResponse response) throws IOException {
      for (Finding finding : findings) {
        request.journal().record(finding);
      }
      if (fails) {
        throw new IllegalStateException("canary");
      }
      response.getOutputStream().write("become".getBytes(UTF_8));
    }
  }

  private interface Story {
    void tell(Site site, String answer);
  }

  private void ask(Judge judge, int roomFor, Story story) throws Exception {
    try (Site site = new Site(directory, judge);
        Server server = Server.Kind.TOMCAT.start(site, "", List.of())) {
      site.breakAuditAfter(roomFor);
      Wire wire = new Wire(server.port());
      byte[] body = "Action=WhoAmI&Version=2026-11-22".getBytes(UTF_8);
      Map<String, String> headers =
          site.signer("ours")
              .sign(
                  "POST",
                  "/",
                  "",
                  Map.of("Host", wire.host(), "Content-Type", "application/x-www-form-urlencoded"),
                  Signer.sha256(body));
      story.tell(site, wire.send("POST", "/", headers, body));
    }
  }

  @Test
  void isTheOnlyOneWhereTheEndpointWritesItItself() throws Exception {
    ask(
        new Judge(true, List.of(ALLOWED), false),
        9,
        (site, answer) -> {
          assertThat(answer).startsWith("HTTP/1.1 200").contains("become");
          AuditEvent event = site.onlyEvent();
          assertThat(event.name()).isEqualTo("BecomeSomebody");
          assertThat(event.outcome()).isEqualTo("Allowed");
          assertThat(event.caller().orElseThrow().arn()).isEqualTo(site.userArn());
          assertThat(event.toJson())
              .contains(
                  "\"requestParameters\":{\"whom\":\"bob\"},\"responseElements\":{\"session\":\"7\"}")
              .contains("\"resources\":[{\"ARN\":\"arn:aws:ours:::bob\"")
              .doesNotContain("reason");
        });
  }

  @Test
  void saysWhyToAdministratorsOnly() throws Exception {
    ask(
        new Judge(true, List.of(REFUSED), false),
        9,
        (site, answer) -> {
          assertThat(answer).doesNotContain("policy p");
          assertThat(site.onlyEvent().toJson())
              .contains("\"errorCode\":\"AccessDenied\",\"errorMessage\":\"You may not.\"")
              .contains("\"decision\":\"ExplicitlyDenied\",\"reason\":\"policy p says no\"");
        });
  }

  @Test
  void comesBesideTheRequestsWhereTheEndpointWritesOneMore() throws Exception {
    ask(
        new Judge(false, List.of(ALLOWED), false),
        9,
        (site, answer) -> {
          assertThat(site.audited)
              .extracting(AuditEvent::name)
              .containsExactly("WhoAmI", "BecomeSomebody");
          assertThat(site.audited).extracting(AuditEvent::eventId).doesNotHaveDuplicates();
          assertThat(site.audited.get(0).requestId()).isEqualTo(site.audited.get(1).requestId());
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void isThePassesOwnWhereTheEndpointFoundNothingOrFailed(boolean fails) throws Exception {
    ask(
        new Judge(true, List.of(), fails),
        9,
        (site, answer) -> {
          assertThat(answer).startsWith(fails ? "HTTP/1.1 500" : "HTTP/1.1 200");
          assertThat(site.onlyEvent().outcome()).isEqualTo(fails ? "Refused" : "Delegated");
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void saysRefusedWhereTheEndpointBarsWhatPoliciesAllow(boolean recordsItself) throws Exception {
    Fault fault = new Fault(403, "AccessDenied", "Not with such credentials");
    ask(
        new Judge(recordsItself, List.of(ALLOWED), false, Optional.of(fault)),
        9,
        (site, answer) -> {
          assertThat(answer)
              .startsWith("HTTP/1.1 403")
              .contains("Not with such credentials")
              .doesNotContain("become");
          AuditEvent event = site.onlyEvent();
          assertThat(event.name()).isEqualTo("WhoAmI");
          assertThat(event.outcome()).isEqualTo("Refused");
          assertThat(event.error().orElseThrow().code()).isEqualTo("AccessDenied");
          assertThat(event.caller().orElseThrow().arn()).isEqualTo(site.userArn());
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void mustBeKeptOrNothingIsAnswered(boolean recordsItself) throws Exception {
    ask(
        new Judge(recordsItself, List.of(ALLOWED), false),
        recordsItself ? 0 : 1,
        (site, answer) -> assertThat(answer).startsWith("HTTP/1.1 503").doesNotContain("become"));
  }
}
