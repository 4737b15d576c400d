package io.ostiary.endpoint.organizations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.endpoint.query.Call;
import io.ostiary.endpoint.query.OperationException;
import io.ostiary.realm.directory.Account;
import io.ostiary.realm.directory.ControlPolicy;
import io.ostiary.realm.directory.ControlPolicyType;
import io.ostiary.realm.directory.MemberAccount;
import io.ostiary.realm.directory.Organization;
import io.ostiary.realm.directory.OrganizationTree;
import io.ostiary.realm.directory.OrganizationalUnit;
import java.time.Instant;

/** What is in an organisation: how an operation finds it, and how answers show it. */
final class Things {
  private static final double MILLIS = 1000.0;

  private Things() {}

  /** The organisation that the caller's account manages. */
  static OrganizationTree managed(Call call) {
    OrganizationTree tree = own(call);
    if (!tree.organization().managementAccountId().equals(call.accountId())) {
      throw new OperationException(
          400,
          "AccessDeniedException",
          "You don't have permissions to access this resource: only the management account of the"
              + " organization has.");
    }
    return tree;
  }

  /** The organisation that the caller's account belongs to. */
  static OrganizationTree own(Call call) {
    return call.directory()
        .organization(call.accountId())
        .orElseThrow(
            () ->
                new OperationException(
                    400,
                    "AWSOrganizationsNotInUseException",
                    "Your account is not a member of an organization; create one first."));
  }

  static OperationException noSuch(String code, String id) {
    return new OperationException(
        400, code, "You specified something that doesn't exist in the organization: " + id);
  }

  static void organization(ObjectNode out, OrganizationTree tree) {
    Organization organization = tree.organization();
    out.put("Id", organization.id())
        .put("Arn", organization.arn())
        .put("FeatureSet", "ALL")
        .put("MasterAccountArn", account(tree, organization.managementAccountId()).arn())
        .put("MasterAccountId", organization.managementAccountId())
        .put("MasterAccountEmail", account(tree, organization.managementAccountId()).email());
    types(out.putArray("AvailablePolicyTypes"), organization);
  }

  private static MemberAccount account(OrganizationTree tree, String accountId) {
    return tree.account(accountId).orElseThrow(() -> noSuch("AccountNotFoundException", accountId));
  }

  static void root(ObjectNode out, Organization organization) {
    out.put("Id", organization.rootId()).put("Arn", organization.rootArn()).put("Name", "Root");
    types(out.putArray("PolicyTypes"), organization);
  }

  private static void types(ArrayNode out, Organization organization) {
    for (ControlPolicyType type : organization.enabled()) {
      out.addObject().put("Type", type.name()).put("Status", "ENABLED");
    }
  }

  static void unit(ObjectNode out, OrganizationalUnit unit) {
    out.put("Id", unit.id()).put("Arn", unit.arn()).put("Name", unit.name());
  }

  static void account(ObjectNode out, MemberAccount member, Call call) {
    String management =
        call.directory()
            .organization(member.accountId())
            .map(tree -> tree.organization().managementAccountId())
            .orElse("");
    boolean open = call.directory().account(member.accountId()).filter(Account::open).isPresent();
    out.put("Id", member.accountId())
        .put("Arn", member.arn())
        .put("Email", member.email())
        .put("Name", member.name())
        .put("Status", open ? "ACTIVE" : "SUSPENDED")
        .put("State", open ? "ACTIVE" : "SUSPENDED")
        .put("JoinedMethod", member.accountId().equals(management) ? "INVITED" : "CREATED")
        .put("JoinedTimestamp", seconds(member.joinedAt()));
  }

  /** The protocol writes times as seconds since 1970, with fractions. */
  static double seconds(Instant time) {
    return time.toEpochMilli() / MILLIS;
  }

  static void summary(ObjectNode out, ControlPolicy policy) {
    out.put("Id", policy.id())
        .put("Arn", policy.arn())
        .put("Name", policy.name())
        .put("Description", policy.description())
        .put("Type", policy.type().name())
        .put("AwsManaged", policy.shipped());
  }

  static void policy(ObjectNode out, ControlPolicy policy) {
    ObjectNode member = out.putObject("Policy");
    summary(member.putObject("PolicySummary"), policy);
    member.put("Content", policy.policy().text());
  }
}
