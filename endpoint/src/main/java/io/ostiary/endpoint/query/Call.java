package io.ostiary.endpoint.query;

import io.ostiary.policy.request.RequestContext;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.DirectoryCommand;
import io.ostiary.realm.directory.LiveDirectory;
import java.util.Map;

/**
 * One call of an operation: who makes it, and what it works on.
 *
 * @param circumstances the condition keys of the request itself
 * @param live takes the commands
 * @param markers writes and reads the ends of pages
 * @param notes takes down what the audit is to know of what only the operation decides
 */
public record Call(
    AuthenticatedPrincipal caller,
    Map<String, RequestContext.Values> circumstances,
    LiveDirectory live,
    Markers markers,
    AuditNotes notes) {

  /** A call of which nothing is noted. */
  public Call(
      AuthenticatedPrincipal caller,
      Map<String, RequestContext.Values> circumstances,
      LiveDirectory live,
      Markers markers) {
    this(caller, circumstances, live, markers, new AuditNotes());
  }

  /** The account that the call is about. */
  public String accountId() {
    return caller.accountId();
  }

  /** What there is to read: the snapshot on which the call was authenticated and allowed. */
  public Directory directory() {
    return caller.directory();
  }

  /** Changes the directory. */
  public <R> R execute(DirectoryCommand<R> command) {
    return live.execute(command);
  }
}
