package io.ostiary.filter.mapping;

import io.ostiary.filter.http.CanonicalRequest;
import io.ostiary.filter.http.FormParameters;
import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.filter.http.RejectedRequestException.Reason;
import io.ostiary.policy.decision.ApplicablePolicies;
import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.RequestContext.Values;
import io.ostiary.policy.request.Resource;
import io.ostiary.policy.service.AccessLevel;
import io.ostiary.policy.service.ActionDefinition;
import io.ostiary.policy.service.ArnTemplate;
import io.ostiary.policy.service.RequiredAction;
import io.ostiary.policy.service.ResourceType;
import io.ostiary.policy.service.Route;
import io.ostiary.policy.service.ServiceDefinition;
import io.ostiary.policy.service.ServiceDefinitionException;
import io.ostiary.policy.service.TagKeys;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.directory.OrganizationPlace;
import io.ostiary.signature.VerifiedSignature;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Step 5: from a verified request to the questions that the engine must answer, all with yes. */
public final class RequestMapper {

  private static final String RESOURCE_TAG = "aws:ResourceTag/";
  private static final String REQUEST_TAG = "aws:RequestTag/";
  private static final String TAG_KEYS = "aws:TagKeys";

  /**
   * One question.
   *
   * @param request who, what, of what, under which circumstances
   * @param policies everything that bears on it
   */
  public record Question(AuthorizationRequest request, ApplicablePolicies policies) {}

  /**
   * Everything that is known of the request now.
   *
   * @param json the whole body as text where {@link Candidates#needsJson}, else the empty text
   * @param signature what was verified, if the request was signed; a header that it does not cover
   *     is not read
   */
  public record Input(
      CanonicalRequest request,
      MatchedRoute match,
      FormParameters form,
      String json,
      Optional<VerifiedSignature> signature,
      AuthenticatedPrincipal caller) {}

  /**
   * What an installation adds to every question.
   *
   * @param partition of every ARN, such as {@code aws}
   * @param region of ARNs whose template has one; may be empty
   * @param accountId the installation's own account, which owns whatever nobody else does
   */
  public record Settings(String partition, String region, String accountId, InstantSource clock) {}

  /** A resource, and what governs and describes it. */
  private record Target(
      Resource resource,
      ApplicablePolicies policies,
      Map<String, String> tags,
      Map<String, String> ownKeys) {
    static Target of(Resource resource, ApplicablePolicies policies, Map<String, String> tags) {
      return new Target(resource, policies, tags, Map.of());
    }
  }

  private final Settings settings;
  private final Map<String, ResourceResolver> resolvers;
  private final ResourceAttributes attributes;

  /**
   * Makes a mapper.
   *
   * @param resolvers by the name under which service definitions refer to them; one that is named
   *     as a service says whose account its actions without a resource are about, which else is the
   *     installation's
   * @param attributes {@link ResourceAttributes#NONE} if the application registers none
   */
  public RequestMapper(
      Settings settings, Map<String, ResourceResolver> resolvers, ResourceAttributes attributes) {
    this.settings = settings;
    this.resolvers = Map.copyOf(resolvers);
    this.attributes = attributes;
  }

  /**
   * Holds what services refer to against what is registered; for start-up.
   *
   * @throws ServiceDefinitionException if a resource type names a resolver that is not
   */
  public void check(List<ServiceDefinition> services) {
    List<String> problems = new ArrayList<>();
    for (ServiceDefinition service : services) {
      for (ResourceType type : service.resources().values()) {
        type.resolver()
            .filter(name -> !resolvers.containsKey(name))
            .ifPresent(
                name ->
                    problems.add(
                        "%s: the resolver `%s` of resource type `%s` is not registered; register it"
                                .formatted(service.file(), name, type.name())
                            + " or give the type an `arn`"));
      }
    }
    if (!problems.isEmpty()) {
      throw new ServiceDefinitionException(problems);
    }
  }

  /**
   * The condition keys that connection and clock supply, such as {@code aws:SourceIp}.
   *
   * @param signature what was verified, if the request was signed
   */
  public Map<String, Values> circumstances(
      CanonicalRequest request, Optional<VerifiedSignature> signature) {
    Map<String, Values> keys = new HashMap<>();
    ContextReader.engineKeys(
        request,
        signature,
        settings,
        (key, value) -> keys.put(key, new Values(List.of(value), false)));
    return keys;
  }

