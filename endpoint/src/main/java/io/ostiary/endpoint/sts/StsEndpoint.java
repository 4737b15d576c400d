package io.ostiary.endpoint.sts;

import io.ostiary.endpoint.query.Definitions;
import io.ostiary.endpoint.query.Markers;
import io.ostiary.endpoint.query.Operation;
import io.ostiary.endpoint.query.QueryService;
import io.ostiary.endpoint.query.XmlWriter;
import io.ostiary.filter.AuthorizedRequest;
import io.ostiary.filter.ServiceHandler;
import io.ostiary.policy.service.ServiceDefinition;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.directory.LiveDirectory;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/**
 * The Security Token Service, version 2011-06-15.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html">STS API
 *     reference</a>
 */
public final class StsEndpoint implements ServiceHandler {
  private static final String SERVICE = "sts";
  private static final String VERSION = "2011-06-15";

  /** No policy is asked about it: who has credentials may always learn whose they are. */
  private static final Operation GET_CALLER_IDENTITY =
      Operation.of(
          "GetCallerIdentity",
          (in, call) -> call.caller(),
          (caller, call) -> caller,
          StsEndpoint::identity);

  static final List<Operation> OPERATIONS = List.of(GET_CALLER_IDENTITY);

  private final QueryService operations;

  /** Serves a directory. */
  public StsEndpoint(LiveDirectory directory, Markers markers) {
    operations = new QueryService(SERVICE, VERSION, OPERATIONS, directory, markers);
  }

  /** Its actions and routes. */
  public static ServiceDefinition definition() {
    return Definitions.beside(StsEndpoint.class, "sts.service.json");
  }

  @Override
  public String service() {
    return SERVICE;
  }

  @Override
  public void handle(AuthorizedRequest request, HttpServletResponse response) throws IOException {
    operations.handle(request, response);
  }

  private static void identity(XmlWriter xml, AuthenticatedPrincipal caller) {
    xml.element("Arn", caller.getName())
        .element("UserId", caller.userId())
        .element("Account", caller.accountId());
  }
}
