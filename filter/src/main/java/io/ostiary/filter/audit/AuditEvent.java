package io.ostiary.filter.audit;

import io.ostiary.policy.decision.DecisiveStatement;
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

  /** CloudTrail's name of an account's root user. */
  public static final String ROOT = "Root";

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
      Optional<AuditedSession> session)
      implements AuditLines.Part {

    /** Somebody who is not in a session. */
    public Identity(
        String type, String userId, String arn, String accountId, Optional<String> accessKeyId) {
      this(type, userId, arn, accountId, accessKeyId, Optional.empty());
    }

    /** Writes the member {@code userIdentity}. */
    @Override
    public void write(AuditLines json) {
      json.open("userIdentity", '{')
          .member("type", type)
          .member("principalId", userId)
          .member("arn", arn)
          .member("accountId", accountId);
      if (accessKeyId.isPresent()) {
        json.member("accessKeyId", accessKeyId.get());
      }
      if (session.isPresent()) {
        session.get().writeContext(json);
      }
      json.close('}');
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
    return write(new AuditLines()).toString();
  }

  /** Writes a JSON object without its line's end. */
  AuditLines write(AuditLines json) {
    json.open('{')
        .member("eventVersion", "1.09")
        .member("eventTime", AuditTime.text(time))
        .member("eventSource", source)
        .member("eventName", name);
    writeIdentity(json);
    json.member("sourceIPAddress", clientAddress).member("userAgent", userAgent);
    writeTexts(json, "requestParameters", parameters);
    if (!details.answer().isEmpty()) {
      writeTexts(json, "responseElements", details.answer());
    }
    if (error.isPresent()) {
      json.member("errorCode", error.get().code()).member("errorMessage", error.get().message());
    }
    json.member("requestID", requestId).member("eventID", eventId).member("readOnly", readOnly);
    json.open("resources", '[');
    for (AuditedResource resource : resources) {
      json.open('{')
          .member("ARN", resource.arn())
          .member("accountId", resource.accountId())
          .close('}');
    }
    json.close(']');
    writeDecision(json);
    return json.close('}');
  }

  private static void writeTexts(AuditLines json, String member, Map<String, String> texts) {
    json.open(member, '{');
    for (Map.Entry<String, String> text : texts.entrySet()) {
      json.anyMember(text.getKey(), text.getValue());
    }
    json.close('}');
  }

  private void writeIdentity(AuditLines json) {
    if (caller.isPresent()) {
      json.again(caller.get());
    } else {
      json.open("userIdentity", '{').member("type", "Unknown").close('}');
    }
  }

  private void writeDecision(AuditLines json) {
    json.open("additionalEventData", '{').open("ostiary", '{').member("decision", outcome);
    if (statement != null) {
      json.open("statement", '{')
          .member("policy", statement.policyId())
          .member("sid", statement.sid())
          .member("index", statement.index())
          .member("line", statement.line())
          .close('}');
    }
    if (!details.reason().isEmpty()) {
      json.member("reason", details.reason());
    }
    Optional<AuditedSession> session = caller.flatMap(Identity::session);
    if (session.isPresent()) {
      json.again(session.get());
    }
    json.member("revision", revision).member("mode", mode);
    if (byRootUser()) {
      json.member("severity", "warning");
    }
    json.close('}').close('}');
  }
}
