package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.Call;
import io.ostiary.endpoint.query.Operation;
import io.ostiary.policy.request.Arn;
import io.ostiary.realm.directory.Identity;
import io.ostiary.realm.directory.RevokeSessions;
import io.ostiary.realm.directory.Role;
import io.ostiary.realm.directory.User;
import java.util.List;
import java.util.stream.Stream;

/**
 * Ends sessions by whose they are: a user's, a role's, the root user's, or all that began at one
 * identity provider or identity store. AWS has no such operation.
 */
final class SessionOperations {
  static final List<Operation> ALL =
      List.of(
          Operation.of(
              "RevokeSessions",
              (in, call) -> in.text("Arn", Texts.ARN),
              (arn, call) -> call.execute(new RevokeSessions(call.accountId(), id(arn, call))),
              (xml, before) -> xml.element("RevokedUpTo", before)));

  private SessionOperations() {}

  /** By what sessions know what an ARN names. */
  private static String id(String arn, Call call) {
    if (isSource(arn, call.accountId())) {
      return arn;
    }
    if (arn.endsWith(":iam::" + call.accountId() + ":root")) {
      return call.accountId();
    }
    Identity identity = PolicySource.find(arn, call);
    if (identity instanceof User || identity instanceof Role) {
      return identity.id();
    }
    throw Refusals.invalid(
        "%s has no sessions; name a user, a role, the root user, an identity provider or an identity store."
            .formatted(arn));
  }

  /** Whether sessions begin there; it need not exist any more. */
  private static boolean isSource(String text, String accountId) {
    try {
      Arn arn = Arn.parse(text);
      return arn.service().equals("iam")
          && arn.region().isEmpty()
          && arn.account().equals(accountId)
          && Stream.of("oidc-provider/", "saml-provider/", "identity-store/")
              .anyMatch(arn.resource()::startsWith);
    } catch (IllegalArgumentException noArn) {
      return false;
    }
  }
}
