package io.ostiary.policy.oracle;

import static io.ostiary.policy.oracle.Verdict.missing;

import com.fasterxml.jackson.databind.JsonNode;
import io.ostiary.policy.oracle.PlainPrincipal.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides a request from the text of the documents, in the order of the reference, as obviously as
 * can be. It is what the engine is held against, so it shares nothing with it.
 */
class NaiveEvaluator extends AclRules {

  /** The statements of one set of documents that are about a request. */
  static final class Layer {
    final Set<String> allows = new HashSet<>();
    final Set<String> denies = new HashSet<>();

    /** Of a resource's policies: what allows, by the ways in which it names who asks. */
    final Set<Naming> namings = EnumSet.noneOf(Naming.class);

    boolean allows() {
      return !allows.isEmpty();
    }

    boolean denies() {
      return !denies.isEmpty();
    }
  }

  Verdict decide(PlainRequest request, PlainPolicies policies) {
    Layer identity = layer(policies.identity(), request);
    Layer boundary = policies.boundary() == null ? null : layer(policies.boundary(), request);
    Layer session = policies.session() == null ? null : layer(policies.session(), request);
    Layer resource = resourceLayer(policies.resource(), request, policies.boundary() != null);
    policies.acls().forEach(acl -> addGrants(resource, acl, request));
    List<Layer> serviceControl = new ArrayList<>();
    if (isCapped(request.principal())) {
      for (List<PlainDocument> level : policies.serviceControl()) {
        serviceControl.add(layer(level, request));
      }
    }
    List<Layer> sources = new ArrayList<>(serviceControl);
    for (List<PlainDocument> level : policies.resourceControl()) {
      sources.add(layer(level, request));
    }
    add(sources, boundary);
    add(sources, session);
    sources.add(identity);
    sources.add(resource);
    for (Layer source : sources) {
      if (source.denies()) {
        return new Verdict(Verdict.EXPLICITLY_DENIED, source.denies);
      }
    }
    if (!everyLevelAllows(serviceControl)) {
      return implicit("SERVICE_CONTROL");
    }
    String gate = resourceType(request, policies);
    return isServiceOrAnonymous(request.principal())
        ? service(resource, gate)
        : sides(request, identity, resource, boundary, session, gate);
  }

  private static void add(List<Layer> sources, @Nullable Layer layer) {
    if (layer != null) {
      sources.add(layer);
    }
  }

  private static String resourceType(PlainRequest request, PlainPolicies policies) {
    if (!policies.resource().isEmpty()) {
      return policies.resource().get(0).type().toString();
    }
    boolean role =
        policies.acls().isEmpty()
            && request.gated()
            && request.action().toLowerCase(Locale.ROOT).startsWith("sts:");
    return role ? "TRUST" : "RESOURCE";
  }

  private static Verdict implicit(String type) {
    return new Verdict(Verdict.IMPLICITLY_DENIED, Set.of(missing(type)));
  }

  /** Policies without a Principal element. */
  Layer layer(List<PlainDocument> documents, PlainRequest request) {
    Layer layer = new Layer();
    for (PlainDocument document : documents) {
      List<JsonNode> statements = document.statements();
      for (int i = 0; i < statements.size(); i++) {
        if (isAbout(statements.get(i), document.hasVariables(), request)) {
          name(layer, document, i, statements.get(i));
        }
      }
    }
    return layer;
  }

  private static void name(Layer layer, PlainDocument document, int index, JsonNode statement) {
    boolean deny = statement.path("Effect").asText().equals("Deny");
    (deny ? layer.denies : layer.allows).add(document.type() + " " + document.id() + "#" + index);
  }

  Layer resourceLayer(List<PlainDocument> documents, PlainRequest request, boolean hasBoundary) {
    Layer layer = new Layer();
    for (PlainDocument document : documents) {
      List<JsonNode> statements = document.statements();
      for (int i = 0; i < statements.size(); i++) {
        JsonNode statement = statements.get(i);
        boolean not = statement.has("NotPrincipal");
        Set<Naming> namings = namings(statement.path("Principal"), request.principal());
        boolean named =
            not
                ? notPrincipal(statement.path("NotPrincipal"), request.principal(), hasBoundary)
                : !namings.isEmpty();
        if (named && isAbout(statement, document.hasVariables(), request)) {
          name(layer, document, i, statement);
          if (statement.path("Effect").asText().equals("Allow")) {
            layer.namings.addAll(namings);
          }
        }
      }
    }
    return layer;
  }