  /** A question per action of the route and resource, none only if the route decides by itself. */
  public List<Question> questions(Input input) throws RejectedRequestException {
    Route route = input.match().route();
    RequestValues values = new RequestValues(input);
    for (String header : route.select().headers().keySet()) {
      values.header(header);
    }
    ContextReader context = ContextReader.read(input, values, settings);
    ServiceDefinition service = input.match().service();
    List<Question> questions = new ArrayList<>();
    for (RequiredAction required : route.authorize()) {
      if (required.ifTagged().isPresent() && !context.hasTag(required.ifTagged().get())) {
        continue;
      }
      ActionDefinition action = service.actions().get(required.action());
      if (action == null) {
        throw new IllegalStateException("undeclared action " + required.action());
      }
      for (Target target : targets(input, required, action)) {
        questions.add(question(input, service, action, target, context));
      }
    }
    return questions;
  }

  /**
   * Begins to ask, for the application itself, about the caller of a request. What the
   * circumstances are is read once for all questions.
   */
  public Inquiry inquiry(Input input) throws RejectedRequestException {
    return new Inquiry(this, input, ContextReader.read(input, new RequestValues(input), settings));
  }

  /** What an application asks about the caller of one request, in whose circumstances. */
  public static final class Inquiry {
    private final RequestMapper mapper;
    private final Input input;
    private final ContextReader context;

    private Inquiry(RequestMapper mapper, Input input, ContextReader context) {
      this.mapper = mapper;
      this.input = input;
      this.context = context;
    }

    /**
     * One question.
     *
     * @throws IllegalArgumentException if the resource is none that the action is about
     */
    public Question question(AskedAction asked) throws RejectedRequestException {
      Target target = mapper.target(input, asked);
      return RequestMapper.question(input, asked.service(), asked.action(), target, context);
    }
  }

  private Target target(Input input, AskedAction asked) {
    if (asked.aboutNone()) {
      Resource none = Resource.none(settings.accountId());
      return new Target(none, policies(input, none, PolicySet.EMPTY), Map.of(), asked.keys());
    }
    Map<String, String> variables = asked.variables(this::ofInstallation);
    Target target = named(input, asked.service(), asked.type(), name -> value(variables, name));
    return new Target(target.resource(), target.policies(), target.tags(), asked.keys());
  }

  private static Question question(
      Input input,
      ServiceDefinition service,
      ActionDefinition action,
      Target target,
      ContextReader context)
      throws RejectedRequestException {
    refuseUnseenTags(input, service, action, target.policies());
    RequestContext keys =
        context.of(
            action,
            target.resource(),
            organizationPlace(input, target.resource()),
            target.tags(),
            target.ownKeys(),
            service.tagKeys().resource());
    AuthorizationRequest request =
        new AuthorizationRequest(
            input.caller().principal(),
            new Action(service.service(), action.name()),
            target.resource(),
            keys);
    return new Question(request, target.policies());
  }

  /** Never none. */
  private List<Target> targets(Input input, RequiredAction required, ActionDefinition action)
      throws RejectedRequestException {
    Optional<ResourceType> type = action.resource().map(input.match().service().resources()::get);
    if (type.isEmpty()) {
      ResourceResolver general = resolvers.get(input.match().service().service());
      Resource none =
          general == null ? Resource.none(settings.accountId()) : general.resolve(input);
      return List.of(Target.of(none, policies(input, none, PolicySet.EMPTY), Map.of()));
    }
    return type.get().resolver().isPresent()
        ? resolved(input, type.get(), type.get().resolver().get())
        : List.of(
            named(
                input,
                input.match().service(),
                type.get(),
                name ->
                    value(input.match().variables(), required.with().getOrDefault(name, name))));
  }

  private List<Target> resolved(Input input, ResourceType type, String name)
      throws RejectedRequestException {
    ResourceResolver resolver = resolvers.get(name);
    if (resolver == null) {
      throw new IllegalStateException(
          "the resolver `%s` of resource type `%s` is not registered".formatted(name, type.name()));
    }
    List<Target> targets = new ArrayList<>();
    targets.add(resolved(input, type, resolver, resolver.resolve(input)));
    for (Resource other : resolver.others(input)) {
      targets.add(resolved(input, type, resolver, other));
    }
    return targets;
  }

  private static Target resolved(
      Input input, ResourceType type, ResourceResolver resolver, Resource resource) {
    PolicySet attached =
        type.resourcePolicy().isPresent()
            ? input.caller().directory().resourcePolicies(resource.name())
            : PolicySet.EMPTY;
    ApplicablePolicies policies = policies(input, resource, attached);
    return new Target(
        resource,
        policies,
        readsTags(input.match().service(), policies) ? resolver.tags(input, resource) : Map.of(),
        resolver.keys(input, resource));
  }

