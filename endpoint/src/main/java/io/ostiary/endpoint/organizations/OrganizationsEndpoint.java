package io.ostiary.endpoint.organizations;

import io.ostiary.endpoint.json.JsonOperation;
import io.ostiary.endpoint.json.JsonService;
import io.ostiary.endpoint.query.Definitions;
import io.ostiary.endpoint.query.Markers;
import io.ostiary.endpoint.query.OperationException;
import io.ostiary.filter.AuthorizedRequest;
import io.ostiary.filter.ServiceHandler;
import io.ostiary.filter.mapping.ResourceResolver;
import io.ostiary.policy.service.ServiceDefinition;
import io.ostiary.realm.directory.LiveDirectory;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * AWS Organizations, version 2016-11-28: what of it makes sense where accounts belong to nobody
 * else, and nobody has to be invited.
 *
 * @see <a href="https://docs.aws.amazon.com/organizations/latest/APIReference/Welcome.html">AWS
 *     Organizations API reference</a>
 */
public final class OrganizationsEndpoint implements ServiceHandler {
  private static final String SERVICE = "organizations";

  /** What Organizations calls refusals that others have too, or that are named after IAM's. */
  private static final Map<String, String> NAMES =
      Map.of(
          "ValidationError", "InvalidInputException",
          "InvalidInput", "InvalidInputException",
          "MalformedPolicyDocument", "MalformedPolicyDocumentException",
          "LimitExceeded", "ConstraintViolationException",
          "DeleteConflict", "ConstraintViolationException",
          "NoSuchEntity", "AccountNotFoundException",
          "ServiceFailure", "ServiceException");

  static final List<JsonOperation> OPERATIONS =
      Stream.of(OrganizationOperations.ALL, AccountOperations.ALL, ControlPolicyOperations.ALL)
          .flatMap(List::stream)
          .toList();

  private final JsonService operations;

  /** Serves a directory. */
  public OrganizationsEndpoint(LiveDirectory directory, Markers markers) {
    operations =
        new JsonService(SERVICE, OPERATIONS, OrganizationsEndpoint::named, directory, markers);
  }

  /** Its actions and routes. */
  public static ServiceDefinition definition() {
    return Definitions.beside(OrganizationsEndpoint.class, "organizations.service.json");
  }

  /** What names the resources of its definition, by the names that the definition uses. */
  public static Map<String, ResourceResolver> resolvers() {
    return Map.of("organizations-thing", new ThingResolver());
  }

  @Override
  public String service() {
    return SERVICE;
  }

  @Override
  public void handle(AuthorizedRequest request, HttpServletResponse response) throws IOException {
    operations.handle(request, response);
  }

  private static OperationException named(OperationException refused) {
    String name = NAMES.get(refused.code());
    if (name == null) {
      return refused;
    }
    int status = refused.status() >= 500 ? refused.status() : 400;
    return new OperationException(status, name, refused.message());
  }
}
