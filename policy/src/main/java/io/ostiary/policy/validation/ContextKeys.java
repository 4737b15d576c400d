package io.ostiary.policy.validation;

import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.Statement;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.validation.Draft.Condition;
import io.ostiary.policy.validation.Draft.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The condition keys that policies read, in conditions and in variables. */
public final class ContextKeys {
  private static final Catalogue GLOBAL = new Catalogue(List.of());

  private ContextKeys() {}

  /**
   * Every key that some policies read, once each and in the order in which the policies name them.
   * A global key is in AWS's spelling, another one as it is written first.
   */
  public static List<String> of(Collection<Policy> policies) {
    List<String> keys = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (Policy policy : policies) {
      Set<String> read = new HashSet<>();
      for (Statement statement : policy.statements()) {
        read.addAll(statement.keys());
      }
      for (String key : written(policy)) {
        String folded = RequestContext.fold(key);
        if (read.contains(folded) && known.add(folded)) {
          keys.add(GlobalKeys.spelling(key));
        }
      }
    }
    return keys;
  }

  /** What a policy names where keys may stand; in places a variable is ordinary text. */
  private static List<String> written(Policy policy) {
    List<String> keys = new ArrayList<>();
    DraftReader.read(policy.text(), policy.type(), true, GLOBAL)
        .ifPresent(draft -> draft.statements().forEach(statement -> addTo(keys, statement)));
    return keys;
  }

  private static void addTo(List<String> keys, Draft.Statement statement) {
    if (statement.resources() != null) {
      statement
          .resources()
          .items()
          .forEach(item -> keys.addAll(Variables.keys(statement.context(), item.text())));
    }
    for (Condition condition : statement.conditions()) {
      keys.add(condition.keyAsWritten());
      for (Value value : condition.values()) {
        keys.addAll(Variables.keys(statement.context(), value.text()));
      }
    }
  }
}
