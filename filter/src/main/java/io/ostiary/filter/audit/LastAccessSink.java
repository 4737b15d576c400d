package io.ostiary.filter.audit;

import io.ostiary.realm.store.LastAccess;
import io.ostiary.realm.store.OnceStore;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Takes note of who last reached which service and action, of events on their way to where they are
 * kept. An attempt counts, whether or not it was allowed; who is not known by then does not.
 */
public final class LastAccessSink implements AuditSink {
  /** What is noted of somebody and an action in one second need not be noted again in it. */
  private record Noted(String userId, String source, String name, long second) {
    boolean covers(AuditEvent event, String caller) {
      return second == event.time().getEpochSecond()
          && name.equals(event.name())
          && source.equals(event.source())
          && userId.equals(caller);
    }
  }

  private final AuditSink kept;
  private final OnceStore once;

  /** By caller and action. Threads may race for a place, which is harmless. */
  private final @Nullable Noted[] latest = new Noted[256];

  public LastAccessSink(AuditSink kept, OnceStore once) {
    this.kept = kept;
    this.once = once;
  }

  @Override
  public void record(AuditEvent event) throws IOException {
    kept.record(event);
    if (event.caller().isPresent() && !event.source().isEmpty()) {
      String caller = event.caller().get().userId();
      int place = (31 * caller.hashCode() + event.name().hashCode()) & (latest.length - 1);
      Noted noted = latest[place];
      if (noted == null || !noted.covers(event, caller)) {
        note(event, principalId(caller));
        latest[place] =
            new Noted(caller, event.source(), event.name(), event.time().getEpochSecond());
      }
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
