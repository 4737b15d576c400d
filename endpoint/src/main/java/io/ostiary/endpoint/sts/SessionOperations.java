package io.ostiary.endpoint.sts;

import io.ostiary.endpoint.query.AuditNotes;
import io.ostiary.endpoint.query.Call;
import io.ostiary.endpoint.query.Operation;
import io.ostiary.endpoint.query.OperationException;
import io.ostiary.endpoint.query.Parameters;
import io.ostiary.realm.Realm;
import io.ostiary.realm.session.AssumedRole;
import io.ostiary.realm.session.FederatedUser;
import io.ostiary.realm.session.FederationRequest;
import io.ostiary.realm.session.MfaCode;
import io.ostiary.realm.session.RoleAssumption;
import io.ostiary.realm.session.RoleRequest;
import io.ostiary.realm.session.SessionCredentials;
import io.ostiary.realm.session.SessionException;
import io.ostiary.realm.session.UserSessions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What makes temporary credentials. */
final class SessionOperations {
  private static final int LONGEST_OF_ROLE = 43_200;
  private static final int LONGEST_OF_USER = 129_600;
  private static final int MOST_CONTEXTS = 5;

  private record SelfRequest(Optional<Duration> duration, Optional<MfaCode> mfa) {}

  private SessionOperations() {}

  static List<Operation> of(Realm realm) {
    RoleAssumption roles = realm.roleAssumption();
    UserSessions users = realm.userSessions();
    return List.of(
        Operation.of(
            "AssumeRole",
            SessionOperations::role,
            (request, call) -> {
              Noted.request(request, call.notes());
              AssumedRole role =
                  answered(() -> roles.assume(request, call.caller(), call.circumstances()));
              Noted.role(role, call.notes());
              return role;
            },
            Outputs::assumedRole),
        Operation.of(
            "GetSessionToken",
            (in, call) -> new SelfRequest(Inputs.duration(in, LONGEST_OF_USER), Inputs.mfa(in)),
            (request, call) -> own(users, request, call),
            Outputs::credentials),
        Operation.of(
            "GetFederationToken",
            SessionOperations::federation,
            (request, call) -> federated(users, request, call),
            Outputs::federatedUser));
  }

  private static SessionCredentials own(UserSessions users, SelfRequest request, Call call) {
    Noted.duration(request.duration(), call.notes());
    Noted.mfa(request.mfa(), call.notes());
    SessionCredentials credentials =
        answered(
            () ->
                users.ofItself(
                    call.caller(), request.duration(), request.mfa(), call.circumstances()));
    Noted.credentials(credentials, call.notes());
    return credentials;
  }

  private static FederatedUser federated(UserSessions users, FederationRequest request, Call call) {
    AuditNotes notes = call.notes();
    notes.parameter("name", request.name());
    Noted.duration(request.duration(), notes);
    Noted.passed(request.policies(), request.tags(), notes);
    FederatedUser user = answered(() -> users.of(request, call.caller(), call.circumstances()));
    Noted.credentials(user.credentials(), notes);
    notes.answer("federatedUserId", user.id());
    notes.answer("arn", user.arn());
    return user;
  }

  private static RoleRequest role(Parameters in, Call call) {
    List<String> contexts =
        in.list(
            "ProvidedContexts",
            MOST_CONTEXTS,
            context -> {
              context.optionalText("ContextAssertion", Texts.CONTEXT_ASSERTION);
              return context.optionalText("ProviderArn", Texts.ARN).orElse("");
            });
    if (!contexts.isEmpty()) {
      in.refuse(
          OperationException.validation(
              "ProvidedContexts come from AWS IAM Identity Center, which is not served here; leave"
                  + " them out"));
    }
    return new RoleRequest(
        in.text("RoleArn", Texts.ARN),
        in.text("RoleSessionName", Texts.SESSION_NAME),
        Inputs.duration(in, LONGEST_OF_ROLE),
        Inputs.policies(in),
        Inputs.tagsOfRole(in),
        in.optionalText("SourceIdentity", Texts.SOURCE_IDENTITY),
        in.optionalText("ExternalId", Texts.EXTERNAL_ID),
        Inputs.mfa(in));
  }

  private static FederationRequest federation(Parameters in, Call call) {
    return new FederationRequest(
        in.text("Name", Texts.FEDERATED_NAME),
        Inputs.duration(in, LONGEST_OF_USER),
        Inputs.policies(in),
        Inputs.tags(in));
  }

  /** What the realm answers, or its refusal on the wire. */
  private static <R> R answered(Supplier<R> answer) {
    try {
      return answer.get();
    } catch (SessionException e) {
      throw StsEndpoint.refusal(e);
    }
  }
}
