package io.ostiary.realm.authentication;

import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.RequestContext.Values;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The condition keys of a principal, ready for the questions of all its requests. Immutable. */
final class PrincipalKeys extends AbstractMap<String, Values> {
  private final Map<String, Values> keys;

  /** Made when asked for; two threads may both make it, and it is the same. */
  private volatile @Nullable RequestContext context;

  private PrincipalKeys(Map<String, Values> keys) {
    this.keys = keys;
  }

  static PrincipalKeys copyOf(Map<String, Values> keys) {
    return keys instanceof PrincipalKeys same ? same : new PrincipalKeys(Map.copyOf(keys));
  }

  RequestContext context() {
    RequestContext known = context;
    if (known == null) {
      RequestContext.Builder builder = RequestContext.builder();
      keys.forEach(builder::putIfAbsent);
      known = builder.build();
      context = known;
    }
    return known;
  }

  @Override
  public Set<Entry<String, Values>> entrySet() {
    return keys.entrySet();
  }

  @Override
  public @Nullable Values get(Object key) {
    return keys.get(key);
  }

  @Override
  public boolean containsKey(Object key) {
    return keys.containsKey(key);
  }
}
