package io.ostiary.endpoint.sts;

import io.ostiary.endpoint.query.AuditNotes;
import io.ostiary.filter.audit.AuditEvent.Identity;
import io.ostiary.policy.request.Arn;
import io.ostiary.realm.authentication.FederatedIdentity;
import io.ostiary.realm.session.AssumedRole;
import io.ostiary.realm.session.MfaCode;
import io.ostiary.realm.session.PassedPolicies;
import io.ostiary.realm.session.RoleRequest;
import io.ostiary.realm.session.SessionCredentials;
import io.ostiary.realm.session.SessionTags;
import java.time.Duration;
import java.util.Optional;

/** What the audit keeps of sessions that are wanted and made: never a code, a token or a secret. */
final class Noted {
  private Noted() {}

  static void request(RoleRequest request, AuditNotes notes) {
    notes.parameter("roleArn", request.roleArn());
    if (!request.name().isEmpty()) {
      notes.parameter("roleSessionName", request.name());
    }
    duration(request.duration(), notes);
    request.sourceIdentity().ifPresent(identity -> notes.parameter("sourceIdentity", identity));
    request.externalId().ifPresent(id -> notes.parameter("externalId", id));
    mfa(request.mfa(), notes);
    passed(request.policies(), request.tags(), notes);
    try {
      notes.resource(request.roleArn(), Arn.parse(request.roleArn()).account());
    } catch (IllegalArgumentException noRole) {
      // The parameter shows what it is.
    }
  }

  static void duration(Optional<Duration> duration, AuditNotes notes) {
    duration.ifPresent(asked -> notes.parameter("durationSeconds", asked.toSeconds()));
  }

  static void mfa(Optional<MfaCode> code, AuditNotes notes) {
    code.ifPresent(shown -> notes.parameter("serialNumber", shown.serialNumber()));
  }

  static void passed(PassedPolicies policies, SessionTags tags, AuditNotes notes) {
    policies.inline().ifPresent(text -> notes.parameter("policy", text));
    if (!policies.arns().isEmpty()) {
      notes.parameter("policyArns", String.join(", ", policies.arns()));
    }
    tags.tags().forEach((key, value) -> notes.parameter("tags." + key, value));
    if (!tags.transitiveKeys().isEmpty()) {
      notes.parameter("transitiveTagKeys", String.join(", ", tags.transitiveKeys()));
    }
  }

  /** Somebody whom a provider vouches for, as CloudTrail names such people. */
  static void identity(FederatedIdentity identity, AuditNotes notes) {
    boolean saml = identity.source() == FederatedIdentity.Source.SAML;
    notes.caller(
        new Identity(
            saml ? "SAMLUser" : "WebIdentityUser",
            "%s:%s:%s".formatted(identity.issuer(), identity.audience(), identity.subject()),
            identity.providerArn(),
            identity.accountId(),
            Optional.empty()));
  }

  static void role(AssumedRole role, AuditNotes notes) {
    credentials(role.credentials(), notes);
    notes.answer("assumedRoleId", role.id());
    notes.answer("arn", role.arn());
    role.sourceIdentity().ifPresent(identity -> notes.answer("sourceIdentity", identity));
  }

  /** By its access key's id a session is found in what is done with it. */
  static void credentials(SessionCredentials credentials, AuditNotes notes) {
    notes.answer("accessKeyId", credentials.accessKeyId());
    notes.answer("expiration", credentials.expiration());
  }
}
