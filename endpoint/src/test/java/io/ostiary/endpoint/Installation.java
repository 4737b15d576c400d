package io.ostiary.endpoint;

import io.ostiary.endpoint.iam.IamEndpoint;
import io.ostiary.endpoint.query.Markers;
import io.ostiary.endpoint.sts.IssuerEndpoint;
import io.ostiary.endpoint.sts.StsEndpoint;
import io.ostiary.filter.AuthorizedRequest;
import io.ostiary.filter.ErrorAnswer;
import io.ostiary.filter.Fault;
import io.ostiary.filter.Finding;
import io.ostiary.filter.ServiceHandler;
import io.ostiary.filter.http.CanonicalRequest;
import io.ostiary.filter.http.CanonicalRequest.Parameter;
import io.ostiary.filter.http.FormParameters;
import io.ostiary.filter.mapping.MatchedRoute;
import io.ostiary.filter.mapping.RequestMapper;
import io.ostiary.policy.decision.ApplicablePolicies;
import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.service.ErrorShape;
import io.ostiary.policy.service.Route;
import io.ostiary.policy.service.ServiceDefinition;
import io.ostiary.realm.Realm;
import io.ostiary.realm.RealmSettings;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.directory.CreateAccessKey;
import io.ostiary.realm.directory.CreateUser;
import io.ostiary.realm.directory.LinkedService;
import io.ostiary.realm.directory.LinkedServices;
import io.ostiary.realm.directory.LiveDirectory;
import io.ostiary.realm.directory.NewAccessKey;
import io.ostiary.realm.directory.Quotas;
import io.ostiary.realm.directory.User;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A realm in a directory of its own, with IAM and STS before it; who calls is said, not proved. */
public final class Installation implements AutoCloseable {
  /** A service that has a role of its own in an account. */
  private static final LinkedService JOBS =
      new LinkedService(
          "jobs.example.com",
          "Jobs",
          "Runs jobs.",
          "{\"Version\":\"2012-10-17\",\"Statement\":"
              + "{\"Effect\":\"Allow\",\"Action\":\"jobs:*\",\"Resource\":\"*\"}}");

  public static final String ACCOUNT = "111122223333";
  public static final String EXTERNAL_URL = "https://depot.example.com";
  public static final String REQUEST_ID = "0123456789ABCDEF";
  public static final Instant NOW = Instant.parse("2026-03-04T05:06:07.890Z");

  private static final CanonicalRequest POST =
      new CanonicalRequest(
          "POST",
          "/",
          "",
          "/",
          List.of(),
          true,
          null,
          List.of(),
          List.of(),
          "localhost",
          "::1",
          false);

  private final Realm realm;
  private final IamEndpoint iam;
  private final StsEndpoint sts;
  private final Map<String, ServiceHandler> handlers;
  private final List<Finding> findings = new ArrayList<>();

  public Installation(Path directory) {
    this(directory, Quotas.AWS);
  }

  public Installation(Path directory, Quotas quotas) {
    realm =
        Realm.open(
            new RealmSettings(
                    directory,
                    Optional.of(ACCOUNT),
                    "aws",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty())
                .with(quotas),
            InstantSource.fixed(NOW),
            new SecureRandom());
    Markers markers = new Markers(new byte[32]);
    iam =
        new IamEndpoint(
            realm,
            markers,
            new LinkedServices(List.of(JOBS)),
            List.of(IamEndpoint.definition(), StsEndpoint.definition()),
            IssuerEndpoint.issuers(EXTERNAL_URL));
    sts = new StsEndpoint(realm, markers, IssuerEndpoint.issuers(EXTERNAL_URL));
    handlers = Map.of("iam", iam, "sts", sts);
  }

  public LiveDirectory directory() {
    return realm.directory();
  }

  public Realm realm() {
    return realm;
  }

  public IamEndpoint iam() {
    return iam;
  }

  public StsEndpoint sts() {
    return sts;
  }

  /** What the endpoints wrote into the audit so far. */
  public List<Finding> findings() {
    return findings;
  }

  /** A user who was not there before. */
  public User user(String path, String name) {
    return directory().execute(new CreateUser(ACCOUNT, path, name, Map.of()));
  }

  public AuthenticatedPrincipal root() {
    return caller(new Principal.Root("arn:aws:iam::" + ACCOUNT + ":root", ACCOUNT), ACCOUNT);
  }

