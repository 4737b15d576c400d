package io.ostiary.filter.audit;

import io.ostiary.realm.store.LastAccess;
import io.ostiary.realm.store.OnceStore;
import java.io.IOException;

/**
 * Takes note of who last reached which service and action, of events on their way to where they are
 * kept. An attempt counts, whether or not it was allowed; who is not known by then does not.
 */
public final class LastAccessSink implements AuditSink {
  private final AuditSink kept;
  private final OnceStore once;

  public LastAccessSink(AuditSink kept, OnceStore once) {
    this.kept = kept;
    this.once = once;
  }

  @Override
  public void record(AuditEvent event) throws IOException {
    kept.record(event);
    if (event.caller().isPresent() && !event.source().isEmpty()) {
      note(event, principalId(event.caller().get().userId()));
    }
  }

  private void note(AuditEvent event, String principal) {
    if (!principal.isEmpty()) {
      String service = event.source();
      once.used(LastAccess.id(principal, service), event.time(), service, "");
      once.used(LastAccess.id(principal, service, event.name()), event.time(), service, "");
    }
  }

  /** Of a session its role's: what is before the session's name. */
  private static String principalId(String userId) {
    int name = userId.indexOf(':');
    return name < 0 ? userId : userId.substring(0, name);
  }

  @Override
  public void close() throws IOException {
    kept.close();
  }
}
