package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.XmlWriter;
import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.decision.DecisiveStatement;
import io.ostiary.policy.decision.MatchedLayer;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.request.Resource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What came of one simulated request.
 *
 * @param withinAccount whether the resource is of the principal's own account
 * @param allowedByOrganization empty where no organisation has a say
 * @param layers those of the organisation left out
 * @param missing the condition keys that policies read and the request lacks
 */
record Evaluation(
    Simulation.Scenario scenario,
    boolean withinAccount,
    Decision decision,
    Optional<Boolean> allowedByOrganization,
    List<Layer> layers,
    List<String> missing) {

  /** The statements of a layer about the request, and how to cite them. */
  record Layer(MatchedLayer matches, CitedPolicies cited) {

    PolicyType type() {
      return matches.type();
    }

    List<MatchedStatement> statements(Function<MatchedLayer, List<DecisiveStatement>> which) {
      return which.apply(matches).stream().map(cited::cite).toList();
    }

    /** What this layer would say by itself. */
    String word() {
      if (!matches.denying().isEmpty()) {
        return DENIED;
      }
      return matches.allowing().isEmpty() ? NOT_ALLOWED : ALLOWED;
    }
  }

  private static final String ALLOWED = "allowed";
  private static final String DENIED = "explicitDeny";
  private static final String NOT_ALLOWED = "implicitDeny";
  private static final Set<PolicyType> GRANTING =
      Set.of(PolicyType.IDENTITY, PolicyType.RESOURCE, PolicyType.TRUST);

  /** Writes it as a member of {@code EvaluationResults}. */
  void write(XmlWriter xml) {
    boolean named = !scenario.resource().equals(Resource.NONE);
    xml.element("EvalActionName", scenario.action().toString())
        .element("EvalResourceName", scenario.resource())
        .element("EvalDecision", word());
    statements(xml, decision instanceof Decision.ImplicitlyDenied ? List.of() : matched());
    missing(xml);
    allowedByOrganization.ifPresent(
        allowed ->
            xml.element(
                "OrganizationsDecisionDetail",
                detail -> detail.element("AllowedByOrganizations", allowed)));
    boundary(xml);
    if (named) {
      details(xml);
      xml.list("ResourceSpecificResults", List.of(this), (member, self) -> self.ofResource(member));
    }
  }

  private void ofResource(XmlWriter xml) {
    xml.element("EvalResourceName", scenario.resource()).element("EvalResourceDecision", word());
    statements(xml, matched());
    missing(xml);
    if (!withinAccount) {
      details(xml);
    }
    boundary(xml);
  }

  private String word() {
    if (decision instanceof Decision.Allowed) {
      return ALLOWED;
    }
    return decision instanceof Decision.ExplicitlyDenied ? DENIED : NOT_ALLOWED;
  }

  /**
   * What led to the decision: denials alone if there is one, else what grants. Where two accounts
   * have a say and one grants in vain, that too.
   */
  private List<MatchedStatement> matched() {
    if (decision instanceof Decision.ExplicitlyDenied) {
      return layers.stream()
          .flatMap(layer -> layer.statements(MatchedLayer::denying).stream())
          .toList();
    }
    if (decision instanceof Decision.ImplicitlyDenied && withinAccount) {
      return List.of();
    }
    return layers.stream()
        .filter(layer -> GRANTING.contains(layer.type()))
        .flatMap(layer -> layer.statements(MatchedLayer::allowing).stream())
        .toList();
  }

  private static void statements(XmlWriter xml, List<MatchedStatement> statements) {
    xml.list("MatchedStatements", statements, (member, statement) -> statement.write(member));
  }

  private void missing(XmlWriter xml) {
    xml.list("MissingContextValues", missing, XmlWriter::text);
  }

  private void boundary(XmlWriter xml) {
    Optional<Layer> boundary =
        layers.stream().filter(layer -> layer.type() == PolicyType.PERMISSIONS_BOUNDARY).findAny();
    boundary.ifPresent(
        layer ->
            xml.element(
                "PermissionsBoundaryDecisionDetail",
                detail ->
                    detail.element("AllowedByPermissionsBoundary", layer.matches().allows())));
  }

  /** What each kind of policy says where two accounts have a say; within one account, nothing. */
  private void details(XmlWriter xml) {
    xml.element(
        "EvalDecisionDetails",
        details -> {
          if (!withinAccount) {
            layers.forEach(layer -> detail(details, layer));
          }
        });
  }

  private static void detail(XmlWriter xml, Layer layer) {
    xml.element(
        "entry",
        entry ->
            entry
                .element("key", MatchedStatement.word(layer.type()))
                .element("value", layer.word()));
  }
}
