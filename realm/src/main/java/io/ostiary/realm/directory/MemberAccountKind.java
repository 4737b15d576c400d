package io.ostiary.realm.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

final class MemberAccountKind implements Kind<MemberAccount> {
  @Override
  public String tag() {
    return "member-account";
  }

  @Override
  public String id(MemberAccount member) {
    return member.accountId();
  }

  @Override
  public String accountId(MemberAccount member) {
    return member.accountId();
  }

  @Override
  public List<String> parents(MemberAccount member) {
    return List.of(member.organizationId(), member.parentId());
  }

  @Override
  public void write(MemberAccount member, ObjectNode row) {
    row.put("arn", member.arn())
        .put("organization", member.organizationId())
        .put("parent", member.parentId())
        .put("name", member.name())
        .put("email", member.email())
        .put("joinedAt", member.joinedAt().toString());
  }

  @Override
  public MemberAccount read(Row row) {
    return new MemberAccount(
        row.id(),
        row.text("arn"),
        row.text("organization"),
        row.text("parent"),
        row.text("name"),
        row.text("email"),
        row.time("joinedAt"));
  }
}
