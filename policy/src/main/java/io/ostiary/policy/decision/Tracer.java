package io.ostiary.policy.decision;

import io.ostiary.policy.decision.Decision.Allowed;
import io.ostiary.policy.decision.LayerTrace.Verdict;
import io.ostiary.policy.document.Effect;
import io.ostiary.policy.document.Naming;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Traces one decision. It decides nothing itself: the decision is {@link Authorizer#decide}'s, and
 * a layer's verdict is found by the predicates that the decision asks.
 */
final class Tracer {
  private static final int MAX_ALLOWS = 5;

  private final Situation situation;
  private final Principal principal;
  private final @Nullable AttachedStatement byResource;

  Tracer(Situation situation) {
    this.situation = situation;
    this.principal = situation.request().principal();
    this.byResource = situation.policies().resource().allowance(situation.request());
  }

  DecisionTrace trace() {
    AuthorizationRequest request = situation.request();
    Decision decision = situation.decide();
    List<Remedy> remedies =
        decision instanceof Allowed ? List.of() : new RemedySearch(situation).remedies();
    return new DecisionTrace(
        principal.name(),
        request.action().toString(),
        request.resource().name(),
        decision,
        layers(),
        remedies,
        decision instanceof Allowed ? "" : RemedyNote.of(situation, remedies));
  }

  private List<LayerTrace> layers() {
    List<LayerTrace> traces = new ArrayList<>();
    if (situation.policies().serviceControl().isEmpty()) {
      traces.add(none(PolicyType.SERVICE_CONTROL, "the principal's account has none"));
    }
    boolean atResourceControl = situation.policies().resourceControl().isEmpty();
    for (Layer layer : situation.layers()) {
      if (atResourceControl && layer.type() == PolicyType.PERMISSIONS_BOUNDARY) {
        traces.add(none(PolicyType.RESOURCE_CONTROL, "the resource's account has none"));
      }
      traces.add(layer(layer));
    }
    return traces;
  }

  private static LayerTrace none(PolicyType type, String why) {
    return new LayerTrace(type, 0, Verdict.NOT_ASKED, why, List.of());
  }

  private LayerTrace layer(Layer layer) {
    boolean limitsOthers = layer.type() == PolicyType.SERVICE_CONTROL && !situation.hasPolicies();
    List<AttachedStatement> denying = limitsOthers ? List.of() : layer.denying(situation);
    if (!denying.isEmpty()) {
      return trace(layer, Verdict.DENIES, "", read(denying));
    }
    String notAsked = whyNotAsked(layer);
    if (!notAsked.isEmpty()) {
      return trace(layer, Verdict.NOT_ASKED, notAsked, List.of());
    }
    if (layer.type() == PolicyType.RESOURCE_CONTROL) {
      String why = "these policies only deny, and allow the rest";
      return trace(layer, Verdict.ALLOWS, why, List.of());
    }
    List<AttachedStatement> allowing =
        layer.allowing(situation).stream()
            .sorted(
                Comparator.comparing((AttachedStatement one) -> one.naming(principal)).reversed())
            .limit(MAX_ALLOWS)
            .toList();
    return allowing.isEmpty()
        ? trace(layer, Verdict.SILENT, whySilent(layer), new NearMisses(situation).nearest(layer))
        : trace(layer, Verdict.ALLOWS, whyAllows(layer, allowing.get(0)), read(allowing));
  }

  private static LayerTrace trace(
      Layer layer, Verdict verdict, String why, List<StatementTrace> statements) {
    return new LayerTrace(layer.type(), layer.level(), verdict, why, statements);
  }

  private List<StatementTrace> read(List<AttachedStatement> statements) {
    return statements.stream().map(one -> new StatementReading(one, situation).trace()).toList();
  }

  private String whyNotAsked(Layer layer) {
    return switch (layer.type()) {
      case SERVICE_CONTROL ->
          situation.hasPolicies() ? "" : "they cap accounts, and %s is of none".formatted(who());
      case PERMISSIONS_BOUNDARY ->
          layer.set() == null ? "the principal has none" : whyNoneOfItsOwn();
      case SESSION -> layer.set() == null ? "none was passed" : whyNoneOfItsOwn();
      case IDENTITY -> whyIdentityNotAsked();
      case RESOURCE, TRUST, RESOURCE_CONTROL -> "";
    };
  }

  private String whyIdentityNotAsked() {
    String general = whyNoneOfItsOwn();
    if (!general.isEmpty()) {
      return general;
    }
    if (principal instanceof Principal.Root) {
      return "nothing needs to allow the root user in its account";
    }
    return situation.isFederatedWithoutSession()
        ? "without a session policy a federated user has none of its maker's permissions"
        : "";
  }

  /** Why no allow of the principal's own policies counts, or an empty text if it does. */
  private String whyNoneOfItsOwn() {
    if (!situation.hasPolicies()) {
      return who() + " has none";
    }
    boolean byResourceAlone =
        byResource != null
            && situation.withinAccount()
            && Authorizer.grantsAlone(byResource, principal);
    return byResourceAlone ? "the policy of the resource grants by itself" : "";
  }

  private String who() {
    if (principal instanceof Principal.Federated) {
      return "whoever an identity provider vouches for";
    }
    return principal instanceof Principal.Anonymous ? "anonymous" : "a service";
  }

  private String whySilent(Layer layer) {
    boolean none =
        layer.statements().stream().noneMatch(one -> one.statement().effect() == Effect.ALLOW);
    String what = none ? "it holds no allow" : "no statement allows";
    boolean ofResource = layer.type() == PolicyType.RESOURCE || layer.type() == PolicyType.TRUST;
    if (!ofResource) {
      return what;
    }
    boolean needed =
        !situation.hasPolicies()
            || !situation.withinAccount()
            || situation.request().resource().gated();
    return what + (needed ? "" : "; within the account it does not have to");
  }

  private String whyAllows(Layer layer, AttachedStatement strongest) {
    if (layer.type() != PolicyType.RESOURCE && layer.type() != PolicyType.TRUST) {
      return "";
    }
    Naming naming = strongest.naming(principal);
    return switch (naming) {
      case DIRECT -> "it names the principal";
      case ANYONE -> "it names everyone";
      case PARENT ->
          "it names who is behind the session, and so grants within the session's limits";
      case ACCOUNT -> "it names the account, whose own policies have to grant";
      case NONE -> "";
    };
  }
}
