package io.ostiary.endpoint.status;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How an installation is.
 *
 * @param up whether requests can be let in
 * @param parts by the name of each part, what there is to say of it; texts, numbers and truths
 */
public record Health(boolean up, Map<String, Map<String, Object>> parts) {

  public Health {
    parts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parts));
  }

  String status() {
    return up ? "UP" : "DOWN";
  }
}
