package io.ostiary.endpoint.sts;

import io.ostiary.endpoint.query.Definitions;
import io.ostiary.endpoint.query.Markers;
import io.ostiary.endpoint.query.Operation;
import io.ostiary.endpoint.query.OperationException;
import io.ostiary.endpoint.query.QueryService;
import io.ostiary.endpoint.query.XmlWriter;
import io.ostiary.filter.AuthorizedRequest;
import io.ostiary.filter.Fault;
import io.ostiary.filter.ServiceHandler;
import io.ostiary.filter.mapping.MatchedRoute;
import io.ostiary.filter.mapping.ResourceResolver;
import io.ostiary.policy.request.Resource;
import io.ostiary.policy.service.ServiceDefinition;
import io.ostiary.realm.Realm;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.authentication.TokenVerifier;
import io.ostiary.realm.session.SessionException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

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

  private final List<Operation> all;
  private final QueryService operations;

  /** Serves a realm where no identity provider vouches for anybody. */
  public StsEndpoint(Realm realm, Markers markers, UnaryOperator<String> issuerOf) {
    this(realm, markers, new NoFederation(), issuerOf);
  }

  /**
   * Serves a realm.
   *
   * @param verifier judges what identity providers issue
   * @param issuerOf the issuer of an account, as its web identity tokens name it
   */
  public StsEndpoint(
      Realm realm, Markers markers, TokenVerifier verifier, UnaryOperator<String> issuerOf) {
    List<Operation> operationsOfAll = new ArrayList<>(SessionOperations.of(realm));
    operationsOfAll.addAll(FederatedOperations.of(realm, verifier));
    operationsOfAll.addAll(LookUpOperations.of(realm));
    operationsOfAll.addAll(WebIdentityOperations.of(realm, issuerOf));
    operationsOfAll.add(GET_CALLER_IDENTITY);
    all = List.copyOf(operationsOfAll);
    operations = new QueryService(SERVICE, VERSION, all, realm.directory(), markers);
  }

  /** Everything that it does. */
  List<Operation> operations() {
    return all;
  }

  /** The same on the wire of what the realm refuses. */
  static OperationException refusal(SessionException refused) {
    SessionException.Code code = refused.code();
    return new OperationException(
        code.status(),
        code.wireName(),
        String.valueOf(refused.getMessage()),
        refused.outcome(),
        refused.reason());
  }

  /** Its actions and routes. */
  public static ServiceDefinition definition() {
    return Definitions.beside(StsEndpoint.class, "sts.service.json");
  }

  /** What names the resources of its definition, by the names that the definition uses. */
  public static Map<String, ResourceResolver> resolvers() {
    return Map.of(SERVICE, input -> Resource.none(input.caller().accountId()));
  }

  @Override
  public String service() {
    return SERVICE;
  }

  @Override
  public Optional<Fault> bar(MatchedRoute match, AuthenticatedPrincipal caller) {
    return LookUpOperations.bar(match.route().queryAction().orElse(""), caller);
  }

  @Override
  public boolean recordsItself(MatchedRoute match) {
    return QueryService.decides(match);
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
