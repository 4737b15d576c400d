package io.ostiary.policy.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.document.PolicySyntaxException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks the engine and a naive evaluator the same and counts what happens, up to the first
 * disagreement, which it makes small.
 */
final class Tally {
  /** Counting rules takes time, so it is done in one case of so many. */
  private static final int SAMPLE = 4;

  /** The sets of one small case of so many come from others by changes. */
  private static final int CHANGED = 8;

  private final Counts counts = new Counts();
  private final NaiveEvaluator naive = new NaiveEvaluator();
  private final NaiveEvaluator counting = new Counting(counts);
  private long decisions;
  private @Nullable String disagreement;

  private Tally() {}

  /** How often each thing happened. */
  static final class Counts {
    private final Map<String, Integer> events = new HashMap<>();

    void add(String event) {
      events.merge(event, 1, Integer::sum);
    }

    int of(String event) {
      return events.getOrDefault(event, 0);
    }
  }

  /** The naive evaluator, counting which of its rules said what. */
  private static final class Counting extends NaiveEvaluator {
    private final Counts counts;
    private final Map<OperatorText, String[]> operatorEvents = new HashMap<>();
    private final Map<Set<Naming>, Map<PlainPrincipal.Kind, String>> namingEvents = new HashMap<>();

    Counting(Counts counts) {
      this.counts = counts;
    }

    @Override
    boolean holds(
        OperatorText operator,
        @Nullable Object have,
        List<String> wants,
        boolean variables,
        PlainRequest request) {
      boolean holds = super.holds(operator, have, wants, variables, request);
      String[] events =
          operatorEvents.computeIfAbsent(
              operator, one -> new String[] {one + " false", one + " true"});
      counts.add(events[holds ? 1 : 0]);
      return holds;
    }

    @Override
    Set<Naming> namings(JsonNode element, PlainPrincipal principal) {
      Set<Naming> namings = super.namings(element, principal);
      counts.add(
          namingEvents
              .computeIfAbsent(namings, key -> new EnumMap<>(PlainPrincipal.Kind.class))
              .computeIfAbsent(principal.kind(), kind -> kind + " " + namings));
      return namings;
    }
  }

  /** Compares small cases from a seed on, until so many decisions are made. */
  static Tally ofSmall(long seed, long decisions, int requests) {
    return new Tally().small(seed, decisions, requests);
  }

  /** Compares large cases, each of so many statements. */
  static Tally ofLarge(long seed, int cases, int statements, int requests) {
    Tally tally = new Tally();
    NaiveEvaluator judge = new NaiveEvaluator();
    for (int i = 0; i < cases && tally.disagreement == null; i++) {
      GeneratedCase one = CaseGenerator.large(seed + i, statements, requests, judge);
      tally.add(one, new Engine(one.policies()));
      if (tally.disagreement == null) {
        tally.add(one, Engine.changed(one.policies()));
      }
    }
    return tally;
  }

  private Tally small(long seed, long wanted, int requests) {
    NaiveEvaluator judge = new NaiveEvaluator();
    for (long next = seed; decisions < wanted && disagreement == null; next++) {
      GeneratedCase one = CaseGenerator.small(next, requests, judge);
      add(one, next % CHANGED == 0 ? Engine.changed(one.policies()) : new Engine(one.policies()));
    }
    return this;
  }

  private void add(GeneratedCase one, Engine engine) {
    NaiveEvaluator evaluator = one.seed() % SAMPLE == 0 ? counting : naive;
    for (PlainRequest request : one.requests()) {
      Decision decision = engine.decide(request);
      Verdict verdict = evaluator.decide(request, one.policies(request));
      decisions++;
      counts.add(verdict.outcome());
      String reason = Engine.reason(decision);
      counts.add(verdict.outcome() + " " + layer(reason));
      if (!Engine.agrees(verdict, decision)) {
        disagreement = report(one.seed(), new CaseJson(request, one.policies(request)).toJson());
        return;
      }
    }
  }

  /** A reason without its statement. */
  private static String layer(String reason) {
    int space = reason.indexOf(' ');
    return reason.startsWith("missing") || space < 0 ? reason : reason.substring(0, space);
  }

  private String report(long seed, ObjectNode json) {
    JsonNode small = Shrinker.shrink(json, this::disagrees);
    CaseJson one = CaseJson.of(small);
    Decision decision = new Engine(one.policies()).decide(one.request());
    Decision changed = Engine.changed(one.policies()).decide(one.request());
    ((ObjectNode) small)
        .put("engine", Engine.outcome(decision) + ", " + Engine.reason(decision))
        .put("changed", Engine.outcome(changed) + ", " + Engine.reason(changed))
        .put("naive", naive.decide(one.request(), one.policies()).toString())
        .put("seed", seed);
    return small.toString();
  }

  private boolean disagrees(JsonNode json) {
    try {
      CaseJson one = CaseJson.of(json);
      Verdict verdict = naive.decide(one.request(), one.policies());
      return !Engine.agrees(verdict, new Engine(one.policies()).decide(one.request()))
          || !Engine.agrees(verdict, Engine.changed(one.policies()).decide(one.request()));
    } catch (PolicySyntaxException | IllegalArgumentException e) {
      return false; // what is left is no policy or no request
    }
  }

  long decisions() {
    return decisions;
  }

  Counts counts() {
    return counts;
  }

  /** The first case in which the two disagree, made small, with both answers; null if none. */
  @Nullable String disagreement() {
    return disagreement;
  }
}
