package io.ostiary.filter.mapping;

import io.ostiary.policy.service.Selectors;
import java.util.Map;

/** The selectors that a request carries, with their values; each comes once. */
record PresentSelectors(Map<String, String> query, Map<String, String> headers) {

  /** Of a service that declares none. */
  static final PresentSelectors NONE = new PresentSelectors(Map.of(), Map.of());

  PresentSelectors {
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  /** Says whether these are exactly the selectors that a route names, with values it admits. */
  boolean meet(Selectors.Choice choice) {
    return meet(query, choice.query()) && meet(headers, choice.headers());
  }

  private static boolean meet(Map<String, String> present, Map<String, Selectors.Value> choice) {
    if (!present.keySet().equals(choice.keySet())) {
      return false;
    }
    for (Map.Entry<String, String> selector : present.entrySet()) {
      Selectors.Value demand = choice.get(selector.getKey());
      if (demand == null || !demand.admits(selector.getValue())) {
        return false;
      }
    }
    return true;
  }
}
