package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.Definitions;
import io.ostiary.endpoint.query.Markers;
import io.ostiary.endpoint.query.Operation;
import io.ostiary.endpoint.query.QueryService;
import io.ostiary.filter.AuthorizedRequest;
import io.ostiary.filter.Fault;
import io.ostiary.filter.ServiceHandler;
import io.ostiary.filter.http.FormParameters;
import io.ostiary.filter.mapping.MatchedRoute;
import io.ostiary.filter.mapping.ResourceResolver;
import io.ostiary.policy.request.Resource;
import io.ostiary.policy.service.ServiceDefinition;
import io.ostiary.realm.Realm;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.directory.LinkedServices;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The IAM web service, version 2010-05-08: the directory for administrators and their tools.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/welcome.html">IAM API
 *     reference</a>
 */
public final class IamEndpoint implements ServiceHandler {
  private static final String SERVICE = "iam";
  private static final String VERSION = "2010-05-08";

  private final List<Operation> all;
  private final QueryService operations;

  private static List<Operation> operations(Surroundings surroundings) {
    return Stream.of(
            UserOperations.of(surroundings),
            AccessKeyOperations.of(surroundings),
            SimulationOperations.ALL,
            AccountOperations.ALL,
            GroupOperations.ALL,
            RoleOperations.of(surroundings),
            UnkeptOperations.ALL,
            RootUserOperations.ALL,
            SessionOperations.ALL,
            PasswordOperations.of(surroundings),
            MfaOperations.ALL,
            CredentialReportOperations.of(surroundings),
            ServiceAccessOperations.of(surroundings),
            FederationSwitchOperations.of(surroundings),
            forEach(InlinePolicyOperations::of),
            forEach(AttachmentOperations::of),
            TagOperations.of(IdentityWords.USER),
            TagOperations.of(IdentityWords.ROLE),
            BoundaryOperations.of(IdentityWords.USER),
            BoundaryOperations.of(IdentityWords.ROLE),
            PolicyOperations.ALL,
            PolicyOperations.tags(),
            PolicyVersionOperations.ALL,
            PolicyEntityOperations.ALL,
            OidcProviderOperations.ALL,
            OidcProviderOperations.tags(),
            SamlProviderOperations.ALL,
            SamlProviderOperations.tags(),
            InstanceProfileOperations.ALL,
            InstanceProfileOperations.tags(),
            AccountAliasOperations.ALL,
            ServiceLinkedRoleOperations.of(surroundings.linked()))
        .flatMap(List::stream)
        .toList();
  }

  /** What IAM offers for users, groups and roles alike. */
  private static List<Operation> forEach(Function<IdentityWords, List<Operation>> operations) {
    return Stream.of(IdentityWords.USER, IdentityWords.GROUP, IdentityWords.ROLE)
        .map(operations)
        .flatMap(List::stream)
        .toList();
  }

  /**
   * Serves the directory of a realm.
   *
   * @param linked the services for which service-linked roles may be made
   * @param services all that are served, which reports tell of
   * @param outboundIssuer by account id, who its web identity tokens say made them
   */
  public IamEndpoint(
      Realm realm,
      Markers markers,
      LinkedServices linked,
      List<ServiceDefinition> services,
      UnaryOperator<String> outboundIssuer) {
    all = operations(new Surroundings(realm, linked, services, outboundIssuer));
    operations = new QueryService(SERVICE, VERSION, all, realm.directory(), markers);
  }

  /** Every operation that it offers. */
  List<Operation> operations() {
    return all;
  }

  /** Its actions and routes. */
  public static ServiceDefinition definition() {
    return Definitions.beside(IamEndpoint.class, "iam.service.json");
  }

  /** What names the resources of its definition, by the names that the definition uses. */
  public static Map<String, ResourceResolver> resolvers() {
    return Map.<String, ResourceResolver>ofEntries(
        Map.entry(SERVICE, input -> Resource.none(input.caller().accountId())),
        Map.entry("iam-root", new RootUserOperations.Resolver()),
        Map.entry("iam-policy-source", new PolicySourceResolver()),
        Map.entry("iam-access-key", new AccessKeyOperations.Resolver()),
        Map.entry("iam-user", new IdentityResolver(IdentityWords.USER)),
        Map.entry("iam-group", new IdentityResolver(IdentityWords.GROUP)),
        Map.entry("iam-role", new IdentityResolver(IdentityWords.ROLE)),
        Map.entry("iam-mfa", new MfaDeviceResolver()),
        Map.entry("iam-policy", StoredResolver.POLICY),
        Map.entry("iam-oidc-provider", StoredResolver.OIDC_PROVIDER),
        Map.entry("iam-saml-provider", StoredResolver.SAML_PROVIDER),
        Map.entry("iam-instance-profile", StoredResolver.INSTANCE_PROFILE));
  }

  @Override
  public String service() {
    return SERVICE;
  }

  @Override
  public Optional<Fault> fault(
      MatchedRoute match, FormParameters form, AuthenticatedPrincipal caller) {
    return operations.fault(match, form, caller);
  }

  @Override
  public void handle(AuthorizedRequest request, HttpServletResponse response) throws IOException {
    operations.handle(request, response);
  }
}
