package io.ostiary.policy.decision;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ostiary.policy.decision.Change.AddStatement;
import io.ostiary.policy.decision.Change.StopDenying;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

/** Writes a trace as one JSON object, for machines. */
final class TraceJson {
  private static final JsonMapper JSON = new JsonMapper();

  private final JsonGenerator out;

  private TraceJson(JsonGenerator out) {
    this.out = out;
  }

  static String of(DecisionTrace trace) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
      new TraceJson(out).trace(trace);
    } catch (IOException impossible) {
      throw new UncheckedIOException("a text cannot fail to be written", impossible);
    }
    return text.toString();
  }

  private void trace(DecisionTrace trace) throws IOException {
    out.writeStartObject();
    out.writeStringField("decision", trace.decision().getClass().getSimpleName());
    out.writeStringField("principal", trace.principal());
    out.writeStringField("action", trace.action());
    out.writeStringField("resource", trace.resource());
    out.writeArrayFieldStart("layers");
    for (LayerTrace layer : trace.layers()) {
      layer(layer);
    }
    out.writeEndArray();
    out.writeArrayFieldStart("remedies");
    for (Remedy remedy : trace.remedies()) {
      out.writeStartArray();
      for (Change change : remedy.changes()) {
        change(change);
      }
      out.writeEndArray();
    }
    out.writeEndArray();
    out.writeStringField("note", trace.note());
    out.writeEndObject();
  }

  private void layer(LayerTrace layer) throws IOException {
    out.writeStartObject();
    out.writeStringField("type", word(layer.type()));
    level(layer.level());
    out.writeStringField("verdict", word(layer.verdict()));
    out.writeStringField("why", layer.why());
    out.writeArrayFieldStart("statements");
    for (StatementTrace statement : layer.statements()) {
      statement(statement);
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Only the organisation's policies have levels. */
  private void level(int level) throws IOException {
    if (level > 0) {
      out.writeNumberField("level", level);
    }
  }

  private void statement(StatementTrace trace) throws IOException {
    out.writeStartObject();
    cited(trace.statement());
    out.writeBooleanField("matches", trace.matches());
    out.writeArrayFieldStart("elements");
    for (ElementTrace element : trace.elements()) {
      out.writeStartObject();
      out.writeStringField("element", element.element());
      out.writeBooleanField("matches", element.matches());
      out.writeStringField("reason", element.reason());
      out.writeStringField("advice", element.advice());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private void cited(DecisiveStatement statement) throws IOException {
    out.writeStringField("policy", statement.policyId());
    out.writeNumberField("statement", statement.index());
    out.writeStringField("sid", statement.sid());
    out.writeNumberField("line", statement.line());
  }

  private void change(Change change) throws IOException {
    out.writeStartObject();
    out.writeStringField("do", change.words());
    if (change instanceof AddStatement addition) {
      out.writeStringField("type", word(addition.type()));
      level(addition.level());
      out.writeFieldName("add");
      out.writeRawValue(JSON.readTree(addition.statement()).toString());
    } else if (change instanceof StopDenying deny) {
      out.writeStringField("type", word(deny.statement().type()));
      level(deny.level());
      cited(deny.statement());
    }
    out.writeEndObject();
  }
}
