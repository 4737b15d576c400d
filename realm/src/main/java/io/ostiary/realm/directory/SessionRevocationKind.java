package io.ostiary.realm.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

final class SessionRevocationKind implements Kind<SessionRevocation> {
  @Override
  public String tag() {
    return "session-revocation";
  }

  @Override
  public String id(SessionRevocation revocation) {
    return revocation.id();
  }

  @Override
  public String accountId(SessionRevocation revocation) {
    return revocation.accountId();
  }

  @Override
  public List<String> parents(SessionRevocation revocation) {
    return List.of(SessionKeyKind.INSTALLATION);
  }

  @Override
  public void write(SessionRevocation revocation, ObjectNode row) {
    row.put("at", revocation.at().toString()).put("revision", revocation.revision());
  }

  @Override
  public SessionRevocation read(Row row) {
    // Earlier versions wrote a time alone; no session that they issued opens any more.
    return row.has("revision")
        ? new SessionRevocation(row.id(), row.accountId(), row.time("at"), row.number("revision"))
        : new SessionRevocation(row.id(), row.accountId(), row.time("issuedBefore"), 0);
  }
}
