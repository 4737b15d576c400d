package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.Call;
import io.ostiary.endpoint.query.OperationException;
import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.request.Arn;
import io.ostiary.realm.directory.Identity;
import io.ostiary.realm.directory.IdentityKind;
import io.ostiary.realm.directory.IdentityName;
import io.ostiary.realm.directory.User;
import java.util.Optional;
import java.util.stream.Stream;

/** The user, group or role that an ARN names, whose policies are looked at. */
final class PolicySource {
  private PolicySource() {}

  /**
   * Finds it.
   *
   * @throws OperationException if the ARN is of nothing that has policies, of another account, or
   *     of nobody
   */
  static Identity find(String arn, Call call) {
    IdentityName name = name(arn).orElseThrow(() -> unclear(arn));
    if (!name.accountId().equals(call.accountId())) {
      throw Refusals.invalid(
          ("Invalid Policy Source Arn: caller's account %s does not have access to policies in"
                  + " account %s")
              .formatted(call.accountId(), name.accountId()));
    }
    return call.directory()
        .identity(name)
        .filter(identity -> identity.arn().equals(arn))
        .orElseThrow(
            () ->
                Target.noSuchEntity(
                    "The %s with name %s cannot be found."
                        .formatted(name.kind().word(), name.name())));
  }

  /** The policies of an identity that grant, for a user those of its groups too. */
  static CitedPolicies policies(Optional<Identity> source, Call call) {
    CitedPolicies policies = new CitedPolicies(PolicyType.IDENTITY);
    source.ifPresent(identity -> policies.addAttachedTo(identity, call.directory()));
    if (source.isPresent() && source.get() instanceof User user) {
      call.directory()
          .groupsOf(user)
          .forEach(group -> policies.addAttachedTo(group, call.directory()));
    }
    return policies;
  }

  /** What limits an identity, if something does. */
  static Optional<CitedPolicies> boundary(Identity source, Call call) {
    return call.directory()
        .permissionsBoundary(source)
        .map(
            managed ->
                new CitedPolicies(PolicyType.PERMISSIONS_BOUNDARY)
                    .add(
                        managed.name(),
                        Policy.parse(
                            call.directory().defaultVersion(managed).policy().text(),
                            PolicyType.PERMISSIONS_BOUNDARY)));
  }

  /** The user, group or role that an ARN names, existing or not; empty if it names none. */
  static Optional<IdentityName> name(String text) {
    try {
      Arn arn = Arn.parse(text);
      String resource = arn.resource();
      return Stream.of(IdentityKind.values())
          .filter(kind -> resource.startsWith(kind.word() + '/') && !resource.endsWith("/"))
          .filter(kind -> arn.service().equals("iam") && arn.region().isEmpty())
          .map(kind -> new IdentityName(kind, arn.account(), lastPart(resource)))
          .findAny();
    } catch (IllegalArgumentException noArn) {
      return Optional.empty();
    }
  }

  private static String lastPart(String resource) {
    return resource.substring(resource.lastIndexOf('/') + 1);
  }

  private static OperationException unclear(String text) {
    return Refusals.invalid(
        "Invalid Entity Arn: %s does not clearly define entity type and name.".formatted(text));
  }
}
