package io.ostiary.realm.directory;

import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.decision.PolicySet.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The places of one snapshot's accounts; each is worked out once. */
final class OrganizationPlaces {
  private final EntityTable table;
  private final CompiledPolicies compiled;
  private final Map<String, OrganizationPlace> places = new ConcurrentHashMap<>();

  OrganizationPlaces(EntityTable table, CompiledPolicies compiled) {
    this.table = table;
    this.compiled = compiled;
  }

  OrganizationPlace of(String accountId) {
    OrganizationPlace known = places.get(accountId);
    if (known != null) {
      return known;
    }
    // Who belongs to none is not remembered: a request may name any account.
    return table.get(Kinds.MEMBER_ACCOUNT, accountId) == null
        ? OrganizationPlace.NONE
        : places.computeIfAbsent(accountId, this::find);
  }

  private OrganizationPlace find(String accountId) {
    OrganizationTree tree = OrganizationTree.of(table, accountId).orElseThrow();
    List<String> path = tree.path(accountId);
    String id = tree.organization().id();
    return new OrganizationPlace(
        id,
        id + "/" + String.join("/", path.subList(0, path.size() - 1)) + "/",
        caps(tree, path, ControlPolicyType.SERVICE_CONTROL_POLICY),
        caps(tree, path, ControlPolicyType.RESOURCE_CONTROL_POLICY));
  }

  private List<PolicySet> caps(OrganizationTree tree, List<String> path, ControlPolicyType type) {
    String accountId = path.get(path.size() - 1);
    if (!tree.isEnabled(type) || tree.isManagement(accountId)) {
      return List.of();
    }
    List<PolicySet> sets = new ArrayList<>();
    for (String target : path) {
      List<CompiledPolicies.Version> versions = new ArrayList<>();
      for (ControlPolicy policy : tree.attached(target, type)) {
        String version =
            tree.kept(policy.id()).map(KeptControlPolicy::versionId).orElse(policy.arn());
        versions.add(
            new CompiledPolicies.Version(version, new Source(policy.arn(), policy.policy())));
      }
      sets.add(compiled.of(versions));
    }
    return sets;
  }
}
