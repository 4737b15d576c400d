package io.ostiary.policy.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A change and what it does to a situation. */
record Edit(Change change, UnaryOperator<Situation> effect) {

  /** Adds a statement to a layer; does nothing if its policies cannot hold it. */
  static Edit adding(String json, Layer layer, String place) {
    return new Edit(
        new Change.AddStatement(layer.type(), layer.level(), place, json),
        situation ->
            LeastStatement.attached(json, layer.type())
                .map(added -> with(situation, layer, added))
                .orElse(situation));
  }

  private static Situation with(Situation situation, Layer layer, AttachedStatement added) {
    List<AttachedStatement> statements = new ArrayList<>(now(situation, layer).statements());
    statements.add(added);
    return situation.with(layer, statements);
  }

  /** Takes a statement away. */
  static Edit removing(AttachedStatement denying, Layer layer) {
    return new Edit(
        new Change.StopDenying(denying.denied().by(), layer.level()),
        situation ->
            situation.with(
                layer,
                now(situation, layer).statements().stream()
                    .filter(one -> !one.equals(denying))
                    .toList()));
  }

  /** The layer as earlier edits have left it. */
  private static Layer now(Situation situation, Layer layer) {
    return situation.layers().stream()
        .filter(one -> one.isOf(layer.type(), layer.level()))
        .findFirst()
        .orElse(layer);
  }

  Situation applyTo(Situation situation) {
    return effect.apply(situation);
  }
}
