package io.ostiary.filter.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ostiary.filter.http.CanonicalRequest;
import io.ostiary.filter.http.FormParameters;
import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.filter.mapping.RequestMapper.Input;
import io.ostiary.filter.mapping.RequestMapper.Question;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.Resource;
import io.ostiary.policy.service.ServiceDefinition;
import io.ostiary.signature.VerifiedSignature;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From requests to questions, by a table. */
@TestInstance(Lifecycle.PER_CLASS)
class RequestMappingTest {
  private static final RouterSettings ANYWHERE =
      new RouterSettings(Set.of("*"), Duration.ofMinutes(5), Duration.ofDays(7));
  private static final Set<String> TAGS = Set.of("aws:tagkeys", "aws:requesttag");

  private final MapperRealm realm;

  RequestMappingTest(@TempDir Path directory) {
    realm = new MapperRealm(directory);
  }

  @BeforeAll
  void theRealmIsOpen() {
    assertThat(realm.realm().firstStart()).isTrue();
  }

  @AfterAll
  void close() {
    realm.close();
  }

  /** One line of the table. */
  record Case(JsonNode row) {
    @Override
    public String toString() {
      return row.path("name").asText();
    }

    List<ServiceDefinition> services() {
      List<String> names = texts("services");
      return (names.isEmpty() ? List.of("store", "people", "gate") : names)
          .stream().map(Requests::definition).toList();
    }

    CanonicalRequest request() throws RejectedRequestException {
      return Requests.of(row.path("request").asText(), texts("headers"));
    }

    FormParameters form() throws RejectedRequestException {
      return Requests.form(row.path("form").asText(""));
    }

    Optional<VerifiedSignature> signature() {
      return row.has("signed") ? Optional.of(Signed.over(texts("signed"))) : Optional.empty();
    }

    List<String> texts(String name) {
      List<String> texts = new ArrayList<>();
      row.path(name).forEach(item -> texts.add(item.asText()));
      return texts;
    }
  }

  static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    new ObjectMapper()
        .readTree(Requests.read("requests.json"))
        .forEach(row -> cases.add(new Case(row)));
    return cases;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void aRequestBecomesQuestionsOrIsRefused(Case line) throws RejectedRequestException {
    if (line.row().has("refused")) {
      assertThatThrownBy(() -> questions(line))
          .isInstanceOfSatisfying(
              RejectedRequestException.class,
              refusal ->
                  assertThat(refusal.reason()).hasToString(line.row().path("refused").asText()));
      return;
    }
    List<Map<String, Object>> expected = new ArrayList<>();
    for (JsonNode question : line.row().path("questions")) {
      expected.add(expected(question));
    }
    assertThat(questions(line).stream().map(RequestMappingTest::told)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void aRouteNamesItsVariables(Case line) throws RejectedRequestException {
    JsonNode variables = line.row().path("variables");
    if (!variables.isMissingNode()) {
      assertThat(match(line).variables()).isEqualTo(texts(variables));
    }
  }

  private static MatchedRoute match(Case line) throws RejectedRequestException {
    return new Router(line.services(), ANYWHERE).candidates(line.request()).select(line.form());
  }

  private List<Question> questions(Case line) throws RejectedRequestException {
    ResourceResolver person =
        input ->
            Resource.of(
                "arn:aws:people::111122223333:person/" + input.form().value("Name").orElse("-"),
                "111122223333");
    RequestMapper mapper =
        new RequestMapper(MapperRealm.SETTINGS, Map.of("person", person), ResourceAttributes.NONE);
    return mapper.questions(
        new Input(
            line.request(),
            match(line),
            line.form(),
            line.row().path("json").asText(""),
            line.signature(),
            realm.ann()));
  }

  private static Map<String, Object> expected(JsonNode question) {
    Map<String, Object> context = new HashMap<>();
    question
        .path("context")
        .properties()
        .forEach(
            key ->
                context.put(
                    RequestContext.fold(key.getKey()),
                    key.getValue().isArray()
                        ? new ObjectMapper().convertValue(key.getValue(), List.class)
                        : key.getValue().asText()));
    return Map.of(
        "action", question.path("action").asText(),
        "resource", question.path("resource").asText(),
        "context", context);
  }

  /** A question as the table tells it: of the engine's own keys only the request's tags. */
  private static Map<String, Object> told(Question question) {
    Map<String, Object> context = new HashMap<>();
    question
        .request()
        .context()
        .asMap()
        .forEach(
            (key, values) -> {
              if (!key.startsWith("aws:") || TAGS.contains(key.split("/", 2)[0])) {
                context.put(key, values.multivalued() ? values.texts() : values.texts().get(0));
              }
            });
    return Map.of(
        "action", question.request().action().toString(),
        "resource", question.request().resource().name(),
        "context", context);
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new HashMap<>();
    object.properties().forEach(member -> texts.put(member.getKey(), member.getValue().asText()));
    return texts;
  }
}
