package io.ostiary.endpoint.iam;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ostiary.endpoint.Answer;
import io.ostiary.endpoint.Installation;
import io.ostiary.endpoint.query.BrokenRules;
import io.ostiary.endpoint.query.Call;
import io.ostiary.endpoint.query.Markers;
import io.ostiary.endpoint.query.Operation;
import io.ostiary.filter.mapping.RequestMapper;
import io.ostiary.filter.mapping.ResourceAttributes;
import io.ostiary.policy.decision.Authorizer;
import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.directory.Quota;
import io.ostiary.realm.directory.Quotas;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation and every way to refuse it. {@code errors.json} gives each operation a good form
 * and, for an account that is filled up to its quotas, what is refused for what there is: unknown,
 * there already, in use, one too many. What breaks the rules of the parameters themselves follows
 * from what the operations declare. Nothing that is refused changes anything.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ErrorTableTest {
  private static final JsonNode TABLE = table();

  private final Installation installation;
  private final Map<String, String> kept = new HashMap<>();

  ErrorTableTest(@TempDir Path directory) {
    installation = new Installation(directory, quotas());
    kept.put("account", Installation.ACCOUNT);
    for (JsonNode step : TABLE.path("given")) {
      String action = step.path("do").asText();
      Answer answer = installation.iam(action, array(form(step.path("with")))).succeeds();
      step.path("keep")
          .properties()
          .forEach(
              one ->
                  kept.put(
                      one.getKey(), answer.text(action + "Result/" + one.getValue().asText())));
    }
  }

  @AfterAll
  void close() {
    installation.close();
  }

  private static JsonNode table() {
    try (InputStream in = ErrorTableTest.class.getResourceAsStream("errors.json")) {
      return new ObjectMapper().readTree(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Quotas quotas() {
    Quotas quotas = Quotas.AWS;
    for (Map.Entry<String, JsonNode> one : TABLE.path("quotas").properties()) {
      quotas = quotas.with(Quota.named(one.getKey()), one.getValue().asInt());
    }
    return quotas;
  }

  private Map<String, String> form(JsonNode fields) {
    Map<String, String> form = new LinkedHashMap<>();
    fields.properties().forEach(field -> form.put(field.getKey(), text(field.getValue())));
    return form;
  }

  private String text(JsonNode value) {
    return filled(value.isObject() ? value.toString() : value.asText());
  }

  private String filled(String text) {
    String filled = text;
    for (Map.Entry<String, String> one : kept.entrySet()) {
      filled = filled.replace('<' + one.getKey() + '>', one.getValue());
    }
    return filled;
  }

  private static String[] array(Map<String, String> form) {
    List<String> fields = new ArrayList<>();
    form.forEach(
        (name, value) -> {
          fields.add(name);
          fields.add(value);
        });
    return fields.toArray(String[]::new);
  }

  private Stream<Operation> operations() {
    return installation.iam().operations().stream()
        .filter(operation -> !operation.name().endsWith("RootUser"))
        .filter(operation -> !operation.name().equals("RevokeSessions")); // ours alone
  }

  @Test
  void everyOperationIsInTheTable() {
    List<String> inTable = new ArrayList<>();
    TABLE.path("operations").fieldNames().forEachRemaining(inTable::add);
    assertThat(inTable)
        .containsExactlyInAnyOrderElementsOf(operations().map(Operation::name).toList());
  }

  Stream<Arguments> refused() {
    return TABLE.path("operations").properties().stream()
        .flatMap(
            operation ->
                StreamSupport.stream(operation.getValue().path("refused").spliterator(), false)
                    .map(
                        row ->
                            Arguments.of(
                                "%s: %s %s"
                                    .formatted(
                                        operation.getKey(),
                                        row.path("case").asText(),
                                        row.path("with")),
                                operation.getKey(),
                                row)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void isRefusedForWhatThereIs(String name, String action, JsonNode row) {
    Map<String, String> form = form(TABLE.path("operations").path(action).path("form"));
    row.path("with")
        .properties()
        .forEach(
            change -> {
              if (change.getValue().isNull()) {
                form.remove(change.getKey());
              } else {
                form.put(change.getKey(), text(change.getValue()));
              }
            });
    long revision = installation.directory().snapshot().revision();
    Answer answer = installation.iam(action, array(form));
    assertThat(answer.status()).as(answer.body()).isEqualTo(row.path("status").asInt());
    assertThat(answer.text("Error/Code")).isEqualTo(row.path("code").asText());
    assertThat(answer.text("Error/Message")).isEqualTo(filled(row.path("message").asText()));
    assertThat(installation.directory().snapshot().revision()).isEqualTo(revision);
  }

  Stream<Arguments> broken() {
    Call call =
        new Call(
            installation.root(), Map.of(), installation.directory(), new Markers(new byte[32]));
    return operations()
        .flatMap(
            operation ->
                BrokenRules.of(
                        operation,
                        call,
                        form(TABLE.path("operations").path(operation.name()).path("form")))
                    .stream()
                    .map(
                        rule ->
                            Arguments.of(
                                operation.name() + ": " + rule.name(), operation.name(), rule)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void isRefusedForItsParameters(String name, String action, BrokenRules broken) {
    long revision = installation.directory().snapshot().revision();
    Answer answer = installation.iam(action, array(broken.form()));
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.text("Error/Code")).isEqualTo("ValidationError");
    assertThat(answer.text("Error/Message")).isEqualTo(broken.message());
    assertThat(installation.directory().snapshot().revision()).isEqualTo(revision);
  }

  Stream<String> names() {
    return operations().map(Operation::name);
  }

  @ParameterizedTest
  @MethodSource("names")
  void isDeniedToWhoHasNoPermission(String action) throws Exception {
    RequestMapper mapper =
        new RequestMapper(
            new RequestMapper.Settings(
                "aws", "", Installation.ACCOUNT, InstantSource.fixed(Installation.NOW)),
            IamEndpoint.resolvers(),
            ResourceAttributes.NONE);
    AuthenticatedPrincipal bob =
        installation.as(
            installation.directory().snapshot().user(Installation.ACCOUNT, "bob").orElseThrow());
    List<RequestMapper.Question> questions =
        mapper.questions(
            installation.input(
                bob, action, array(form(TABLE.path("operations").path(action).path("form")))));
    assertThat(questions).isNotEmpty();
    assertThat(questions.get(0).request().action().toString()).isEqualTo("iam:" + action);
    assertThat(questions)
        .extracting(question -> Authorizer.decide(question.request(), question.policies()))
        .allSatisfy(decision -> assertThat(decision).isInstanceOf(Decision.ImplicitlyDenied.class));
    AuthorizationRequest denied = questions.get(0).request();
    assertThat(Authorizer.sentence(denied, Authorizer.decide(denied, questions.get(0).policies())))
        .isEqualTo(
            "User: %s is not authorized to perform: iam:%s on resource: %s because no identity-based policy allows the iam:%s action"
                .formatted(bob.getName(), action, denied.resource().name(), action));
  }

  @Test
  void anUnknownParameterIsRefusedByEveryOperation() {
    assertThat(operations())
        .allSatisfy(
            operation -> {
              Map<String, String> form =
                  form(TABLE.path("operations").path(operation.name()).path("form"));
              form.put("Surprise", "x");
              Answer answer = installation.iam(operation.name(), array(form));
              assertThat(answer.status()).isEqualTo(400);
              assertThat(answer.text("Error/Code"))
                  .as(operation.name())
                  .isIn("InvalidQueryParameter", "InvalidUserType");
            });
  }
}
