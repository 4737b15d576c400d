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
    row.put("issuedBefore", revocation.issuedBefore().toString());
  }

  @Override
  public SessionRevocation read(Row row) {
    return new SessionRevocation(row.id(), row.accountId(), row.time("issuedBefore"));
  }
}
