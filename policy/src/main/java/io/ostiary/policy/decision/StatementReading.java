package io.ostiary.policy.decision;

import static io.ostiary.policy.condition.Explanation.show;

import io.ostiary.policy.condition.Condition;
import io.ostiary.policy.condition.Explanation;
import io.ostiary.policy.document.ActionPattern;
import io.ostiary.policy.document.Effect;
import io.ostiary.policy.document.Naming;
import io.ostiary.policy.document.PrincipalElement;
import io.ostiary.policy.document.ResourcePattern;
import io.ostiary.policy.document.Statement;
import io.ostiary.policy.document.Statement.Element;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a statement against a request, element by element, and words what each finds. */
final class StatementReading {
  private static final int MAX_LISTED = 3;

  private final AttachedStatement attached;
  private final Statement statement;
  private final Situation situation;
  private final AuthorizationRequest request;

  StatementReading(AttachedStatement attached, Situation situation) {
    this.attached = attached;
    this.statement = attached.statement();
    this.situation = situation;
    this.request = situation.request();
  }

  StatementTrace trace() {
    List<ElementTrace> elements = new ArrayList<>();
    PrincipalElement principals = statement.principals();
    if (principals != null) {
      elements.add(principal(principals));
    }
    elements.add(action());
    elements.add(resource());
    for (Condition condition : statement.conditions()) {
      Explanation one = condition.explain(request.context());
      elements.add(new ElementTrace("Condition", one.holds(), one.toString(), one.advice()));
    }
    return new StatementTrace(attached.denied().by(), statement.effect(), elements);
  }

  private ElementTrace principal(PrincipalElement principals) {
    Principal principal = request.principal();
    boolean matches =
        statement.effect() == Effect.DENY
            ? attached.denies(principal, situation.bounded())
            : attached.naming(principal) != Naming.NONE;
    String naming = strongest(principals);
    String who = show(principal.name());
    if (principals.excludes()) {
      String reason =
          naming == null
              ? "no entry names " + who
              : matches
                  ? naming + " names " + who + ", but exempts nobody with a permissions boundary"
                  : naming + " exempts " + who;
      return new ElementTrace("NotPrincipal", matches, reason, "");
    }
    return matches
        ? new ElementTrace("Principal", true, naming + " names " + who, "")
        : new ElementTrace(
            "Principal",
            false,
            "%s is not named by %s"
                .formatted(who, listed(principals.patterns().stream().map(PrincipalAdvice::name))),
            PrincipalAdvice.of(principal, principals.patterns()));
  }

  /** The entry that names the principal most strongly, as a message shows it; null if none does. */
  private @Nullable String strongest(PrincipalElement principals) {
    Principal principal = request.principal();
    Naming naming = principals.naming(principal);
    return principals.patterns().stream()
        .filter(one -> naming != Naming.NONE && one.naming(principal) == naming)
        .findFirst()
        .map(one -> quoted(PrincipalAdvice.name(one)))
        .orElse(null);
  }

  private ElementTrace action() {
    Element<ActionPattern> actions = statement.actions();
    String asked = request.action().toString();
    ActionPattern hit = first(actions.patterns(), pattern -> pattern.matches(request.action()));
    Stream<String> texts = actions.patterns().stream().map(ActionPattern::text);
    return element(
        actions.excludes() ? "NotAction" : "Action",
        statement.covers(request.action()),
        outcome(asked, hit == null ? null : hit.text(), actions.excludes(), texts),
        ActionAdvice.of(request.action(), actions));
  }

  private ElementTrace resource() {
    String asked = request.resource().name();
    String own = attached.attachedTo() == null ? asked : attached.attachedTo();
    Element<ResourcePattern> resources = statement.resources();
    boolean matches = statement.covers(asked, own, request.context());
    if (resources == null) {
      String reason =
          show(asked) + (matches ? " is" : " is not") + " what the policy is attached to";
      return element(
          "Resource", matches, reason, "it has no `Resource`, and so is about " + show(own));
    }
    ResourcePattern hit =
        first(resources.patterns(), pattern -> pattern.matches(asked, request.context()));
    Stream<String> texts = resources.patterns().stream().map(ResourcePattern::text);
    return element(
        resources.excludes() ? "NotResource" : "Resource",
        matches,
        outcome(asked, hit == null ? null : hit.text(), resources.excludes(), texts),
        new ResourceAdvice(request).about(resources));
  }

  private static ElementTrace element(
      String name, boolean matches, String reason, String adviceIfNot) {
    return new ElementTrace(name, matches, reason, matches ? "" : adviceIfNot);
  }

  private static <P> @Nullable P first(List<P> patterns, Predicate<P> matches) {
    return patterns.stream().filter(matches).findFirst().orElse(null);
  }

  private static String outcome(
      String asked, @Nullable String hit, boolean excludes, Stream<String> all) {
    if (hit != null) {
      return show(asked) + (excludes ? " is excluded by " : " matches ") + quoted(hit);
    }
    return show(asked) + (excludes ? " is not excluded by " : " does not match ") + listed(all);
  }

  /** A pattern, in which a {@code *} alone would be lost among the words. */
  private static String quoted(String pattern) {
    String shown = show(pattern);
    return shown.startsWith("`") ? shown : '`' + shown + '`';
  }

  private static String listed(Stream<String> texts) {
    List<String> all = texts.map(StatementReading::quoted).toList();
    if (all.isEmpty()) {
      return "an empty list";
    }
    String some = all.stream().limit(MAX_LISTED).collect(Collectors.joining(", "));
    return all.size() > MAX_LISTED
        ? some + " and %s more".formatted(all.size() - MAX_LISTED)
        : some;
  }
}
