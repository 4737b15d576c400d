package io.ostiary.realm.directory;

import io.ostiary.policy.document.Policy;
import java.util.Optional;

/** Changes a control policy wherever it is attached; what is empty stays as it is. */
public record UpdateControlPolicy(
    String managementAccountId,
    String policyId,
    Optional<String> name,
    Optional<String> description,
    Optional<String> text)
    implements DirectoryCommand<ControlPolicy> {

  @Override
  public ControlPolicy carryOut(DirectoryDraft draft) {

    OrganizationTree tree = draft.organization(managementAccountId);
    KeptControlPolicy kept = own(tree, policyId);
    ControlPolicy old = kept.policy();
    if (name.isPresent() && !Kind.fold(name.get()).equals(Kind.fold(old.name()))) {
      CreateControlPolicy.requireFree(draft, tree, name.get());
    }
    name.ifPresent(OrganizationNames::policy);
    description.ifPresent(OrganizationNames::description);
    Policy policy =
        text.isPresent() ? CreateControlPolicy.parse(draft, old.type(), text.get()) : old.policy();
    ControlPolicy changed =
        new ControlPolicy(
            old.id(),
            old.arn(),
            old.type(),
            name.orElse(old.name()),
            description.orElse(old.description()),
            policy);
    if (!changed.equals(old)) {
      String version = text.isPresent() ? draft.uniqueId("ANVA") : kept.versionId();
      draft.put(
          Kinds.CONTROL_POLICY,
          new KeptControlPolicy(kept.organizationId(), managementAccountId, version, changed));
    }
    return changed;
  }

  /** A policy of the organisation's own, not a shipped one. */
  static KeptControlPolicy own(OrganizationTree tree, String policyId) {
    if (tree.policy(policyId).filter(ControlPolicy::shipped).isPresent()) {
      throw OrganizationRefusal.shipped(policyId);
    }
    return tree.kept(policyId).orElseThrow(() -> OrganizationRefusal.noSuchPolicy(policyId));
  }
}
