package io.ostiary.policy.decision;

import io.ostiary.policy.document.Effect;
import io.ostiary.policy.document.Naming;
import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.document.Statement;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.RequestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Policies that apply together, compiled for deciding. Immutable and safe for any number of
 * threads.
 */
public final class PolicySet {

  /** No policy at all. */
  public static final PolicySet EMPTY = of(List.of());

  /**
   * A policy and the name by which a decision cites it: an ARN, or for an inline policy its name.
   *
   * @param id for a policy attached to a resource, the resource's ARN: a statement without Resource
   *     is about that. (If it is no ARN, about whatever is asked for.)
   */
  public record Source(String id, Policy policy) {}

  private final @Nullable PolicyType type;
  private final AttachedStatement[] denies;
  private final AttachedStatement[] allows;
  private final NavigableSet<String> keys;

  private PolicySet(
      @Nullable PolicyType type,
      List<AttachedStatement> denies,
      List<AttachedStatement> allows,
      NavigableSet<String> keys) {
    this.type = type;
    this.denies = denies.toArray(AttachedStatement[]::new);
    this.allows = allows.toArray(AttachedStatement[]::new);
    this.keys = keys;
  }

  /** Compiles policies of one type. */
  public static PolicySet of(List<Source> sources) {
    PolicyType type = null;
    List<AttachedStatement> denies = new ArrayList<>();
    List<AttachedStatement> allows = new ArrayList<>();
    NavigableSet<String> keys = new TreeSet<>();
    for (Source source : sources) {
      Policy policy = source.policy();
      if (type != null && type != policy.type()) {
        throw new IllegalArgumentException(
            "policy `%s` is of type %s among policies of type %s; make a set of each"
                .formatted(source.id(), policy.type(), type));
      }
      type = policy.type();
      for (Statement statement : policy.statements()) {
        AttachedStatement attached = AttachedStatement.of(type, source, statement);
        (statement.effect() == Effect.DENY ? denies : allows).add(attached);
        keys.addAll(statement.keys());
      }
    }
    return new PolicySet(type, denies, allows, keys);
  }

  /** Statements of policies of one type, in a set of their own. */
  static PolicySet ofStatements(@Nullable PolicyType type, List<AttachedStatement> statements) {
    List<AttachedStatement> denies = new ArrayList<>();
    List<AttachedStatement> allows = new ArrayList<>();
    NavigableSet<String> keys = new TreeSet<>();
    for (AttachedStatement attached : statements) {
      (attached.statement().effect() == Effect.DENY ? denies : allows).add(attached);
      keys.addAll(attached.statement().keys());
    }
    return new PolicySet(statements.isEmpty() ? null : type, denies, allows, keys);
  }

  /** Every statement: the denies, then the allows, each in the order of their policies. */
  List<AttachedStatement> statements() {
    List<AttachedStatement> statements = new ArrayList<>(List.of(denies));
    statements.addAll(List.of(allows));
    return statements;
  }

  /**
   * Says whether a statement here reads a condition key that begins with this text, compared
   * ignoring case, in a condition or a variable; {@code aws:ResourceTag/} asks for any tag.
   */
  public boolean reads(String keyPrefix) {
    String folded = RequestContext.fold(keyPrefix);
    String next = keys.ceiling(folded);
    return next != null && next.startsWith(folded);
  }

  /** The type of these policies, or null if there are none. */
  @Nullable PolicyType type() {
    return type;
  }

  /** The denial by the first statement that denies a request, or null if none does. */
  Decision.@Nullable ExplicitlyDenied denial(AuthorizationRequest request, boolean bounded) {
    for (AttachedStatement deny : denies) {
      if (deny.matches(request) && deny.denies(request.principal(), bounded)) {
        return deny.denied();
      }
    }
    return null;
  }

  /** The statement that allows a request and names its principal most strongly, or null. */
  @Nullable AttachedStatement allowance(AuthorizationRequest request) {
    AttachedStatement strongest = null;
    Naming best = Naming.NONE;
    for (AttachedStatement allow : allows) {
      Naming naming = allow.naming(request.principal());
      if (naming.compareTo(best) > 0 && allow.matches(request)) {
        strongest = allow;
        best = naming;
        if (naming.compareTo(Naming.ANYONE) >= 0) {
          break;
        }
      }
    }
    return strongest;
  }
}
