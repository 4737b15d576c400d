package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.Call;
import io.ostiary.endpoint.query.Listing;
import io.ostiary.endpoint.query.Operation;
import io.ostiary.endpoint.query.Parameters;
import io.ostiary.endpoint.query.XmlWriter;
import io.ostiary.realm.directory.CreatePolicy;
import io.ostiary.realm.directory.DeletePolicy;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.ManagedPolicy;
import io.ostiary.realm.directory.TaggedPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Managed policies, those that ship with the product among them. */
final class PolicyOperations {
  private static final List<String> SCOPES = List.of("All", "AWS", "Local");

  /** What a managed policy may be used as. */
  static final List<String> USAGES = List.of("PermissionsPolicy", "PermissionsBoundary");

  static final List<Operation> ALL =
      List.of(
          Operation.of(
              "CreatePolicy",
              PolicyOperations::create,
              (command, call) -> new Used(call.execute(command), 0, 0),
              PolicyOperations::element),
          Operation.of(
              "GetPolicy",
              PolicyOperations::arn,
              (arn, call) -> Used.of(existing(arn, call), call),
              PolicyOperations::element),
          Operation.list(
              "ListPolicies",
              (in, call) -> Filter.read(in),
              PolicyOperations::list,
              new Listing<>(
                  "Policies",
                  // A shipped policy may have the name of one of the account's own.
                  used -> used.policy().name() + '/' + used.policy().id(),
                  PolicyOperations::listed)),
          Operation.command(
              "DeletePolicy", (in, call) -> new DeletePolicy(call.accountId(), arn(in, call))));

  /** A policy and how often the account uses it. */
  record Used(ManagedPolicy policy, int attachments, int boundaries) {
    static Used of(ManagedPolicy policy, Call call) {
      Directory directory = call.directory();
      return new Used(
          policy,
          directory.attachmentCount(call.accountId(), policy),
          directory.boundaryUsageCount(call.accountId(), policy));
    }
  }

  private record Filter(
      String scope, boolean onlyAttached, String pathPrefix, Optional<String> usage) {
    static Filter read(Parameters in) {
      return new Filter(
          in.optionalWord("Scope", SCOPES).orElse("All"),
          in.flag("OnlyAttached"),
          in.optionalText("PathPrefix", Texts.POLICY_PATH).orElse("/"),
          in.optionalWord("PolicyUsageFilter", USAGES));
    }

    boolean takes(Used used) {
      boolean attached = used.attachments > 0;
      boolean bounds = used.boundaries > 0;
      return used.policy.path().startsWith(pathPrefix)
          && (!onlyAttached || attached || bounds)
          && usage.map(use -> use.equals("PermissionsPolicy") ? attached : bounds).orElse(true);
    }
  }

  private PolicyOperations() {}

  /** The tags of managed policies. */
  static List<Operation> tags() {
    return TagOperations.of(
        "Policy",
        PolicyOperations::own,
        named -> named,
        (named, call) -> existing(named.policyArn(), call).tags());
  }

  private static TaggedPolicy own(Parameters in, Call call) {
    return new TaggedPolicy(call.accountId(), arn(in, call));
  }

  static String arn(Parameters in, Call call) {
    return in.text("PolicyArn", Texts.ARN);
  }

  /** A policy that the account may use; another account's is none. */
  static ManagedPolicy existing(String arn, Call call) {
    return call.directory()
        .managedPolicy(arn)
        .filter(policy -> policy.shipped() || policy.accountId().equals(call.accountId()))
        .orElseThrow(() -> Target.noSuchEntity("Policy " + arn + " was not found."));
  }

  private static CreatePolicy create(Parameters in, Call call) {
    return new CreatePolicy(
        call.accountId(),
        in.optionalText("Path", Texts.POLICY_PATH).orElse("/"),
        in.text("PolicyName", Texts.POLICY_NAME),
        in.text("PolicyDocument", Texts.POLICY_DOCUMENT),
        in.optionalText("Description", Texts.POLICY_DESCRIPTION).orElse(""),
        Tags.read(in));
  }

  private static List<Used> list(Filter filter, Call call) {
    List<ManagedPolicy> policies = new ArrayList<>();
    if (!filter.scope().equals("AWS")) {
      policies.addAll(call.directory().managedPolicies(call.accountId()));
    }
    if (!filter.scope().equals("Local")) {
      policies.addAll(call.directory().shippedPolicies(call.accountId()));
    }
    return policies.stream().map(policy -> Used.of(policy, call)).filter(filter::takes).toList();
  }

  private static void element(XmlWriter xml, Used used) {
    xml.element(
        "Policy",
        inside -> {
          listed(inside, used);
          if (!used.policy().description().isEmpty()) {
            inside.element("Description", used.policy().description());
          }
          Tags.write(inside, used.policy().tags());
        });
  }

  /** A policy as lists show it: without description and tags. */
  static void listed(XmlWriter xml, Used used) {
    ManagedPolicy policy = used.policy();
    xml.element("PolicyName", policy.name())
        .element("PolicyId", policy.id())
        .element("Arn", policy.arn())
        .element("Path", policy.path())
        .element("DefaultVersionId", policy.defaultVersionId())
        .element("AttachmentCount", Integer.toString(used.attachments()))
        .element("PermissionsBoundaryUsageCount", Integer.toString(used.boundaries()))
        .element("IsAttachable", true)
        .element("CreateDate", policy.createdAt())
        .element("UpdateDate", policy.updatedAt());
  }
}
