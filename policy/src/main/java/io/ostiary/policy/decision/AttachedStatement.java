package io.ostiary.policy.decision;

import io.ostiary.policy.document.Effect;
import io.ostiary.policy.document.Naming;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.document.PrincipalElement;
import io.ostiary.policy.document.Statement;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;
import org.jspecify.annotations.Nullable;

/**
 * A statement in a {@link PolicySet}, with the decision that it may make. Statements are in order
 * of their policies' ids and of their places in the policy: which of several makes a decision does
 * not depend on how a set came about.
 */
final class AttachedStatement implements Comparable<AttachedStatement> {
  private final Statement statement;
  private final DecisiveStatement decisive;
  private final boolean denies;
  private final Decision decision;
  private final int ordinal;

  private AttachedStatement(Statement statement, DecisiveStatement decisive, int ordinal) {
    this.statement = statement;
    this.decisive = decisive;
    this.denies = statement.effect() == Effect.DENY;
    this.decision =
        denies ? new Decision.ExplicitlyDenied(decisive) : new Decision.Allowed(decisive);
    this.ordinal = ordinal;
  }

  static AttachedStatement of(PolicyType type, PolicySet.Source source, Statement statement) {
    return of(type, source, statement, 0);
  }

  /**
   * Attaches a statement.
   *
   * @param ordinal the policy's place among those of the same id
   */
  static AttachedStatement of(
      PolicyType type, PolicySet.Source source, Statement statement, int ordinal) {
    return new AttachedStatement(
        statement,
        new DecisiveStatement(
            type, source.id(), statement.index(), statement.sid(), statement.line()),
        ordinal);
  }

  Statement statement() {
    return statement;
  }

  /** What a statement without Resource is about; null for whatever is asked for. */
  @Nullable String attachedTo() {
    return decisive.policyId().startsWith("arn:") ? decisive.policyId() : null;
  }

  /** An allowance that cites this statement, made beforehand if it is one that allows. */
  Decision.Allowed allowed() {
    return decision instanceof Decision.Allowed allowed ? allowed : new Decision.Allowed(decisive);
  }

  /** A denial that cites this statement, made beforehand if it is one that denies. */
  Decision.ExplicitlyDenied denied() {
    return decision instanceof Decision.ExplicitlyDenied denied
        ? denied
        : new Decision.ExplicitlyDenied(decisive);
  }

  /** Says whether everything but the principal matches. */
  boolean matches(AuthorizationRequest request) {
    String resource = request.resource().name();
    String attachedTo = statement.resources() == null ? attachedTo() : null;
    return statement.covers(request.action())
        && statement.covers(resource, attachedTo == null ? resource : attachedTo, request.context())
        && statement.holds(request.context());
  }

  /**
   * Says whether a deny is about a principal.
   *
   * @param bounded whether the principal has a permissions boundary: then no {@code NotPrincipal}
   *     exempts it
   */
  boolean denies(Principal principal, boolean bounded) {
    PrincipalElement principals = statement.principals();
    if (principals == null) {
      return true;
    }
    boolean named = principals.naming(principal) != Naming.NONE;
    return principals.excludes() ? bounded || !named : named;
  }

  /** How an allow names a principal; a statement that holds no principals is about anyone. */
  Naming naming(Principal principal) {
    PrincipalElement principals = statement.principals();
    Naming naming = principals == null ? Naming.ANYONE : principals.naming(principal);
    boolean federated = principal instanceof Principal.Federated;
    return federated && naming == Naming.ANYONE ? Naming.NONE : naming;
  }

  /** Says whether this statement denies rather than allows. */
  boolean denies() {
    return denies;
  }

  /**
   * This statement if it bears on a request more strongly than another, or as strongly and comes
   * first; else the other. A deny is stronger than any allow, an allow by how it names the
   * principal; by name is as good as everyone.
   */
  @Nullable AttachedStatement orStronger(
      @Nullable AttachedStatement other, AuthorizationRequest request, boolean bounded) {
    Principal principal = request.principal();
    boolean about = denies ? denies(principal, bounded) : naming(principal) != Naming.NONE;
    if (!about || other == this || (other != null && !isStronger(other, principal))) {
      return other;
    }
    return matches(request) ? this : other;
  }

  private boolean isStronger(AttachedStatement other, Principal principal) {
    if (denies != other.denies) {
      return denies;
    }
    int stronger = denies ? 0 : strength(principal).compareTo(other.strength(principal));
    return stronger > 0 || (stronger == 0 && compareTo(other) < 0);
  }

  private Naming strength(Principal principal) {
    Naming naming = naming(principal);
    return naming == Naming.DIRECT ? Naming.ANYONE : naming;
  }

  @Override
  public int compareTo(AttachedStatement other) {
    int order = decisive.policyId().compareTo(other.decisive.policyId());
    if (order == 0) {
      order = Integer.compare(ordinal, other.ordinal);
    }
    return order == 0 ? Integer.compare(decisive.index(), other.decisive.index()) : order;
  }
}
