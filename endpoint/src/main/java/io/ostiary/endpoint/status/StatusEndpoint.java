package io.ostiary.endpoint.status;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.ostiary.endpoint.query.Definitions;
import io.ostiary.filter.AuthorizedRequest;
import io.ostiary.filter.Denial;
import io.ostiary.filter.Denials;
import io.ostiary.filter.ErrorAnswer;
import io.ostiary.filter.ServiceHandler;
import io.ostiary.filter.http.CanonicalRequest;
import io.ostiary.filter.mapping.ResourceResolver;
import io.ostiary.policy.service.ErrorShape;
import io.ostiary.policy.service.RequiredAction;
import io.ostiary.policy.service.ServiceDefinition;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Answers why a request was denied, and how the installation is: {@code
 * /.ostiary/decisions/{DecisionId}} for whoever may {@code ostiary:ExplainDecision}, {@code
 * /.ostiary/health} for whoever may {@code ostiary:GetHealth}, {@code /.ostiary/doctor} for whoever
 * may {@code ostiary:GetDiagnosis}, and, where that is wanted, {@code /.ostiary/up} for anybody.
 */
public final class StatusEndpoint implements ServiceHandler {
  static final String DECISION_ID = "DecisionId";

  private static final String SERVICE = "ostiary";
  private static final JsonFactory JSON = new JsonFactory();

  private final Denials denials;
  private final Supplier<Health> health;
  private final boolean upForAnybody;
  private final Function<CanonicalRequest, List<Diagnosis>> doctor;

  /**
   * Makes the endpoint.
   *
   * @param doctor looks at the installation, and at the request by which it is asked to
   * @param upForAnybody whether anybody may know that the installation is up or down
   */
  public StatusEndpoint(
      Denials denials,
      Supplier<Health> health,
      boolean upForAnybody,
      Function<CanonicalRequest, List<Diagnosis>> doctor) {
    this.denials = denials;
    this.health = health;
    this.upForAnybody = upForAnybody;
    this.doctor = doctor;
  }

  /** Its actions and routes. */
  public static ServiceDefinition definition() {
    return Definitions.beside(StatusEndpoint.class, "ostiary.service.json");
  }

  /** What names the resources of its definition, by the names that the definition uses. */
  public static Map<String, ResourceResolver> resolvers() {
    return Map.of("ostiary-decision", new DecisionResolver());
  }

  @Override
  public String service() {
    return SERVICE;
  }

  @Override
  public void handle(AuthorizedRequest request, HttpServletResponse response) throws IOException {
    List<RequiredAction> actions = request.match().route().authorize();
    if (actions.isEmpty()) {
      up(request, response);
      return;
    }
    switch (actions.get(0).action()) {
      case "GetHealth" -> health(response);
      case "GetDiagnosis" -> diagnose(request, response);
      default -> explain(request, response);
    }
  }

  private void up(AuthorizedRequest request, HttpServletResponse response) throws IOException {
    if (upForAnybody) {
      Health now = health.get();
      answer(response, now.up() ? 200 : 503, "text/plain", now.status() + '\n');
    } else {
      missing(request, response, "whether this server is up is told to those who may GetHealth");
    }
  }

  private void health(HttpServletResponse response) throws IOException {
    Health now = health.get();
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeStringField("status", now.status());
      for (Map.Entry<String, Map<String, Object>> part : now.parts().entrySet()) {
        json.writeObjectFieldStart(part.getKey());
        for (Map.Entry<String, Object> fact : part.getValue().entrySet()) {
          json.writeFieldName(fact.getKey());
          json.writeObject(fact.getValue());
        }
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    answer(response, now.up() ? 200 : 503, "application/json", text.toString() + '\n');
  }

  private void diagnose(AuthorizedRequest request, HttpServletResponse response)
      throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartArray();
      for (Diagnosis diagnosis : doctor.apply(request.request())) {
        diagnosis.write(json);
      }
      json.writeEndArray();
    }
    answer(response, 200, "application/json", text.toString() + '\n');
  }

  private void explain(AuthorizedRequest request, HttpServletResponse response) throws IOException {
    String id = request.match().variables().getOrDefault(DECISION_ID, "");
    Optional<Denial> denial = denials.find(request.caller().accountId(), id);
    if (denial.isEmpty()) {
      missing(
          request,
          response,
          "no such denial is remembered here; of the last 1,000 since the start of this server each"
              + " is, for accounts whose policies alone decided it");
    } else if (request.request().header("accept").orElse("").contains("application/json")) {
      answer(response, 200, "application/json", json(denial.get()));
    } else {
      answer(response, 200, "text/plain", text(denial.get()));
    }
  }

  private static String text(Denial denial) {
    return "Decision %s on request %s at %s, directory revision %d%s\n\n%s"
        .formatted(
            denial.decisionId(),
            denial.requestId(),
            denial.time(),
            denial.revision(),
            denial.enforced() ? "" : ", reported only: the request was let in",
            denial.trace());
  }

  private static String json(Denial denial) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("decisionId", denial.decisionId());
      json.writeStringField("requestId", denial.requestId());
      json.writeStringField("time", denial.time().toString());
      json.writeNumberField("revision", denial.revision());
      json.writeBooleanField("enforced", denial.enforced());
      json.writeFieldName("trace");
      json.writeRawValue(denial.trace().toJson());
      json.writeEndObject();
    }
    return text.toString() + '\n';
  }

  private static void missing(
      AuthorizedRequest request, HttpServletResponse response, String message) throws IOException {
    ErrorAnswer.write(
        response, ErrorShape.PROBLEM, SERVICE, 404, "NotFound", message, request.requestId());
  }

  private static void answer(HttpServletResponse response, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType(type + ";charset=utf-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
