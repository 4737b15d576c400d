package io.ostiary.policy.condition;

import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.RequestContext.Values;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Another value of one condition key.
 *
 * @param key as a policy writes it
 * @param values an example of what it would hold; null if the key would be absent
 * @param words how to send such a request: {@code from 10.0.0.0/8}
 */
public record ContextChange(String key, @Nullable Values values, String words) {

  /** The context with this change made. */
  public RequestContext applyTo(RequestContext context) {
    String folded = RequestContext.fold(key);
    RequestContext.Builder changed = RequestContext.builder();
    for (Map.Entry<String, Values> known : context.asMap().entrySet()) {
      if (!known.getKey().equals(folded)) {
        changed.put(known.getKey(), known.getValue());
      }
    }
    if (values != null) {
      changed.put(key, values);
    }
    return changed.build();
  }
}
