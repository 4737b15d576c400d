package io.ostiary.policy.decision;

import io.ostiary.policy.decision.Literal.Kind;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.RequestContext;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks up all literals that a request holds, as far as they are of kinds and lengths under which
 * some statement is filed. That is one look for the ARN, one for each colon and slash in it, two or
 * three for the action, and one for each of few condition keys; only where statements are filed
 * under parts of words is there a look for each length of such a part. Hashes are made of the
 * request's strings where they stand. Immutable.
 */
final class Probes {

  /** Longer beginnings that end within a word are not used. */
  static final int LONGEST_WORD_START = 254;

  /** The same for actions. */
  static final int LONGEST_ACTION_START = LONGEST_WORD_START;

  /** So many condition keys may be looked up. */
  private static final int MOST_KEYS = 8;

  static final Probes NONE =
      new Probes(EnumSet.noneOf(Kind.class), Lengths.NONE, Lengths.NONE, Lengths.NONE, List.of());

  private final Set<Kind> kinds;
  private final Lengths starts;
  private final Lengths wordStarts;
  private final Lengths actionStarts;
  private final List<String> keys;

  private final boolean resources;
  private final boolean wholeResource;
  private final boolean words;
  private final boolean actions;
  private final boolean principals;
  private final long[] valueStates;

  private Probes(
      Set<Kind> kinds,
      Lengths starts,
      Lengths wordStarts,
      Lengths actionStarts,
      List<String> keys) {
    this.kinds = kinds;
    this.starts = starts;
    this.wordStarts = wordStarts;
    this.actionStarts = actionStarts;
    this.keys = List.copyOf(keys);
    this.words = kinds.contains(Kind.RESOURCE_WORD);
    this.wholeResource = kinds.contains(Kind.RESOURCE);
    this.resources =
        wholeResource
            || words
            || kinds.contains(Kind.RESOURCE_START)
            || kinds.contains(Kind.RESOURCE_WORD_START);
    this.actions =
        kinds.contains(Kind.ACTION)
            || kinds.contains(Kind.ACTION_START)
            || kinds.contains(Kind.SERVICE);
    this.principals = kinds.contains(Kind.PRINCIPAL);
    this.valueStates = keys.stream().mapToLong(Literal::beginValue).toArray();
  }

  /** Says whether a literal is, or may become, one that is looked up. */
  boolean admit(Literal literal) {
    return literal.key() == null || keys.contains(literal.key()) || keys.size() < MOST_KEYS;
  }

  /** These and whatever finds one more literal. */
  Probes with(Literal literal) {
    Kind kind = literal.kind();
    int length = literal.length();
    if (finds(literal)) {
      return this;
    }
    Set<Kind> moreKinds = EnumSet.copyOf(kinds);
    moreKinds.add(kind);
    List<String> moreKeys = new ArrayList<>(keys);
    if (literal.key() != null && !keys.contains(literal.key())) {
      moreKeys.add(literal.key());
    }
    return new Probes(
        moreKinds,
        kind == Kind.RESOURCE_START ? starts.with(length) : starts,
        kind == Kind.RESOURCE_WORD_START ? wordStarts.with(length) : wordStarts,
        kind == Kind.ACTION_START ? actionStarts.with(length) : actionStarts,
        moreKeys);
  }

  private boolean finds(Literal literal) {
    int length = literal.length();
    return kinds.contains(literal.kind())
        && switch (literal.kind()) {
          case RESOURCE_START -> starts.contains(length);
          case RESOURCE_WORD_START -> wordStarts.contains(length);
          case ACTION_START -> actionStarts.contains(length);
          case VALUE -> keys.contains(literal.key());
          default -> true;
        };
  }

  /** The strongest statement that bears on a request and is filed under a literal that it holds. */
  @Nullable AttachedStatement strongest(
      Postings postings, AuthorizationRequest request, boolean bounded) {
    AttachedStatement strongest = null;
    if (resources) {
      strongest = byResource(postings, request, bounded);
    }
    if (actions) {
      strongest = byAction(postings, strongest, request, bounded);
    }
    if (principals) {
      strongest = byPrincipal(postings, strongest, request, bounded);
    }
    return valueStates.length == 0 ? strongest : byValue(postings, strongest, request, bounded);
  }

