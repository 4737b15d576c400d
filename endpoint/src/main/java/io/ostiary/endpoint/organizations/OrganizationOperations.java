package io.ostiary.endpoint.organizations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.endpoint.json.JsonInput;
import io.ostiary.endpoint.json.JsonOperation;
import io.ostiary.endpoint.json.JsonOperation.Act;
import io.ostiary.endpoint.json.JsonPage;
import io.ostiary.endpoint.query.Call;
import io.ostiary.realm.directory.ControlPolicyType;
import io.ostiary.realm.directory.CreateOrganization;
import io.ostiary.realm.directory.CreateOrganizationalUnit;
import io.ostiary.realm.directory.DeleteOrganization;
import io.ostiary.realm.directory.DeleteOrganizationalUnit;
import io.ostiary.realm.directory.DisableControlPolicies;
import io.ostiary.realm.directory.EnableControlPolicies;
import io.ostiary.realm.directory.Organization;
import io.ostiary.realm.directory.OrganizationTree;
import io.ostiary.realm.directory.OrganizationalUnit;
import io.ostiary.realm.directory.UpdateOrganizationalUnit;
import java.util.List;

/** The organisation itself, its root and its units. */
final class OrganizationOperations {
  private static final String NO_TAGS = "leave it out: what is in an organization has no tags";

  static final List<JsonOperation> ALL =
      List.of(
          new JsonOperation("CreateOrganization", OrganizationOperations::create),
          new JsonOperation("DescribeOrganization", OrganizationOperations::describe),
          new JsonOperation("DeleteOrganization", OrganizationOperations::delete),
          new JsonOperation("ListRoots", OrganizationOperations::listRoots),
          new JsonOperation("EnablePolicyType", OrganizationOperations::enable),
          new JsonOperation("DisablePolicyType", OrganizationOperations::disable),
          new JsonOperation("CreateOrganizationalUnit", OrganizationOperations::createUnit),
          new JsonOperation("DescribeOrganizationalUnit", OrganizationOperations::describeUnit),
          new JsonOperation("UpdateOrganizationalUnit", OrganizationOperations::updateUnit),
          new JsonOperation("DeleteOrganizationalUnit", OrganizationOperations::deleteUnit),
          new JsonOperation("ListOrganizationalUnitsForParent", OrganizationOperations::listUnits),
          new JsonOperation(
              "ListAWSServiceAccessForOrganization",
              (in, call) -> nothing(in, call, "EnabledServicePrincipals")),
          new JsonOperation(
              "ListTagsForResource",
              (in, call) -> {
                in.text("ResourceId");
                in.optionalText("NextToken");
                return out -> out.putArray("Tags");
              }));

  private OrganizationOperations() {}

  /** No policy may be enabled alone, so every organisation has all features. */
  private static Act create(JsonInput in, Call call) {
    if (!in.optionalText("FeatureSet").orElse("ALL").equals("ALL")) {
      throw JsonInput.invalid("`FeatureSet` must be ALL: there is no consolidated billing here");
    }
    return out -> {
      call.execute(new CreateOrganization(call.accountId()));
      Things.organization(
          out.putObject("Organization"),
          call.live().snapshot().organization(call.accountId()).orElseThrow());
    };
  }

  private static Act describe(JsonInput in, Call call) {
    return out -> Things.organization(out.putObject("Organization"), Things.own(call));
  }

  private static Act delete(JsonInput in, Call call) {
    return out -> call.execute(new DeleteOrganization(call.accountId()));
  }

  private static Act listRoots(JsonInput in, Call call) {
    JsonPage page = JsonPage.read(in, call, "roots");
    return out ->
        page.write(
            out,
            "Roots",
            List.of(Things.managed(call).organization()),
            Organization::rootId,
            (array, organization) -> Things.root(array.addObject(), organization));
  }

  private static Act enable(JsonInput in, Call call) {
    String rootId = in.text("RootId");
    ControlPolicyType type = in.word("PolicyType", ControlPolicyType.class);
    return out ->
        Things.root(
            out.putObject("Root"),
            call.execute(new EnableControlPolicies(call.accountId(), rootId, type)));
  }

  private static Act disable(JsonInput in, Call call) {
    String rootId = in.text("RootId");
    ControlPolicyType type = in.word("PolicyType", ControlPolicyType.class);
    return out ->
        Things.root(
            out.putObject("Root"),
            call.execute(new DisableControlPolicies(call.accountId(), rootId, type)));
  }

  private static Act createUnit(JsonInput in, Call call) {
    String parentId = in.text("ParentId");
    String name = in.text("Name");
    in.empty("Tags", NO_TAGS);
    return out ->
        unit(out, call.execute(new CreateOrganizationalUnit(call.accountId(), parentId, name)));
  }

  private static Act describeUnit(JsonInput in, Call call) {
    String id = in.text("OrganizationalUnitId");
    return out ->
        unit(
            out,
            Things.managed(call)
                .unit(id)
                .orElseThrow(() -> Things.noSuch("OrganizationalUnitNotFoundException", id)));
  }

  private static Act updateUnit(JsonInput in, Call call) {
    String id = in.text("OrganizationalUnitId");
    String name = in.text("Name");
    return out -> unit(out, call.execute(new UpdateOrganizationalUnit(call.accountId(), id, name)));
  }

  private static Act deleteUnit(JsonInput in, Call call) {
    String id = in.text("OrganizationalUnitId");
    return out -> call.execute(new DeleteOrganizationalUnit(call.accountId(), id));
  }

  private static void unit(ObjectNode out, OrganizationalUnit unit) {
    Things.unit(out.putObject("OrganizationalUnit"), unit);
  }

  private static Act listUnits(JsonInput in, Call call) {
    String parentId = in.text("ParentId");
    JsonPage page = JsonPage.read(in, call, "units/" + parentId);
    return out -> {
      OrganizationTree tree = Things.managed(call);
      requireParent(tree, parentId);
      page.write(
          out,
          "OrganizationalUnits",
          tree.unitsIn(parentId),
          OrganizationalUnit::id,
          (array, unit) -> Things.unit(array.addObject(), unit));
    };
  }

  static void requireParent(OrganizationTree tree, String parentId) {
    if (!tree.isParent(parentId)) {
      throw Things.noSuch("ParentNotFoundException", parentId);
    }
  }

  private static Act nothing(JsonInput in, Call call, String member) {
    JsonPage.read(in, call, member);
    return out -> out.putArray(member);
  }
}
