package io.ostiary.realm.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

final class OrganizationKind implements Kind<Organization> {
  @Override
  public String tag() {
    return "organization";
  }

  @Override
  public String id(Organization organization) {
    return organization.id();
  }

  @Override
  public String accountId(Organization organization) {
    return organization.managementAccountId();
  }

  @Override
  public List<String> parents(Organization organization) {
    return List.of(organization.rootId());
  }

  @Override
  public void write(Organization organization, ObjectNode row) {
    row.put("partition", organization.partition())
        .put("root", organization.rootId())
        .put("createdAt", organization.createdAt().toString());
    for (ControlPolicyType type : ControlPolicyType.values()) {
      row.put(type.word(), organization.enabled().contains(type));
    }
  }

  @Override
  public Organization read(Row row) {
    Set<ControlPolicyType> enabled = EnumSet.noneOf(ControlPolicyType.class);
    for (ControlPolicyType type : ControlPolicyType.values()) {
      if (row.flag(type.word())) {
        enabled.add(type);
      }
    }
    return new Organization(
        row.id(),
        row.text("partition"),
        row.accountId(),
        row.text("root"),
        enabled,
        row.time("createdAt"));
  }
}
