package io.ostiary.endpoint.organizations;

import io.ostiary.endpoint.json.JsonInput;
import io.ostiary.endpoint.json.JsonOperation;
import io.ostiary.endpoint.json.JsonOperation.Act;
import io.ostiary.endpoint.json.JsonPage;
import io.ostiary.endpoint.query.Call;
import io.ostiary.realm.directory.AttachControlPolicy;
import io.ostiary.realm.directory.ControlPolicy;
import io.ostiary.realm.directory.ControlPolicyType;
import io.ostiary.realm.directory.CreateControlPolicy;
import io.ostiary.realm.directory.DeleteControlPolicy;
import io.ostiary.realm.directory.DetachControlPolicy;
import io.ostiary.realm.directory.OrganizationTree;
import io.ostiary.realm.directory.UpdateControlPolicy;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Service control and resource control policies, and what they are attached to. */
final class ControlPolicyOperations {

  static final List<JsonOperation> ALL =
      List.of(
          new JsonOperation("CreatePolicy", ControlPolicyOperations::create),
          new JsonOperation("DescribePolicy", ControlPolicyOperations::describe),
          new JsonOperation("UpdatePolicy", ControlPolicyOperations::update),
          new JsonOperation("DeletePolicy", ControlPolicyOperations::delete),
          new JsonOperation("ListPolicies", ControlPolicyOperations::list),
          new JsonOperation("ListPoliciesForTarget", ControlPolicyOperations::listAttached),
          new JsonOperation("ListTargetsForPolicy", ControlPolicyOperations::listTargets),
          new JsonOperation("AttachPolicy", ControlPolicyOperations::attach),
          new JsonOperation("DetachPolicy", ControlPolicyOperations::detach));

  private ControlPolicyOperations() {}

  private static Act create(JsonInput in, Call call) {
    ControlPolicyType type = in.word("Type", ControlPolicyType.class);
    String name = in.text("Name");
    String description = in.text("Description");
    String content = in.text("Content");
    in.empty("Tags", "leave it out: what is in an organization has no tags");
    return out ->
        Things.policy(
            out,
            call.execute(
                new CreateControlPolicy(call.accountId(), type, name, description, content)));
  }

  private static Act describe(JsonInput in, Call call) {
    String id = in.text("PolicyId");
    return out -> Things.policy(out, policy(Things.managed(call), id));
  }

  private static ControlPolicy policy(OrganizationTree tree, String id) {
    return tree.policy(id).orElseThrow(() -> Things.noSuch("PolicyNotFoundException", id));
  }

  private static Act update(JsonInput in, Call call) {
    String id = in.text("PolicyId");
    Optional<String> name = in.optionalText("Name");
    Optional<String> description = in.optionalText("Description");
    Optional<String> content = in.optionalText("Content");
    return out ->
        Things.policy(
            out,
            call.execute(
                new UpdateControlPolicy(call.accountId(), id, name, description, content)));
  }

  private static Act delete(JsonInput in, Call call) {
    String id = in.text("PolicyId");
    return out -> call.execute(new DeleteControlPolicy(call.accountId(), id));
  }

  private static Act list(JsonInput in, Call call) {
    ControlPolicyType type = in.word("Filter", ControlPolicyType.class);
    JsonPage page = JsonPage.read(in, call, "policies/" + type);
    return out ->
        page.write(
            out,
            "Policies",
            Things.managed(call).policies(type),
            ControlPolicy::id,
            (array, policy) -> Things.summary(array.addObject(), policy));
  }

  private static Act listAttached(JsonInput in, Call call) {
    String targetId = in.text("TargetId");
    ControlPolicyType type = in.word("Filter", ControlPolicyType.class);
    JsonPage page = JsonPage.read(in, call, "policies/" + targetId + '/' + type);
    return out -> {
      OrganizationTree tree = Things.managed(call);
      if (!tree.isTarget(targetId)) {
        throw Things.noSuch("TargetNotFoundException", targetId);
      }
      page.write(
          out,
          "Policies",
          tree.attached(targetId, type),
          ControlPolicy::id,
          (array, policy) -> Things.summary(array.addObject(), policy));
    };
  }

  private static Act listTargets(JsonInput in, Call call) {
    String id = in.text("PolicyId");
    JsonPage page = JsonPage.read(in, call, "targets/" + id);
    return out -> {
      OrganizationTree tree = Things.managed(call);
      page.write(
          out,
          "Targets",
          tree.targets(policy(tree, id)),
          UnaryOperator.identity(),
          (array, target) ->
              array
                  .addObject()
                  .put("TargetId", target)
                  .put("Arn", tree.arn(target).orElse(""))
                  .put("Name", tree.name(target))
                  .put("Type", type(tree, target)));
    };
  }

  private static String type(OrganizationTree tree, String targetId) {
    if (tree.account(targetId).isPresent()) {
      return "ACCOUNT";
    }
    return tree.unit(targetId).isPresent() ? "ORGANIZATIONAL_UNIT" : "ROOT";
  }

  private static Act attach(JsonInput in, Call call) {
    String policyId = in.text("PolicyId");
    String targetId = in.text("TargetId");
    return out -> call.execute(new AttachControlPolicy(call.accountId(), policyId, targetId));
  }

  private static Act detach(JsonInput in, Call call) {
    String policyId = in.text("PolicyId");
    String targetId = in.text("TargetId");
    return out -> call.execute(new DetachControlPolicy(call.accountId(), policyId, targetId));
  }
}
