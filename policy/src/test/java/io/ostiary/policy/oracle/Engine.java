package io.ostiary.policy.oracle;

import io.ostiary.policy.acl.AccessControlList;
import io.ostiary.policy.acl.AclActions;
import io.ostiary.policy.acl.Lists;
import io.ostiary.policy.acl.Permission;
import io.ostiary.policy.decision.ApplicablePolicies;
import io.ostiary.policy.decision.Authorizer;
import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.decision.DecisiveStatement;
import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.document.Policy;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The engine, asked in plain texts. */
final class Engine {
  private final ApplicablePolicies policies;
  private final ApplicablePolicies ofOthersOnly;

  /** Compiles the policies once, for many requests. */
  Engine(PlainPolicies plain) {
    this(plain, PolicySet::of);
  }

  /** The same, but each set has come from another by changing one policy after the other. */
  static Engine changed(PlainPolicies plain) {
    return new Engine(plain, Engine::changed);
  }

  private Engine(PlainPolicies plain, Function<List<PolicySet.Source>, PolicySet> compiler) {
    Function<List<PlainDocument>, PolicySet> layer =
        documents -> compiler.apply(sources(documents));
    List<PolicySet.Source> resource = sources(plain.resource());
    plain.acls().forEach(acl -> resource.add(source(acl)));
    policies =
        new ApplicablePolicies(
            layer.apply(plain.identity()),
            compiler.apply(resource),
            plain.boundary() == null ? null : layer.apply(plain.boundary()),
            plain.session() == null ? null : layer.apply(plain.session()),
            plain.serviceControl().stream().map(layer).toList(),
            plain.resourceControl().stream().map(layer).toList());
    ofOthersOnly =
        new ApplicablePolicies(
            PolicySet.EMPTY,
            policies.resource(),
            null,
            null,
            policies.serviceControl(),
            policies.resourceControl());
  }

  static PolicySet set(List<PlainDocument> documents) {
    return PolicySet.of(sources(documents));
  }

  private static List<PolicySet.Source> sources(List<PlainDocument> documents) {
    List<PolicySet.Source> sources = new ArrayList<>();
    for (PlainDocument document : documents) {
      Policy policy = Policy.parse(document.text(), document.type(), Engine::canonicalUser);
      sources.add(new PolicySet.Source(document.id(), policy));
    }
    return sources;
  }

  private static PolicySet.Source source(PlainAcl acl) {
    List<AclActions.Allowance> allowances = new ArrayList<>();
    for (String line : acl.actions()) {
      String[] words = line.split(" ", -1);
      allowances.add(
          new AclActions.Allowance(
              Permission.parse(words[0]), words[1], words.length > 2 ? words[2] : ""));
    }
    AclActions actions = new AclActions(allowances, Optional.of(PlainAcl.LOG_DELIVERY));
    AccessControlList list = Lists.list(acl.owner(), acl.grants());
    return new PolicySet.Source(
        acl.id(), list.policy(acl.resource(), actions, Engine::canonicalUser));
  }

  private static Optional<String> canonicalUser(String canonicalId) {
    return PlainPrincipal.CANONICAL_IDS.entrySet().stream()
        .filter(entry -> entry.getValue().equals(canonicalId))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** At first some are missing, some are others, and one is there that is not meant. */
  private static PolicySet changed(List<PolicySet.Source> sources) {
    if (sources.isEmpty()) {
      return PolicySet.EMPTY;
    }
    Policy other = sources.get(sources.size() / 2).policy();
    List<PolicySet.Source> first = new ArrayList<>();
    first.add(new PolicySet.Source("gone", other));
    for (int i = 0; i < sources.size(); i += 3) {
      first.add(new PolicySet.Source(sources.get(i).id(), other));
    }
    PolicySet set = PolicySet.of(first);
    for (PolicySet.Source source : sources) {
      set = set.with(source);
    }
    return set.without("gone");
  }

  Decision decide(PlainRequest plain) {
    return Authorizer.decide(
        request(plain), GeneratedCase.hasOwnPolicies(plain.principal()) ? policies : ofOthersOnly);
  }

  static AuthorizationRequest request(PlainRequest plain) {
    RequestContext.Builder context = RequestContext.builder();
    plain
        .context()
        .forEach(
            (key, value) -> {
              if (value instanceof String text) {
                context.one(key, text);
              } else {
                context.many(key, PlainRequest.list(value));
              }
            });
    return new AuthorizationRequest(
        principal(plain.principal()),
        Action.parse(plain.action()),
        new Resource(plain.resource(), plain.owner(), plain.gated()),
        context.build());
  }

  private static Principal principal(PlainPrincipal plain) {
    return switch (plain.kind()) {
      case ANONYMOUS -> new Principal.Anonymous();
      case SERVICE -> new Principal.Service(plain.arn());
      case ROOT -> new Principal.Root(plain.arn(), plain.account());
      case USER -> new Principal.User(plain.arn(), plain.account(), plain.id());
      case ROLE_SESSION ->
          new Principal.RoleSession(plain.arn(), plain.account(), plain.parent(), plain.id());
      case FEDERATED_USER ->
          new Principal.FederatedUser(plain.arn(), plain.account(), plain.parent(), plain.id());
    };
  }

  static String outcome(Decision decision) {
    return decision.getClass().getSimpleName();
  }

  /** The reason as {@link Verdict} writes it. */
  static String reason(Decision decision) {
    if (decision instanceof Decision.ImplicitlyDenied denied) {
      return Verdict.missing(denied.missing());
    }
    DecisiveStatement by =
        decision instanceof Decision.Allowed allowed
            ? allowed.by()
            : ((Decision.ExplicitlyDenied) decision).by();
    if (by == null) {
      return "nobody";
    }
    boolean list = by.policyId().startsWith("acl");
    return by.type() + " " + by.policyId() + "#" + (list ? by.sid() : by.index());
  }

  /** Whether the engine says the same, for a reason that is true. */
  static boolean agrees(Verdict verdict, Decision decision) {
    return verdict.outcome().equals(outcome(decision))
        && verdict.reasons().contains(reason(decision));
  }
}
