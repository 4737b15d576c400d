package io.ostiary.filter.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.filter.http.FormParameters;
import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.policy.service.Access;
import io.ostiary.policy.service.ErrorShape;
import io.ostiary.policy.service.ServiceDefinition;
import io.ostiary.policy.service.ServiceDefinitionException;
import io.ostiary.signature.Expectation;
import io.ostiary.signature.PathRule;
import io.ostiary.signature.PayloadMode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RouterTest {
  private static final RouterSettings SETTINGS =
      new RouterSettings(Set.of("eu-west-3"), Duration.ofMinutes(5), Duration.ofHours(1));
  private static final List<String> FORM =
      List.of("Content-Type: application/x-www-form-urlencoded");

  private static Router router(String... services) {
    return new Router(Arrays.stream(services).map(Requests::definition).toList(), SETTINGS);
  }

  private static Candidates candidates(Router router, String line) throws RejectedRequestException {
    return router.candidates(Requests.of(line, List.of()));
  }

  static List<JsonNode> overlaps() throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    new ObjectMapper().readTree(Requests.read("overlaps.json")).forEach(rows::add);
    return rows;
  }

  @ParameterizedTest
  @MethodSource("overlaps")
  void routesBetweenWhichARequestCouldNotChooseStopStartUp(JsonNode row) {
    List<String> routes = new ArrayList<>();
    for (JsonNode route : row.path("routes")) {
      ObjectNode whole = (ObjectNode) route;
      if (!whole.has("method")) {
        whole.put("method", "GET");
      }
      whole.putArray("authorize").add("Do");
      routes.add(whole.toString());
    }
    ServiceDefinition service = service("app", "\n" + String.join(",\n", routes));

    if (row.path("conflict").asBoolean()) {
      assertThatThrownBy(() -> new Router(List.of(service), SETTINGS))
          .isInstanceOf(ServiceDefinitionException.class)
          .hasMessageContaining("app.json:2:")
          .hasMessageContaining(routes.size() == 1 ? "app.json:2:" : "app.json:3:")
          .hasMessageEndingWith("could take the same request; tell them apart by a selector");
    } else {
      assertThat(new Router(List.of(service), SETTINGS).coverage()).hasSize(2);
    }
  }

  private static ServiceDefinition service(String name, String routes) {
    return ServiceDefinition.parse(
        name + ".json",
        """
        {"service": "%s", "selectors": {"query": ["p", "q"], "headers": ["x-h"]}, \
        "actions": {"Do": {"access": "write"}}, "routes": [%s]}"""
            .formatted(name, routes));
  }

  @Test
  void oneServiceIsDefinedOnce() {
    ServiceDefinition front = Requests.definition("front");

    assertThatThrownBy(() -> new Router(List.of(front, front), SETTINGS))
        .isInstanceOf(ServiceDefinitionException.class)
        .hasMessageContaining("both define the service `front`; rename or remove one");
  }

  @Test
  void aPathAndMethodBelongToOneService() {
    String route = "{\"method\": \"GET\", \"path\": \"/a%s\", \"authorize\": [\"Do\"]}";
    List<ServiceDefinition> services =
        List.of(service("one", route.formatted("")), service("two", route.formatted("")));

    assertThatThrownBy(() -> new Router(services, SETTINGS))
        .hasMessageContaining("one.json:1:")
        .hasMessageContaining("two.json:1:")
        .hasMessageContaining("are of two services");
  }

  @Test
  void anActionOfAVersionIsServedOnce() {
    String twin =
        """
        {"service": "%s", "query": true, "version": "2020-01-31",
         "actions": {"Do": {"access": "read"}}, "routes": [{"action": "Do"}]}""";
    List<ServiceDefinition> services =
        List.of(
            ServiceDefinition.parse("one.json", twin.formatted("one")),
            ServiceDefinition.parse("two.json", twin.formatted("two")));

    assertThatThrownBy(() -> new Router(services, SETTINGS))
        .hasMessage(
            "one.json:2:52 and two.json:2:52: both take the Action `Do` of version `2020-01-31`;"
                + " remove one");
  }

  @Test
  void anApplicationsRouteSaysHowItTakesTheBodyAndSignatures() throws RejectedRequestException {
    Candidates put = candidates(router("store", "people"), "PUT /photos/cat.jpg");
    ServiceDefinition service = put.service(FormParameters.NONE);

    assertThat(service.service()).isEqualTo("s3");
    assertThat(put.access(FormParameters.NONE)).containsOnly(Access.SIGNED, Access.ANONYMOUS);
    assertThat(put.bodyLimit()).isEqualTo(5L << 30);
    assertThat(put.streamed()).isTrue();
    assertThat(put.needsForm()).isFalse();
    assertThat(put.needsJson()).isFalse();
    assertThat(put.errors()).isEqualTo(ErrorShape.S3);
    assertThat(put.expectation(service, false))
        .isEqualTo(
            new Expectation(
                Set.of("s3"),
                Set.of("eu-west-3"),
                PathRule.AS_SENT,
                Duration.ofMinutes(5),
                Duration.ofHours(1),
                Set.of(PayloadMode.values()),
                true));
  }

  @Test
  void anUncoveredBodyNeedsTlsUnlessTheRouteListsIt() throws RejectedRequestException {
    Router router = router("store", "papers", "people");
    Candidates policy = candidates(router, "PUT /photos?policy");
    Candidates paper = candidates(router, "POST /folders/plans/documents");
    ServiceDefinition papers = Requests.definition("papers");

    assertThat(policy.expectation(policy.service(FormParameters.NONE), false).payloads())
        .containsOnly(PayloadMode.SIGNED);
    assertThat(paper.expectation(papers, true).payloads())
        .containsOnly(
            PayloadMode.SIGNED, PayloadMode.UNSIGNED, PayloadMode.STREAMING_UNSIGNED_TRAILER);
    assertThat(paper.expectation(papers, true).pathRule()).isEqualTo(PathRule.NORMALIZED);
    assertThat(paper.needsJson()).isTrue();
  }

  @Test
  void aQueryServiceNeverTakesAnUncoveredBody() throws RejectedRequestException {
    Candidates post = candidates(router("people", "store"), "POST /");
    FormParameters form = Requests.form("Action=ListPeople&Version=2020-01-31");

    assertThat(post.expectation(post.service(form), true).payloads())
        .containsOnly(PayloadMode.SIGNED);
    assertThat(post.needsForm()).isTrue();
    assertThat(post.needsJson()).isFalse();
    assertThat(post.streamed()).isFalse();
    assertThat(post.bodyLimit()).isEqualTo(1L << 20);
    assertThat(post.errors()).isEqualTo(ErrorShape.QUERY);
  }

  @ParameterizedTest
  @CsvSource({
    "Action=EnterWithToken&Version=2011-06-15,gate,UNAUTHENTICATED",
    "Action=Enter&Version=2011-06-15,gate,SIGNED",
    "Action=ListPeople&Version=2020-01-31,people,SIGNED"
  })
  void theUnverifiedFormChoosesTheServiceAndWhoMayComeIn(String form, String service, Access access)
      throws RejectedRequestException {
    Candidates post = candidates(router("people", "gate"), "POST /");

    assertThat(post.service(Requests.form(form)).service()).isEqualTo(service);
    assertThat(post.access(Requests.form(form))).containsExactly(access);
  }

  @Test
  void anApplicationsFormAtTheRootIsAskedForByItsOwnTerms() throws RejectedRequestException {
    Candidates post = router("front", "people").candidates(Requests.of("POST /", FORM));
    FormParameters form = Requests.form("topic=cats");

    assertThat(post.service(form).service()).isEqualTo("front");
    assertThat(post.access(form)).containsOnly(Access.SIGNED, Access.ANONYMOUS);
    assertThat(post.bodyLimit()).isEqualTo(2L << 20);
    assertThat(post.expectation(post.service(form), true).payloads())
        .contains(PayloadMode.UNSIGNED);
  }

  @Test
  void aMessageShowsAnUnknownActionOnlyIfItIsPlain() throws RejectedRequestException {
    Candidates post = candidates(router("people"), "POST /");

    assertThatThrownBy(() -> post.select(Requests.form("Action=Fly&Version=2020-01-31")))
        .hasMessage("Could not find operation Fly for version 2020-01-31");
    assertThatThrownBy(() -> post.select(Requests.form("Action=%3Cb%3E")))
        .hasMessage("Could not find operation … for version NO_VERSION_SPECIFIED");
  }

  @ParameterizedTest
  @CsvSource({
    "GET /photos?acl,s3",
    "PATCH /photos,s3",
    "POST /,people",
    "GET /,s3",
    "GET /documents/7/8,s3",
    "DELETE /documents,s3"
  })
  void anErrorSpeaksTheDialectOfTheNearestService(String line, String service)
      throws RejectedRequestException {
    assertThat(router("store", "people").nearest(Requests.of(line, List.of())))
        .map(ServiceDefinition::service)
        .contains(service);
  }

  @Test
  void whereSeveralApplicationsCouldBeMeantNoneIsNearest() throws RejectedRequestException {
    Router router = router("papers", "front");

    assertThat(router.nearest(Requests.of("GET /nowhere", List.of()))).isEmpty();
    assertThat(router.nearest(Requests.of("PUT /documents/7", List.of())))
        .map(ServiceDefinition::service)
        .contains("papers");
  }

  @ParameterizedTest
  @CsvSource({"PUT /photos?policy,acl", "PUT /photos?policy,ACL", "GET /photos?list-type=2,Prefix"})
  void aBodyMustNotRepeatWhatTheQueryDecides(String line, String field)
      throws RejectedRequestException {
    MatchedRoute match = candidates(router("store"), line).select(FormParameters.NONE);

    assertThat(match.decidesByQuery()).isTrue();
    assertThatThrownBy(() -> match.checkBodyFields(List.of("comment", field)))
        .isInstanceOf(RejectedRequestException.class);
    assertThatCode(() -> match.checkBodyFields(List.of("comment"))).doesNotThrowAnyException();
  }

  @Test
  void whereTheQueryDecidesNothingABodyMayHaveAnyField() throws RejectedRequestException {
    Router router = router("papers");

    assertThat(candidates(router, "GET /documents/7").select(FormParameters.NONE).decidesByQuery())
        .isFalse();
  }

  @Test
  void theCoverageTellsEachRouteWithWhatItAsksFor() {
    assertThat(router("papers", "gate", "people").coverage())
        .containsExactly(
            "GET /documents/{Id} → papers:ReadDocument (papers.service.json:43:5)",
            "GET /folders/{Folder}/documents → papers:ListDocuments (papers.service.json:26:5)",
            "GET /health → no policy is asked (papers.service.json:44:5)",
            "HEAD /documents/{Id} → papers:ReadDocument (papers.service.json:43:5)",
            "POST / Action=CreatePerson → people:CreatePerson (people.service.json:18:5)",
            "POST / Action=Enter → decided by the endpoint (gate.service.json:7:5)",
            "POST / Action=EnterWithToken → no policy is asked (gate.service.json:8:5)",
            "POST / Action=LabelPerson → people:LabelPerson, people:BlessPerson for tags `holy:…`"
                + " (people.service.json:25:5)",
            "POST / Action=ListPeople → people:ListPeople (people.service.json:24:5)",
            "POST / Action=UnlabelPerson → people:LabelPerson, people:BlessPerson for tags `holy:…`"
                + " (people.service.json:30:5)",
            "POST /folders/{Folder}/documents → papers:CreateDocument"
                + " (papers.service.json:32:5)");
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    Duration week = Duration.ofDays(7);
    Duration skew = Duration.ofMinutes(5);

    assertThatThrownBy(() -> new RouterSettings(Set.of(), skew, week))
        .hasMessageContaining("no region");
    assertThatThrownBy(() -> new RouterSettings(Set.of("*"), Duration.ofMinutes(16), week))
        .hasMessageContaining("clock skew");
    assertThatThrownBy(() -> new RouterSettings(Set.of("*"), skew.negated(), week))
        .hasMessageContaining("clock skew");
    assertThatThrownBy(() -> new RouterSettings(Set.of("*"), skew, week.plusSeconds(1)))
        .hasMessageContaining("presigned lifetime");
    assertThatThrownBy(() -> new RouterSettings(Set.of("*"), skew, week.negated()))
        .hasMessageContaining("presigned lifetime");
  }
}