  /** Goes over the ARN word by word; the loop over a word's characters only hashes. */
  private @Nullable AttachedStatement byResource(
      Postings postings, AuthorizationRequest request, boolean bounded) {
    String arn = request.resource().name();
    AttachedStatement strongest = null;
    long before = Kind.RESOURCE.begin;
    int start = 0;
    while (true) {
      long word = Kind.RESOURCE_WORD.begin;
      int end = start;
      while (end < arn.length() && !Requirement.endsWord(arn.charAt(end))) {
        word = LiteralHash.step(word, arn.charAt(end++));
      }
      if (!wordStarts.isEmpty()) {
        strongest = byWordStart(start, end, before, postings, strongest, request, bounded);
      }
      if (words && end > start) {
        strongest = postings.strongest(Kind.RESOURCE_WORD.end(word), strongest, request, bounded);
      }
      if (end == arn.length()) {
        int hash = Kind.RESOURCE.end(before ^ word);
        return wholeResource ? postings.strongest(hash, strongest, request, bounded) : strongest;
      }
      before = LiteralHash.afterWord(before, word, arn.charAt(end));
      start = end + 1;
      if (starts.contains(start)) {
        int hash = Kind.RESOURCE_START.end(before);
        strongest = postings.strongest(hash, strongest, request, bounded);
      }
    }
  }

  private @Nullable AttachedStatement byWordStart(
      int start,
      int end,
      long before,
      Postings postings,
      @Nullable AttachedStatement best,
      AuthorizationRequest request,
      boolean bounded) {
    String arn = request.resource().name();
    AttachedStatement strongest = best;
    long word = Kind.RESOURCE_WORD.begin;
    for (int i = start; i < end; i++) {
      word = LiteralHash.step(word, arn.charAt(i));
      if (wordStarts.contains(i + 1)) {
        int hash = Kind.RESOURCE_WORD_START.end(before ^ word);
        strongest = postings.strongest(hash, strongest, request, bounded);
      }
    }
    return strongest;
  }

  private @Nullable AttachedStatement byAction(
      Postings postings,
      @Nullable AttachedStatement best,
      AuthorizationRequest request,
      boolean bounded) {
    String action = request.action().folded();
    int name = action.indexOf(':') + 1;
    long state = LiteralHash.steps(Kind.ACTION.begin, action, name);
    AttachedStatement strongest =
        postings.strongest(Kind.SERVICE.end(state), best, request, bounded);
    boolean anyStarts = !actionStarts.isEmpty();
    for (int i = name; i < action.length(); i++) {
      state = LiteralHash.step(state, action.charAt(i));
      if (anyStarts && actionStarts.contains(i + 1)) {
        int hash = Kind.ACTION_START.end(state);
        strongest = postings.strongest(hash, strongest, request, bounded);
      }
    }
    return postings.strongest(Kind.ACTION.end(state), strongest, request, bounded);
  }

  private @Nullable AttachedStatement byPrincipal(
      Postings postings,
      @Nullable AttachedStatement best,
      AuthorizationRequest request,
      boolean bounded) {
    Principal principal = request.principal();
    AttachedStatement strongest = byName(principal.name(), postings, best, request, bounded);
    strongest = byName(principal.accountId(), postings, strongest, request, bounded);
    if (principal instanceof Principal.User user) {
      return byName(user.id(), postings, strongest, request, bounded);
    }
    if (principal instanceof Principal.RoleSession session) {
      strongest = byName(session.roleArn(), postings, strongest, request, bounded);
      return byName(session.roleId(), postings, strongest, request, bounded);
    }
    if (principal instanceof Principal.FederatedUser federated) {
      strongest = byName(federated.userArn(), postings, strongest, request, bounded);
      return byName(federated.userId(), postings, strongest, request, bounded);
    }
    return strongest;
  }

  private static @Nullable AttachedStatement byName(
      String name,
      Postings postings,
      @Nullable AttachedStatement best,
      AuthorizationRequest request,
      boolean bounded) {
    long state = LiteralHash.steps(Kind.PRINCIPAL.begin, name, name.length());
    return postings.strongest(Kind.PRINCIPAL.end(state), best, request, bounded);
  }

  private @Nullable AttachedStatement byValue(
      Postings postings,
      @Nullable AttachedStatement best,
      AuthorizationRequest request,
      boolean bounded) {
    AttachedStatement strongest = best;
    for (int i = 0; i < valueStates.length; i++) {
      String one = request.context().one(keys.get(i));
      if (one != null) {
        strongest = byValue(valueStates[i], one, postings, strongest, request, bounded);
        continue;
      }
      RequestContext.Values many = request.context().get(keys.get(i));
      for (int j = 0; many != null && j < many.texts().size(); j++) {
        String value = many.texts().get(j);
        strongest = byValue(valueStates[i], value, postings, strongest, request, bounded);
      }
    }
    return strongest;
  }

  private static @Nullable AttachedStatement byValue(
      long before,
      String value,
      Postings postings,
      @Nullable AttachedStatement best,
      AuthorizationRequest request,
      boolean bounded) {
    long state = LiteralHash.steps(before, value, value.length());
    return postings.strongest(Kind.VALUE.end(state), best, request, bounded);
  }
}