  public AuthenticatedPrincipal as(User user) {
    return caller(
        new Principal.User(user.arn(), ACCOUNT, user.id()),
        user.id(),
        directory().snapshot().identityPolicies(user));
  }

  /** The root user, with an access key that signed. */
  public AuthenticatedPrincipal signingRoot() {
    return withKey(root(), directory().snapshot().rootAccessKeys(ACCOUNT).get(0).id());
  }

  /** A user, with a new access key that signed. */
  public AuthenticatedPrincipal signedBy(String userName) {
    NewAccessKey key = directory().execute(new CreateAccessKey(ACCOUNT, userName));
    return withKey(
        as(directory().snapshot().user(ACCOUNT, userName).orElseThrow()), key.key().id());
  }

  private static AuthenticatedPrincipal withKey(AuthenticatedPrincipal caller, String keyId) {
    return new AuthenticatedPrincipal(
        caller.principal(),
        caller.userId(),
        Optional.of(keyId),
        caller.policies(),
        caller.context(),
        caller.directory());
  }

  public AuthenticatedPrincipal roleSession() {
    return caller(
        new Principal.RoleSession(
            "arn:aws:sts::" + ACCOUNT + ":assumed-role/Admin/session",
            ACCOUNT,
            "arn:aws:iam::" + ACCOUNT + ":role/Admin",
            "AROAEXAMPLE"),
        "AROAEXAMPLE:session");
  }

  /** Whatever the root user sends to IAM, as name, value, name, value… */
  public Answer iam(String action, String... fields) {
    return iam(root(), action, fields);
  }

  public Answer iam(AuthenticatedPrincipal caller, String action, String... fields) {
    return call(IamEndpoint.definition(), action, caller, form(action, fields));
  }

  public Answer sts(AuthenticatedPrincipal caller, String action, String... fields) {
    return call(StsEndpoint.definition(), action, caller, form(action, fields));
  }

  /** Sends a form by the route of an action, which need not be the form's. */
  public Answer call(
      ServiceDefinition definition,
      String route,
      AuthenticatedPrincipal caller,
      FormParameters form) {
    RecordedResponse response = new RecordedResponse();
    MatchedRoute match = match(definition, route);
    ServiceHandler handler = handlers.get(definition.service());
    try {
      Optional<Fault> barred = handler.bar(match, caller);
      if (barred.isPresent()) { // which the filter asks
        Fault fault = barred.get();
        ErrorAnswer.write(
            response.asServletResponse(),
            ErrorShape.QUERY,
            definition.service(),
            fault.status(),
            fault.code(),
            fault.message(),
            REQUEST_ID);
        return response.answer();
      }
      handler.handle(
          new AuthorizedRequest(REQUEST_ID, caller, match, POST, form, Map.of(), "", findings::add),
          response.asServletResponse());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return response.answer();
  }

  /** What the mapper would hand to a resolver. */
  public RequestMapper.Input input(AuthenticatedPrincipal caller, String action, String... fields) {
    return new RequestMapper.Input(
        POST,
        match(IamEndpoint.definition(), action),
        form(action, fields),
        "",
        Optional.empty(),
        caller);
  }

  public static FormParameters form(String action, String... fields) {
    List<Parameter> form = new ArrayList<>();
    form.add(new Parameter("Action", action));
    form.add(new Parameter("Version", "is the router's affair"));
    for (int i = 0; i < fields.length; i += 2) {
      form.add(new Parameter(fields[i], fields[i + 1]));
    }
    return new FormParameters(form);
  }

  @Override
  public void close() {
    realm.close();
  }

  private static MatchedRoute match(ServiceDefinition definition, String action) {
    Route route =
        definition.routes().stream()
            .filter(candidate -> candidate.queryAction().equals(Optional.of(action)))
            .findFirst()
            .orElseThrow();
    return new MatchedRoute(definition, route, Map.of());
  }

  private AuthenticatedPrincipal caller(Principal principal, String userId) {
    return caller(principal, userId, PolicySet.EMPTY);
  }

  private AuthenticatedPrincipal caller(Principal principal, String userId, PolicySet identity) {
    return new AuthenticatedPrincipal(
        principal,
        userId,
        Optional.empty(),
        ApplicablePolicies.of(identity, PolicySet.EMPTY),
        Map.of(),
        directory().snapshot());
  }
}
