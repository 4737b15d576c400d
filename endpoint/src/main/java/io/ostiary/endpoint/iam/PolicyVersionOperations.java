package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.Call;
import io.ostiary.endpoint.query.Listing;
import io.ostiary.endpoint.query.Operation;
import io.ostiary.endpoint.query.Parameters;
import io.ostiary.endpoint.query.XmlWriter;
import io.ostiary.realm.directory.CreatePolicyVersion;
import io.ostiary.realm.directory.DeletePolicyVersion;
import io.ostiary.realm.directory.ManagedPolicy;
import io.ostiary.realm.directory.PolicyVersion;
import io.ostiary.realm.directory.SetDefaultPolicyVersion;
import java.util.List;

/** The versions of managed policies. */
final class PolicyVersionOperations {

  static final List<Operation> ALL =
      List.of(
          Operation.of(
              "CreatePolicyVersion",
              PolicyVersionOperations::create,
              (command, call) -> new Version(call.execute(command), command.asDefault()),
              (xml, version) -> xml.element("PolicyVersion", inside -> listed(inside, version))),
          Operation.of(
              "GetPolicyVersion",
              (in, call) -> new Named(PolicyOperations.arn(in, call), id(in)),
              PolicyVersionOperations::existing,
              PolicyVersionOperations::element),
          Operation.list(
              "ListPolicyVersions",
              PolicyOperations::arn,
              PolicyVersionOperations::list,
              new Listing<>("Versions", Version::orderedId, PolicyVersionOperations::listed)),
          Operation.command(
              "SetDefaultPolicyVersion",
              (in, call) ->
                  new SetDefaultPolicyVersion(
                      call.accountId(), PolicyOperations.arn(in, call), id(in))),
          Operation.command(
              "DeletePolicyVersion",
              (in, call) ->
                  new DeletePolicyVersion(
                      call.accountId(), PolicyOperations.arn(in, call), id(in))));

  private record Named(String policyArn, String versionId) {}

  private record Version(PolicyVersion version, boolean isDefault) {
    static Version of(PolicyVersion version, ManagedPolicy policy) {
      return new Version(version, version.id().equals(policy.defaultVersionId()));
    }

    /** Sorts the newest first, as AWS lists them. */
    String orderedId() {
      return "%010d".formatted(Integer.MAX_VALUE - Integer.parseInt(version.id().substring(1)));
    }
  }

  private PolicyVersionOperations() {}

  private static String id(Parameters in) {
    return in.text("VersionId", Texts.VERSION_ID);
  }

  private static CreatePolicyVersion create(Parameters in, Call call) {
    return new CreatePolicyVersion(
        call.accountId(),
        PolicyOperations.arn(in, call),
        in.text("PolicyDocument", Texts.POLICY_DOCUMENT),
        in.flag("SetAsDefault"));
  }

  private static Version existing(Named named, Call call) {
    ManagedPolicy policy = PolicyOperations.existing(named.policyArn(), call);
    return call.directory()
        .policyVersion(policy, named.versionId())
        .map(version -> Version.of(version, policy))
        .orElseThrow(
            () ->
                Target.noSuchEntity(
                    "Policy %s version %s does not exist or is not attachable."
                        .formatted(named.policyArn(), named.versionId())));
  }

  private static List<Version> list(String arn, Call call) {
    ManagedPolicy policy = PolicyOperations.existing(arn, call);
    return call.directory().policyVersions(policy).stream()
        .map(version -> Version.of(version, policy))
        .toList();
  }

  private static void element(XmlWriter xml, Version version) {
    xml.element(
        "PolicyVersion",
        inside -> {
          inside.element("Document", PercentEncoding.encode(version.version().policy().text()));
          listed(inside, version);
        });
  }

  /** A version as lists show it: without its document. */
  private static void listed(XmlWriter xml, Version version) {
    xml.element("VersionId", version.version().id())
        .element("IsDefaultVersion", version.isDefault())
        .element("CreateDate", version.version().createdAt());
  }
}
