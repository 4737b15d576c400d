package io.ostiary.filter.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SegmentedStringWriter;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.ostiary.policy.decision.DecisiveStatement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of one request: who asked for what, and what became of it. Shaped like a record of
 * AWS CloudTrail, what is ours alone being under {@code additionalEventData.ostiary}. Holds no
 * secret: neither a signature nor a token gets here.
 *
 * @param source the service's prefix; empty if no route took the request
 * @param name the action; the HTTP method if no route took the request
 * @param caller who asked, as far as that was verified
 * @param parameters what tells the request from others of the same action
 * @param error why it was refused
 * @param readOnly whether the request changes nothing
 * @param outcome {@code Allowed}, {@code ExplicitlyDenied}, {@code ImplicitlyDenied}, {@code
 *     Refused} before any policy was asked, {@code Delegated} to the service's own handler, or
 *     {@code Unauthenticated}
 * @param revision the directory's revision that decided; 0 if none was asked
 * @param mode {@code enforce}, or {@code report-only} where a denial lets in all the same
 * @param details what an endpoint of ours has to add
 * @see <a
 *     href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html">CloudTrail
 *     record contents</a>
 */
public record AuditEvent(
    Instant time,
    String eventId,
    String requestId,
    String source,
    String name,
    Optional<Identity> caller,
    String clientAddress,
    String userAgent,
    Map<String, String> parameters,
    Optional<Failure> error,
    boolean readOnly,
    List<AuditedResource> resources,
    String outcome,
    @Nullable DecisiveStatement statement,
    long revision,
    String mode,
    Details details) {

  /** The longest text of one member, in characters; what is beyond is cut. */
  static final int TEXT_LIMIT = 2_048;

  /** CloudTrail's name of an account's root user. */
  public static final String ROOT = "Root";

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  /**
   * Who asked.
   *
   * @param type CloudTrail's name of the kind, such as {@code IAMUser}
   * @param userId {@code aws:userid}
   * @param session that the request was made in, if it was
   */
  public record Identity(
      String type,
      String userId,
      String arn,
      String accountId,
      Optional<String> accessKeyId,
      Optional<AuditedSession> session) {

    /** Somebody who is not in a session. */
    public Identity(
        String type, String userId, String arn, String accountId, Optional<String> accessKeyId) {
      this(type, userId, arn, accountId, accessKeyId, Optional.empty());
    }
  }

  /** Why a request was refused, as the client was told. */
  public record Failure(String code, String message) {}

  /** What a request was about. */
  public record AuditedResource(String arn, String accountId) {}

  /**
   * What an endpoint of ours has to add to what is known of every request.
   *
   * @param answer what came of it, as CloudTrail's {@code responseElements}; no secret
   * @param reason why it was refused, where that is for administrators only; empty if there is no
   *     more to it than the error says
   */
  public record Details(Map<String, String> answer, String reason) {
    public static final Details NONE = new Details(Map.of(), "");

    public Details {
      answer = copyOf(answer);
    }
  }

  /** An event that nothing has to be added to. */
  public AuditEvent(
      Instant time,
      String eventId,
      String requestId,
      String source,
      String name,
      Optional<Identity> caller,
      String clientAddress,
      String userAgent,
      Map<String, String> parameters,
      Optional<Failure> error,
      boolean readOnly,
      List<AuditedResource> resources,
      String outcome,
      @Nullable DecisiveStatement statement,
      long revision,
      String mode) {
    this(
        time,
        eventId,
        requestId,
        source,
        name,
        caller,
        clientAddress,
        userAgent,
        parameters,
        error,
        readOnly,
        resources,
        outcome,
        statement,
        revision,
        mode,
        Details.NONE);
  }

  public AuditEvent {
    parameters = copyOf(parameters);
    resources = List.copyOf(resources);
  }

  /** In their order. */
  private static Map<String, String> copyOf(Map<String, String> texts) {
    return texts.size() <= 1
        ? Map.copyOf(texts)
        : Collections.unmodifiableMap(new LinkedHashMap<>(texts));
  }

  /** Whether an account's root user asked, whom nobody should need for everyday work. */
  public boolean byRootUser() {
    return caller.filter(identity -> identity.type().equals(ROOT)).isPresent();
  }

  /** One line of ASCII: every control character and whatever is not ASCII is escaped. */
  public String toJson() {
    SegmentedStringWriter line = new SegmentedStringWriter(JSON._getBufferRecycler());
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.setCharacterEscapes(DeleteToo.ESCAPES);
      write(json);
      json.flush();
      return line.getAndClear();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("eventVersion", "1.09");
    json.writeStringField("eventTime", AuditTime.text(time));
    json.writeStringField("eventSource", source);
    json.writeStringField("eventName", cut(name));
    writeIdentity(json);
    json.writeStringField("sourceIPAddress", clientAddress);
    json.writeStringField("userAgent", cut(userAgent));
    writeTexts(json, "requestParameters", parameters);
    if (!details.answer().isEmpty()) {
      writeTexts(json, "responseElements", details.answer());
    }
    if (error.isPresent()) {
      json.writeStringField("errorCode", error.get().code());
      json.writeStringField("errorMessage", cut(error.get().message()));
    }
    json.writeStringField("requestID", requestId);
    json.writeStringField("eventID", eventId);
    json.writeBooleanField("readOnly", readOnly);
    json.writeArrayFieldStart("resources");
    for (AuditedResource resource : resources) {
      json.writeStartObject();
      json.writeStringField("ARN", cut(resource.arn()));
      json.writeStringField("accountId", resource.accountId());
      json.writeEndObject();
    }
    json.writeEndArray();
    writeDecision(json);
    json.writeEndObject();
  }

  private static void writeTexts(JsonGenerator json, String member, Map<String, String> texts)
      throws IOException {
    json.writeObjectFieldStart(member);
    for (Map.Entry<String, String> text : texts.entrySet()) {
      json.writeStringField(cut(text.getKey()), cut(text.getValue()));
    }
    json.writeEndObject();
  }

  private void writeIdentity(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("userIdentity");
    if (caller.isPresent()) {
      Identity identity = caller.get();
      json.writeStringField("type", identity.type());
      json.writeStringField("principalId", identity.userId());
      json.writeStringField("arn", identity.arn());
      json.writeStringField("accountId", identity.accountId());
      if (identity.accessKeyId().isPresent()) {
        json.writeStringField("accessKeyId", identity.accessKeyId().get());
      }
      if (identity.session().isPresent()) {
        identity.session().get().writeContext(json);
      }
    } else {
      json.writeStringField("type", "Unknown");
    }
    json.writeEndObject();
  }

  private void writeDecision(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("additionalEventData");
    json.writeObjectFieldStart("ostiary");
    json.writeStringField("decision", outcome);
    if (statement != null) {
      json.writeObjectFieldStart("statement");
      json.writeStringField("policy", cut(statement.policyId()));
      json.writeStringField("sid", cut(statement.sid()));
      json.writeNumberField("index", statement.index());
      json.writeNumberField("line", statement.line());
      json.writeEndObject();
    }
    if (!details.reason().isEmpty()) {
      json.writeStringField("reason", cut(details.reason()));
    }
    Optional<AuditedSession> session = caller.flatMap(Identity::session);
    if (session.isPresent()) {
      session.get().writeChain(json);
    }
    json.writeNumberField("revision", revision);
    json.writeStringField("mode", mode);
    if (byRootUser()) {
      json.writeStringField("severity", "warning");
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static String cut(String text) {
    return text.length() <= TEXT_LIMIT ? text : text.substring(0, TEXT_LIMIT) + "...";
  }

  /** JSON leaves DEL as it is; a terminal does not. */
  private static final class DeleteToo extends CharacterEscapes {
    private static final long serialVersionUID = 1L;
    private static final DeleteToo ESCAPES = new DeleteToo();

    private final int[] ascii = standardAsciiEscapesForJSON();

    private DeleteToo() {
      ascii[0x7f] = ESCAPE_STANDARD;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return ascii;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
      return character == 0x7f ? new SerializedString("\\u007f") : null;
    }
  }
}
