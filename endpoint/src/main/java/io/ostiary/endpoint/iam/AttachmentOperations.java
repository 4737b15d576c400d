package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.Call;
import io.ostiary.endpoint.query.Listing;
import io.ostiary.endpoint.query.Operation;
import io.ostiary.endpoint.query.Parameters;
import io.ostiary.realm.directory.AttachPolicy;
import io.ostiary.realm.directory.DetachPolicy;
import io.ostiary.realm.directory.IdentityKind;
import io.ostiary.realm.directory.IdentityName;
import io.ostiary.realm.directory.ManagedPolicy;
import java.util.List;

/** Which managed policies are attached to a user, group or role. */
final class AttachmentOperations {

  private record Filter(IdentityName name, String pathPrefix) {}

  private AttachmentOperations() {}

  /** For one kind of identity. */
  static List<Operation> of(IdentityWords words) {
    String word = words.word();
    return List.of(
        Operation.command(
            "Attach" + word + "Policy",
            (in, call) -> new AttachPolicy(words.read(in, call), in.text("PolicyArn", Texts.ARN))),
        Operation.command(
            "Detach" + word + "Policy",
            (in, call) -> new DetachPolicy(words.read(in, call), in.text("PolicyArn", Texts.ARN))),
        Operation.list(
            "ListAttached" + word + "Policies",
            (in, call) -> filter(words, in, call),
            AttachmentOperations::attached,
            new Listing<>(
                "AttachedPolicies",
                // A shipped policy may have the name of one of the account's own.
                policy -> policy.name() + '/' + policy.id(),
                (xml, policy) ->
                    xml.element("PolicyName", policy.name()).element("PolicyArn", policy.arn()))));
  }

  private static Filter filter(IdentityWords words, Parameters in, Call call) {
    return new Filter(
        words.read(
            in, call, words.kind() == IdentityKind.USER ? Texts.USER_NAME : words.existing()),
        in.optionalText("PathPrefix", Texts.POLICY_PATH).orElse("/"));
  }

  private static List<ManagedPolicy> attached(Filter filter, Call call) {
    return call.directory().attachedPolicies(IdentityWords.existing(filter.name(), call)).stream()
        .filter(policy -> policy.path().startsWith(filter.pathPrefix()))
        .toList();
  }
}
