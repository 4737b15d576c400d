package io.ostiary.policy.decision;

import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.RequestContext;
import java.util.ArrayList;
import java.util.List;

/** A request and the policies that bear on it, as they are or as they might be. */
record Situation(AuthorizationRequest request, ApplicablePolicies policies) {

  Decision decide() {
    return Authorizer.decide(request, policies);
  }

  /** Whether the principal has a permissions boundary. */
  boolean bounded() {
    return policies.boundary() != null;
  }

  /** Whether the resource is of the principal's own account. */
  boolean withinAccount() {
    return request.principal().accountId().equals(request.resource().accountId());
  }

  /** Whether the principal can have policies of its own; anonymous and services cannot. */
  boolean hasPolicies() {
    return Authorizer.hasPolicies(request.principal());
  }

  boolean isFederatedWithoutSession() {
    return request.principal() instanceof Principal.FederatedUser && policies.session() == null;
  }

  /** What a policy of the resource is, or would be if it had one. */
  PolicyType resourceType() {
    return Authorizer.resourceType(request, policies);
  }

  /** Every layer in the order in which a denial is reported. */
  List<Layer> layers() {
    List<Layer> layers = new ArrayList<>();
    addLevels(PolicyType.SERVICE_CONTROL, policies.serviceControl(), layers);
    addLevels(PolicyType.RESOURCE_CONTROL, policies.resourceControl(), layers);
    layers.add(new Layer(PolicyType.PERMISSIONS_BOUNDARY, 0, policies.boundary()));
    layers.add(new Layer(PolicyType.SESSION, 0, policies.session()));
    layers.add(new Layer(PolicyType.IDENTITY, 0, policies.identity()));
    layers.add(new Layer(resourceType(), 0, policies.resource()));
    return layers;
  }

  private static void addLevels(PolicyType type, List<PolicySet> sets, List<Layer> layers) {
    for (int i = 0; i < sets.size(); i++) {
      layers.add(new Layer(type, i + 1, sets.get(i)));
    }
  }

  /** The layer of a type; of the organisation's, the first level. */
  Layer layer(PolicyType type) {
    return layers().stream().filter(layer -> layer.type() == type).findFirst().orElseThrow();
  }

  Situation with(RequestContext context) {
    return new Situation(
        new AuthorizationRequest(
            request.principal(), request.action(), request.resource(), context),
        policies);
  }

  /** This situation with other statements in one layer. */
  Situation with(Layer layer, List<AttachedStatement> statements) {
    PolicySet set = PolicySet.ofStatements(layer.type(), statements);
    PolicyType type = layer.type();
    return new Situation(
        request,
        new ApplicablePolicies(
            type == PolicyType.IDENTITY ? set : policies.identity(),
            type == PolicyType.RESOURCE || type == PolicyType.TRUST ? set : policies.resource(),
            type == PolicyType.PERMISSIONS_BOUNDARY ? set : policies.boundary(),
            type == PolicyType.SESSION ? set : policies.session(),
            type == PolicyType.SERVICE_CONTROL
                ? replaced(policies.serviceControl(), layer.level(), set)
                : policies.serviceControl(),
            type == PolicyType.RESOURCE_CONTROL
                ? replaced(policies.resourceControl(), layer.level(), set)
                : policies.resourceControl()));
  }

  private static List<PolicySet> replaced(List<PolicySet> levels, int level, PolicySet set) {
    List<PolicySet> changed = new ArrayList<>(levels);
    changed.set(level - 1, set);
    return changed;
  }
}
