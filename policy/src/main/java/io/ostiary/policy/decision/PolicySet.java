package io.ostiary.policy.decision;

import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.document.Statement;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.RequestContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Policies that apply together, compiled for deciding. Immutable and safe for any number of
 * threads. The policies' order does not matter: of several statements that could make a decision,
 * the one is named whose policy's id comes first.
 *
 * <p>Statements are {@linkplain StatementIndex indexed}, so that a decision takes about as long
 * among many policies as among few. Changing one policy of many ({@link #with}, {@link #without})
 * costs little more than compiling that one.
 */
public final class PolicySet {

  /** No policy at all. */
  public static final PolicySet EMPTY =
      new PolicySet(null, new Source[0], StatementIndex.EMPTY, new TreeMap<>());

  private static final Comparator<Source> BY_ID = Comparator.comparing(Source::id);

  /**
   * A policy and the name by which a decision cites it: an ARN, or for an inline policy its name.
   *
   * @param id for a policy attached to a resource, the resource's ARN: a statement without Resource
   *     is about that. (If it is no ARN, about whatever is asked for.)
   */
  public record Source(String id, Policy policy) {}

  private final @Nullable PolicyType type;
  private final Source[] sources;
  private final StatementIndex index;
  private final NavigableMap<String, Integer> keys;

  private PolicySet(
      @Nullable PolicyType type,
      Source[] sources,
      StatementIndex index,
      NavigableMap<String, Integer> keys) {
    this.type = type;
    this.sources = sources;
    this.index = index;
    this.keys = keys;
  }

  /** Compiles policies of one type. */
  public static PolicySet of(List<Source> sources) {
    if (sources.isEmpty()) {
      return EMPTY;
    }
    PolicyType type = sources.get(0).policy().type();
    for (Source source : sources) {
      requireType(type, source);
    }
    Source[] sorted = sources.toArray(Source[]::new);
    Arrays.sort(sorted, BY_ID);
    List<AttachedStatement> statements = new ArrayList<>();
    int ordinal = 0;
    for (int i = 0; i < sorted.length; i++) {
      ordinal = i > 0 && sorted[i].id().equals(sorted[i - 1].id()) ? ordinal + 1 : 0;
      addStatements(sorted[i], ordinal, statements);
    }
    return compiled(type, sorted, statements);
  }

  private static void requireType(PolicyType type, Source source) {
    if (type != source.policy().type()) {
      throw new IllegalArgumentException(
          "policy `%s` is of type %s among policies of type %s; make a set of each"
              .formatted(source.id(), source.policy().type(), type));
    }
  }

  private static void addStatements(
      Source source, int ordinal, List<AttachedStatement> statements) {
    for (Statement statement : source.policy().statements()) {
      statements.add(AttachedStatement.of(source.policy().type(), source, statement, ordinal));
    }
  }

  private static PolicySet compiled(
      @Nullable PolicyType type, Source[] sources, List<AttachedStatement> statements) {
    NavigableMap<String, Integer> keys = new TreeMap<>();
    count(statements, 1, keys);
    return new PolicySet(type, sources, StatementIndex.of(statements), keys);
  }

  /** A set of some statements, whose policies cannot be changed. */
  static PolicySet ofStatements(@Nullable PolicyType type, List<AttachedStatement> statements) {
    return compiled(statements.isEmpty() ? null : type, new Source[0], statements);
  }

  private static void count(
      List<AttachedStatement> statements, int times, NavigableMap<String, Integer> keys) {
    for (AttachedStatement statement : statements) {
      for (String key : statement.statement().keys()) {
        keys.merge(key, times, (a, b) -> a + b == 0 ? null : a + b);
      }
    }
  }

  /**
   * This set with a policy in place of those of the same id, if there are any. It decides as a set
   * made of the same policies at once, and takes time mostly in proportion to that one policy; this
   * set stays as it is.
   */
  public PolicySet with(Source source) {
    if (type != null) {
      requireType(type, source);
    }
    List<AttachedStatement> added = new ArrayList<>();
    addStatements(source, 0, added);
    return replacing(source.id(), source, added);
  }

  /** This set without the policies of an id, if there are any; otherwise as {@link #with}. */
  public PolicySet without(String id) {
    return replacing(id, null, List.of());
  }

  /** The place of the first policy whose id is this or a later one. */
  private int firstFrom(String id) {
    int low = 0;
    int high = sources.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sources[middle].id().compareTo(id) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private PolicySet replacing(
      String id, @Nullable Source replacement, List<AttachedStatement> added) {
    List<AttachedStatement> old = new ArrayList<>();
    int from = firstFrom(id);
    int to = from;
    while (to < sources.length && sources[to].id().equals(id)) {
      addStatements(sources[to], to - from, old);
      to++;
    }
    List<Source> remaining = new ArrayList<>(sources.length + 1);
    List<Source> all = Arrays.asList(sources);
    remaining.addAll(all.subList(0, from));
    if (replacement != null) {
      remaining.add(replacement);
    }
    remaining.addAll(all.subList(to, sources.length));
    if (remaining.isEmpty()) {
      return EMPTY;
    }
    NavigableMap<String, Integer> newKeys = new TreeMap<>(keys);
    count(old, -1, newKeys);
    count(added, 1, newKeys);
    return new PolicySet(
        remaining.get(0).policy().type(),
        remaining.toArray(Source[]::new),
        index.replacing(old, added),
        newKeys);
  }

  /**
   * Says whether a statement here reads a condition key that begins with this text, compared
   * ignoring case, in a condition or a variable; {@code aws:ResourceTag/} asks for any tag.
   */
  public boolean reads(String keyPrefix) {
    String folded = RequestContext.fold(keyPrefix);
    String next = keys.ceilingKey(folded);
    return next != null && next.startsWith(folded);
  }

  /** The type of these policies, or null if there are none. */
  @Nullable PolicyType type() {
    return type;
  }

  /** All statements: those that deny, then those that allow, each in order. */
  List<AttachedStatement> statements() {
    List<AttachedStatement> denies = new ArrayList<>();
    List<AttachedStatement> allows = new ArrayList<>();
    for (AttachedStatement statement : index.statements()) {
      (statement.denies() ? denies : allows).add(statement);
    }
    denies.addAll(allows);
    return denies;
  }

  /**
   * What these policies say to a request: the first statement that denies it, else the one that
   * allows it and names its principal most strongly, or null if none does either.
   *
   * @param bounded whether the principal has a permissions boundary
   */
  @Nullable AttachedStatement strongest(AuthorizationRequest request, boolean bounded) {
    return index.strongest(request, bounded);
  }

  /** What the statements that allow say to a request, whether or not it is denied. */
  @Nullable AttachedStatement allowance(AuthorizationRequest request) {
    AttachedStatement strongest = null;
    for (AttachedStatement statement : index.statements()) {
      if (!statement.denies()) {
        strongest = statement.orStronger(strongest, request, false);
      }
    }
    return strongest;
  }
}
