package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.Call;
import io.ostiary.policy.decision.ApplicablePolicies;
import io.ostiary.policy.decision.Authorizer;
import io.ostiary.policy.decision.MatchedLayer;
import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.RequestContext.Values;
import io.ostiary.policy.request.Resource;
import io.ostiary.policy.validation.ContextKeys;
import io.ostiary.realm.directory.Identity;
import io.ostiary.realm.directory.OrganizationPlace;
import io.ostiary.realm.directory.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Requests that nobody makes, decided by the engine that decides those that are made: each action
 * on each resource. What it does not find in the directory it takes from its caller: the context,
 * and the policies of resources, but for the trust policies of the account's roles. The
 * organisation's caps bear on what an identity of the directory does, and on nobody made up.
 */
final class Simulation {
  private final Call call;
  private final SimulationInput input;
  private final SimulatedCaller caller;
  private final CitedPolicies identity;
  private final Optional<CitedPolicies> boundary;
  private final ResourceSide resourceSide;
  private final Optional<String> owner;
  private final PolicySet compiledIdentity;
  private final Optional<PolicySet> compiledBoundary;
  private final List<String> keysOfCaller;

  /** Whether an identity of the directory asks; a service-linked role no cap limits. */
  private final boolean capped;

  /** One of the requests; {@code index} is its place among them. */
  record Scenario(Simulation simulation, int index, Action action, String resource) {

    /** Sorts scenarios as they were asked for. */
    String key() {
      return "%08d".formatted(index);
    }

    Evaluation evaluation() {
      return simulation.evaluate(this);
    }
  }

  private Simulation(SimulationInput input, Call call) {
    this.call = call;
    this.input = input;
    Optional<Identity> source = input.sourceArn().map(arn -> PolicySource.find(arn, call));
    this.caller = SimulatedCaller.of(input, source, call);
    this.identity = PolicySource.policies(source, call).addAll("PolicyInputList", input.policies());
    this.boundary = boundary(input, source, call);
    this.resourceSide = ResourceSide.of(input.resourcePolicy(), call);
    this.owner = input.resourceOwner().map(ResourceOwner::parse);
    this.compiledIdentity = identity.compiled();
    this.compiledBoundary = boundary.map(CitedPolicies::compiled);
    List<Policy> policies = new ArrayList<>(identity.originals());
    boundary.ifPresent(limit -> policies.addAll(limit.originals()));
    this.keysOfCaller = ContextKeys.of(policies);
    this.capped = source.filter(identity -> !isServiceLinked(identity)).isPresent();
  }

  private static boolean isServiceLinked(Identity identity) {
    return identity instanceof Role role && role.serviceLinked();
  }

  /** Prepares a simulation. */
  static Simulation of(SimulationInput input, Call call) {
    return new Simulation(input, call);
  }

  private static Optional<CitedPolicies> boundary(
      SimulationInput input, Optional<Identity> source, Call call) {
    List<String> passed = input.boundaries();
    if (passed.size() > 1) {
      throw Refusals.invalid(
          "PermissionsBoundaryPolicyInputList has %s policies; an identity has one boundary"
              .formatted(passed.size()));
    }
    if (passed.isEmpty()) {
      return source.flatMap(identity -> PolicySource.boundary(identity, call));
    }
    return Optional.of(
        new CitedPolicies(PolicyType.PERMISSIONS_BOUNDARY)
            .addAll("PermissionsBoundaryPolicyInputList", passed));
  }

  /** How many statements each decision looks at, or nearly. */
  int statements() {
    return identity.statements()
        + boundary.map(CitedPolicies::statements).orElse(0)
        + resourceSide.statements();
  }

  /** Every action with every resource. */
  List<Scenario> scenarios() {
    input.resources().forEach(ResourceOwner::in);
    List<Scenario> scenarios = new ArrayList<>();
    for (String name : input.actions()) {
      Action action = action(name);
      for (String resource : input.resources()) {
        scenarios.add(new Scenario(this, scenarios.size(), action, resource));
      }
    }
    return scenarios;
  }