  /** A grant counts as the resource's policy would that said the same. */
  private void addGrants(Layer resource, PlainAcl acl, PlainRequest request) {
    grants(acl, request)
        .forEach(
            (name, namings) -> {
              resource.allows.add("RESOURCE " + acl.id() + "#" + name);
              resource.namings.addAll(namings);
            });
  }

  /** Service control policies bind the members of an organisation only. */
  boolean isCapped(PlainPrincipal principal) {
    return !isServiceOrAnonymous(principal);
  }

  boolean isServiceOrAnonymous(PlainPrincipal principal) {
    return principal.kind() == Kind.SERVICE || principal.kind() == Kind.ANONYMOUS;
  }

  boolean everyLevelAllows(List<Layer> levels) {
    return levels.stream().allMatch(Layer::allows);
  }

  /** A service or nobody in particular needs the resource's policy to name it or everyone. */
  private Verdict service(Layer resource, String gate) {
    return namesCaller(resource.namings)
        ? new Verdict(Verdict.ALLOWED, resource.allows)
        : implicit(gate);
  }

  boolean namesCaller(Set<Naming> namings) {
    return namings.contains(Naming.DIRECT) || namings.contains(Naming.ANY);
  }

  private Verdict sides(
      PlainRequest request,
      Layer identity,
      Layer resource,
      @Nullable Layer boundary,
      @Nullable Layer session,
      String gate) {
    Set<String> missing = new HashSet<>();
    Set<String> reasons = new HashSet<>(identity.allows);
    boolean identityAllows = identityAllows(request.principal(), identity, session, reasons);
    if (!identityAllows) {
      missing.add(missing("IDENTITY"));
    }
    boolean limits = boundaryAllows(boundary) && sessionAllows(session);
    if (!boundaryAllows(boundary)) {
      missing.add(missing("PERMISSIONS_BOUNDARY"));
    }
    if (!sessionAllows(session)) {
      missing.add(missing("SESSION"));
    }
    boolean admitted;
    if (isOtherAccount(request)) {
      if (resource.namings.isEmpty()) {
        missing.add(missing(gate));
      }
      admitted = acrossAccounts(!resource.namings.isEmpty(), identityAllows, limits);
    } else {
      if (request.gated() && !resource.namings.contains(Naming.ACCOUNT)) {
        missing.add(missing(gate));
      }
      admitted = withinAccount(request, resource.namings, identityAllows, limits);
    }
    reasons.addAll(resource.allows);
    return admitted
        ? new Verdict(Verdict.ALLOWED, reasons)
        : new Verdict(Verdict.IMPLICITLY_DENIED, missing);
  }

  boolean isOtherAccount(PlainRequest request) {
    return !request.principal().account().equals(request.owner());
  }

  private boolean identityAllows(
      PlainPrincipal principal, Layer identity, @Nullable Layer session, Set<String> reasons) {
    if (isAlmighty(principal)) {
      reasons.add("nobody");
      return true;
    }
    return hasIdentityPolicies(principal, session != null) && identity.allows();
  }

  /** The root user needs no identity policy. */
  boolean isAlmighty(PlainPrincipal principal) {
    return principal.kind() == Kind.ROOT;
  }

  /** A federated user without a session policy has none of its maker's permissions. */
  boolean hasIdentityPolicies(PlainPrincipal principal, boolean hasSession) {
    return principal.kind() != Kind.FEDERATED_USER || hasSession;
  }

  boolean boundaryAllows(@Nullable Layer boundary) {
    return boundary == null || boundary.allows();
  }

  boolean sessionAllows(@Nullable Layer session) {
    return session == null || session.allows();
  }

  /** Both accounts have to agree, and nothing passes a limit. */
  boolean acrossAccounts(boolean resourceAllows, boolean identityAllows, boolean limits) {
    return resourceAllows && identityAllows && limits;
  }

  boolean withinAccount(
      PlainRequest request, Set<Naming> namings, boolean identityAllows, boolean limits) {
    return namesCaller(namings)
        || (limits && namesParent(namings))
        || (limits && identityAllows && gateOpens(request, namings));
  }

  boolean namesParent(Set<Naming> namings) {
    return namings.contains(Naming.PARENT);
  }

  /** A gated resource leaves the matter to identity policies only where it names the account. */
  boolean gateOpens(PlainRequest request, Set<Naming> namings) {
    return !request.gated() || namings.contains(Naming.ACCOUNT);
  }
}
