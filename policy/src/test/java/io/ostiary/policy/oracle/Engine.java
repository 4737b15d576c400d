package io.ostiary.policy.oracle;

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
    this(plain, Engine::set);
  }

  /** The same, but each set has come from another by changing one policy after the other. */
  static Engine changed(PlainPolicies plain) {
    return new Engine(plain, Engine::changed);
  }

  private Engine(PlainPolicies plain, Function<List<PlainDocument>, PolicySet> compiler) {
    policies =
        new ApplicablePolicies(
            compiler.apply(plain.identity()),
            compiler.apply(plain.resource()),
            plain.boundary() == null ? null : compiler.apply(plain.boundary()),
            plain.session() == null ? null : compiler.apply(plain.session()),
            plain.serviceControl().stream().map(compiler).toList(),
            plain.resourceControl().stream().map(compiler).toList());
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
    return PolicySet.of(documents.stream().map(one -> source(one.id(), one)).toList());
  }

  private static PolicySet.Source source(String id, PlainDocument document) {
    return new PolicySet.Source(
        id, Policy.parse(document.text(), document.type(), Engine::canonicalUser));
  }

  private static Optional<String> canonicalUser(String canonicalId) {
    return PlainPrincipal.CANONICAL_IDS.entrySet().stream()
        .filter(entry -> entry.getValue().equals(canonicalId))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** At first some are missing, some are others, and one is there that is not meant. */
  private static PolicySet changed(List<PlainDocument> documents) {
    if (documents.isEmpty()) {
      return PolicySet.EMPTY;
    }
    PlainDocument other = documents.get(documents.size() / 2);
    List<PolicySet.Source> first = new ArrayList<>();
    first.add(source("gone", other));
    for (int i = 0; i < documents.size(); i += 3) {
      first.add(source(documents.get(i).id(), other));
    }
    PolicySet set = PolicySet.of(first);
    for (PlainDocument document : documents) {
      set = set.with(source(document.id(), document));
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
    return by == null ? "nobody" : by.type() + " " + by.policyId() + "#" + by.index();
  }

  /** Whether the engine says the same, for a reason that is true. */
  static boolean agrees(Verdict verdict, Decision decision) {
    return verdict.outcome().equals(outcome(decision))
        && verdict.reasons().contains(reason(decision));
  }
}