  private static Action action(String name) {
    try {
      Action action = Action.parse(name);
      if (name.indexOf('*') < 0 && name.indexOf('?') < 0) {
        return action;
      }
    } catch (IllegalArgumentException malformed) {
      throw Refusals.invalid(
          "Invalid action name: '%s'; write service:Name, such as iam:CreateUser".formatted(name));
    }
    throw Refusals.invalid(
        "Invalid action name: '%s'; a simulation takes no wildcards".formatted(name));
  }

  private Evaluation evaluate(Scenario scenario) {
    Optional<String> inArn = ResourceOwner.in(scenario.resource());
    String account =
        inArn
            .or(() -> owner)
            .or(() -> caller.principal().map(Principal::accountId))
            .orElse(call.accountId());
    Principal principal = caller.asking(account, call);
    ResourceSide.Policies resourcePolicies =
        resourceSide.policies(scenario.action(), scenario.resource());
    RequestContext context = context(account);
    AuthorizationRequest request =
        new AuthorizationRequest(
            principal,
            scenario.action(),
            new Resource(scenario.resource(), account, resourcePolicies.gated()),
            context);
    ApplicablePolicies policies =
        new ApplicablePolicies(
            compiledIdentity,
            resourcePolicies.compiled(),
            compiledBoundary.orElse(null),
            null,
            capped ? place(principal.accountId()).serviceControl() : List.of(),
            capped ? place(account).resourceControl() : List.of());
    List<MatchedLayer> layers = Authorizer.matches(request, policies);
    return new Evaluation(
        scenario,
        principal.accountId().equals(account),
        Authorizer.decide(request, policies),
        allowedByOrganization(layers),
        layers.stream()
            .filter(layer -> layer.level() == 0)
            .map(layer -> new Evaluation.Layer(layer, cited(layer.type(), resourcePolicies)))
            .toList(),
        missing(context, resourcePolicies));
  }

  private OrganizationPlace place(String accountId) {
    return call.directory().organizationPlace(accountId);
  }

  /** Empty where no organisation has a say. */
  private static Optional<Boolean> allowedByOrganization(List<MatchedLayer> layers) {
    List<MatchedLayer> levels = layers.stream().filter(layer -> layer.level() > 0).toList();
    return levels.isEmpty()
        ? Optional.empty()
        : Optional.of(levels.stream().allMatch(MatchedLayer::allows));
  }

  /** What is known of a request for something of an account; what the caller says wins. */
  private RequestContext context(String resourceAccount) {
    Map<String, Values> keys = new LinkedHashMap<>();
    Map<String, Values> supplied = new LinkedHashMap<>(caller.context());
    supplied.put("aws:ResourceAccount", new Values(List.of(resourceAccount), false));
    supplied.forEach((key, values) -> keys.put(RequestContext.fold(key), values));
    input.context().forEach((key, values) -> keys.put(RequestContext.fold(key), values));
    RequestContext.Builder context = RequestContext.builder();
    keys.forEach(context::put);
    return context.build();
  }

  private CitedPolicies cited(PolicyType type, ResourceSide.Policies resourcePolicies) {
    return switch (type) {
      case IDENTITY -> identity;
      case PERMISSIONS_BOUNDARY -> boundary.orElse(identity);
      default -> resourcePolicies.cited();
    };
  }

  /** The keys that the policies read and the request lacks. */
  private List<String> missing(RequestContext context, ResourceSide.Policies resourcePolicies) {
    Set<String> seen = new HashSet<>();
    return Stream.concat(keysOfCaller.stream(), resourcePolicies.keys().stream())
        .filter(key -> seen.add(RequestContext.fold(key)))
        .filter(key -> context.get(RequestContext.fold(key)) == null)
        .toList();
  }
}