  /** A resource that its type's template names, given what fills the template. */
  private Target named(
      Input input, ServiceDefinition service, ResourceType type, UnaryOperator<String> values) {
    String arn = fill(type.arn().orElseThrow(), values);
    String owner = attributes.owner(arn).orElse(settings.accountId());
    Grants grants = new Grants(attributes, input.caller().directory(), owner);
    Optional<ResourceType> holder = type.resourcePolicy().map(service.resources()::get);
    PolicySet attached = PolicySet.EMPTY;
    if (holder.isPresent() && holder.get().arn().isPresent()) {
      String held = fill(holder.get().arn().get(), values);
      attached = input.caller().directory().resourcePolicies(held);
      attached = held.equals(arn) ? attached : grants.added(attached, held, holder.get());
    }
    attached = grants.added(attached, arn, type);
    Resource resource = Resource.of(arn, owner);
    ApplicablePolicies policies = policies(input, resource, attached);
    boolean tagged = readsTags(service, policies);
    return Target.of(resource, policies, tagged ? attributes.tags(arn) : Map.of());
  }

  /** The caller's policies with those on the side of the resource. */
  private static ApplicablePolicies policies(
      Input input, Resource resource, PolicySet attachedToResource) {
    // Nothing of the organisation limits what a service does by the role that is its own.
    List<PolicySet> resourceControl =
        input.caller().isServiceLinked()
            ? List.of()
            : organizationPlace(input, resource).resourceControl();
    return input.caller().policies().withResource(attachedToResource, resourceControl);
  }

  private static OrganizationPlace organizationPlace(Input input, Resource resource) {
    return input.caller().directory().organizationPlace(resource.accountId());
  }

  /** The ARN that a template makes of these values. */
  public String arn(ArnTemplate template, Map<String, String> values) {
    return fill(template, name -> value(values, name));
  }

  /** The ARN of something that a service has in the installation's account. */
  public String arn(String service, String resource) {
    return "arn:"
        + settings.partition()
        + ':'
        + service
        + "::"
        + settings.accountId()
        + ':'
        + resource;
  }

  private String fill(ArnTemplate template, UnaryOperator<String> values) {
    return template.fill(
        name ->
            ArnTemplate.INSTALLATION.contains(name) ? ofInstallation(name) : values.apply(name));
  }

  private String ofInstallation(String name) {
    return switch (name) {
      case "Partition" -> settings.partition();
      case "Region" -> settings.region();
      default -> settings.accountId();
    };
  }

  private static String value(Map<String, String> variables, String name) {
    String value = variables.get(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalStateException("the route has no variable " + name);
    }
    return value;
  }

  /**
   * Refuses to ask about tagging where a policy reads the request's tags, but the route does not
   * say where they stand: a denial by a tag would never match, and a test of all tag keys always
   * hold. A DELETE takes tags away and brings none.
   */
  private static void refuseUnseenTags(
      Input input, ServiceDefinition service, ActionDefinition action, ApplicablePolicies policies)
      throws RejectedRequestException {
    boolean unseen =
        action.access() == AccessLevel.TAGGING
            && input.match().route().tags().isEmpty()
            && !input.request().method().equals("DELETE");
    if (unseen && readsRequestTags(service, policies)) {
      throw new RejectedRequestException(
          Reason.NO_ROUTE,
          "a policy reads the tags of the request, which `%s:%s` brings where they cannot be read"
                  .formatted(service.service(), action.name())
              + "; set the tags by a request whose route has `tags`, or take the tag keys out of"
              + " the policy");
    }
  }

  /** Whether a policy that bears on the question reads a tag that the request brings. */
  private static boolean readsRequestTags(ServiceDefinition service, ApplicablePolicies policies) {
    TagKeys own = service.tagKeys();
    return policies.reads(REQUEST_TAG)
        || policies.reads(TAG_KEYS)
        || own.request().filter(key -> policies.reads(key + "/")).isPresent()
        || own.requestKeys().filter(policies::reads).isPresent();
  }

  /** Whether a policy that bears on the question reads a tag of the resource. */
  private static boolean readsTags(ServiceDefinition service, ApplicablePolicies policies) {
    Optional<String> own = service.tagKeys().resource();
    return policies.reads(RESOURCE_TAG) || own.filter(key -> policies.reads(key + "/")).isPresent();
  }
}
