package io.ostiary.realm.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

final class MembershipKind implements Kind<Membership> {
  @Override
  public String tag() {
    return "membership";
  }

  @Override
  public String id(Membership membership) {
    return membership.groupId() + '/' + membership.userId();
  }

  @Override
  public String accountId(Membership membership) {
    return membership.accountId();
  }

  @Override
  public List<String> parents(Membership membership) {
    return List.of(membership.groupId(), membership.userId());
  }

  @Override
  public void write(Membership membership, ObjectNode row) {
    row.put("group", membership.groupId()).put("user", membership.userId());
  }

  @Override
  public Membership read(Row row) {
    return new Membership(row.accountId(), row.text("group"), row.text("user"));
  }
}
