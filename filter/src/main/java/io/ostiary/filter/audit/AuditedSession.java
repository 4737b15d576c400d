package io.ostiary.filter.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ostiary.realm.authentication.Session;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The session that a request was made in, and how that came about: a key, a login, a provider or a
 * service, then role after role.
 *
 * @param role whose session it is; empty for a user's
 * @param name the role session's or federated user's
 * @param mfa whether a code of an MFA device was shown at the beginning
 * @param chain the {@code aws:userid}s of the sessions in between, oldest first
 */
public record AuditedSession(
    Optional<AuditedRole> role,
    String name,
    Instant issuedAt,
    Optional<String> sourceIdentity,
    Session.Origin origin,
    boolean mfa,
    List<String> chain) {

  /** The role of a session. */
  public record AuditedRole(String id, String arn, String accountId) {
    private String name() {
      return arn.substring(arn.lastIndexOf('/') + 1);
    }
  }

  public AuditedSession {
    chain = List.copyOf(chain);
  }

  /** As CloudTrail has it, inside {@code userIdentity}. */
  void writeContext(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("sessionContext");
    if (role.isPresent()) {
      json.writeObjectFieldStart("sessionIssuer");
      json.writeStringField("type", "Role");
      json.writeStringField("principalId", role.get().id());
      json.writeStringField("arn", role.get().arn());
      json.writeStringField("accountId", role.get().accountId());
      json.writeStringField("userName", role.get().name());
      json.writeEndObject();
    }
    json.writeObjectFieldStart("attributes");
    json.writeStringField("creationDate", issuedAt.toString());
    json.writeStringField("mfaAuthenticated", Boolean.toString(mfa));
    json.writeEndObject();
    if (sourceIdentity.isPresent()) {
      json.writeStringField("sourceIdentity", sourceIdentity.get());
    }
    json.writeEndObject();
  }

  /** What CloudTrail has no place for. */
  void writeChain(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("session");
    json.writeStringField("name", name);
    json.writeObjectFieldStart("origin");
    json.writeStringField("type", origin.type().name());
    json.writeStringField("id", origin.id());
    if (!origin.subject().isEmpty()) {
      json.writeStringField("subject", origin.subject());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("chain");
    for (String userId : chain) {
      json.writeString(userId);
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
