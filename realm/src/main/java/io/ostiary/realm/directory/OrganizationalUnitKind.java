package io.ostiary.realm.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

final class OrganizationalUnitKind implements Kind<OrganizationalUnit> {
  @Override
  public String tag() {
    return "organizational-unit";
  }

  @Override
  public String id(OrganizationalUnit unit) {
    return unit.id();
  }

  @Override
  public String accountId(OrganizationalUnit unit) {
    return unit.managementAccountId();
  }

  @Override
  public List<String> parents(OrganizationalUnit unit) {
    return List.of(unit.organizationId(), unit.parentId());
  }

  @Override
  public void write(OrganizationalUnit unit, ObjectNode row) {
    row.put("arn", unit.arn())
        .put("organization", unit.organizationId())
        .put("parent", unit.parentId())
        .put("name", unit.name());
  }

  @Override
  public OrganizationalUnit read(Row row) {
    return new OrganizationalUnit(
        row.id(),
        row.text("arn"),
        row.text("organization"),
        row.accountId(),
        row.text("parent"),
        row.text("name"));
  }
}
