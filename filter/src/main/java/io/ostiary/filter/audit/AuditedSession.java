package io.ostiary.filter.audit;

import io.ostiary.realm.authentication.Session;
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
    List<String> chain)
    implements AuditLines.Part {

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
  void writeContext(AuditLines json) {
    json.open("sessionContext", '{');
    if (role.isPresent()) {
      json.open("sessionIssuer", '{')
          .member("type", "Role")
          .member("principalId", role.get().id())
          .member("arn", role.get().arn())
          .member("accountId", role.get().accountId())
          .member("userName", role.get().name())
          .close('}');
    }
    json.open("attributes", '{')
        .member("creationDate", AuditTime.text(issuedAt))
        .member("mfaAuthenticated", Boolean.toString(mfa))
        .close('}');
    if (sourceIdentity.isPresent()) {
      json.member("sourceIdentity", sourceIdentity.get());
    }
    json.close('}');
  }

  /** Writes the member {@code session}: what CloudTrail has no place for. */
  @Override
  public void write(AuditLines json) {
    json.open("session", '{')
        .member("name", name)
        .open("origin", '{')
        .member("type", origin.type().name())
        .member("id", origin.id());
    if (!origin.subject().isEmpty()) {
      json.member("subject", origin.subject());
    }
    json.close('}').open("chain", '[');
    for (String userId : chain) {
      json.item(userId);
    }
    json.close(']').close('}');
  }
}
