package io.ostiary.filter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.ostiary.filter.mapping.RequestMapper.Question;
import io.ostiary.policy.decision.Authorizer;
import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.decision.DecisiveStatement;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.RequestContext.Values;
import io.ostiary.policy.service.ErrorShape;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a denial is due to, as AWS's {@code DecodeAuthorizationMessage} words it, with our trace
 * besides.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html">DecodeAuthorizationMessage</a>
 */
final class Explanation {
  private static final System.Logger LOGGER = System.getLogger("ostiary.decision");
  private static final JsonFactory JSON = new JsonFactory();
  private static final int LONGEST_TRACE = 2_000;
  private static final int LONGEST_VALUE = 200;
  private static final int MOST_KEYS = 30;

  private Explanation() {}

  /**
   * A refusal with a sealed explanation, where the dialect has room for it; nobody in particular
   * gets none.
   */
  static Refusal added(
      Refusal refusal, DeniedException denied, Attempt attempt, DenialSealer denials) {
    if (denied.isAnonymous() || denials == DenialSealer.NONE) {
      return refusal;
    }
    try {
      String explanation = of(denied.question(), denied.decision(), attempt.eventId());
      return denials
          .seal(denied.question().request().principal().accountId(), explanation)
          .map(message -> with(message, refusal, attempt.shape()))
          .orElse(refusal);
    } catch (RuntimeException e) {
      LOGGER.log(Level.WARNING, "decision " + attempt.eventId() + " could not be explained", e);
      return refusal; // it is a denial all the same
    }
  }

  private static Refusal with(String message, Refusal refusal, ErrorShape shape) {
    return switch (shape) {
      case QUERY, JSON ->
          refusal.withMessage(
              refusal.message() + ". Encoded authorization failure message: " + message);
      case PROBLEM -> refusal.withMember("encodedMessage", message);
      case S3 -> refusal.withHeader("x-ostiary-encoded-message", message);
      case PAGE -> refusal;
    };
  }

  private static String of(Question question, Decision decision, String decisionId) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeBooleanField("allowed", false);
      json.writeBooleanField("explicitDeny", decision instanceof Decision.ExplicitlyDenied);
      matchedStatements(json, decision);
      json.writeObjectFieldStart("failures");
      json.writeArrayFieldStart("items");
      json.writeEndArray();
      json.writeEndObject();
      context(json, question.request());
      json.writeStringField("decisionId", decisionId);
      String trace = Authorizer.trace(question.request(), question.policies()).toString();
      json.writeStringField("trace", cut(trace, LONGEST_TRACE));
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private static void matchedStatements(JsonGenerator json, Decision decision) throws IOException {
    json.writeObjectFieldStart("matchedStatements");
    json.writeArrayFieldStart("items");
    if (decision instanceof Decision.ExplicitlyDenied denied) {
      DecisiveStatement by = denied.by();
      json.writeStartObject();
      json.writeStringField("statementId", by.sid());
      json.writeStringField("effect", "DENY");
      json.writeStringField("sourcePolicyId", by.policyId());
      json.writeNumberField("index", by.index());
      json.writeNumberField("line", by.line());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void context(JsonGenerator json, AuthorizationRequest request) throws IOException {
    json.writeObjectFieldStart("context");
    json.writeObjectFieldStart("principal");
    json.writeStringField("id", request.principal().name());
    json.writeStringField("arn", request.principal().name());
    json.writeEndObject();
    json.writeStringField("action", request.action().toString());
    json.writeStringField("resource", cut(request.resource().name(), LONGEST_TRACE));
    json.writeObjectFieldStart("conditions");
    json.writeArrayFieldStart("items");
    int written = 0;
    for (Map.Entry<String, Values> key : new TreeMap<>(request.context().asMap()).entrySet()) {
      if (written++ < MOST_KEYS) {
        condition(json, key.getKey(), key.getValue());
      }
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void condition(JsonGenerator json, String key, Values values) throws IOException {
    json.writeStartObject();
    json.writeStringField("key", cut(key, LONGEST_VALUE));
    json.writeObjectFieldStart("values");
    json.writeArrayFieldStart("items");
    for (String value : values.texts().subList(0, Math.min(values.texts().size(), 3))) {
      json.writeStartObject();
      json.writeStringField("value", cut(value, LONGEST_VALUE));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest) + "…";
  }
}
