package io.ostiary.cli;

import io.ostiary.realm.store.OnceStore;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** Takes everything for its first use: a token that is tested is not used up. */
final class UseOnlyNow implements OnceStore {
  @Override
  public boolean claim(String purpose, String key, Instant until) {
    return true;
  }

  @Override
  public int attempt(String purpose, String key, Instant until) {
    return 1;
  }

  @Override
  public void succeeded(String purpose, String key) {}

  @Override
  public void used(String id, Instant at, String service, String region) {}

  @Override
  public Map<String, LastUse> lastUses(Collection<String> ids) {
    return Map.of();
  }
}
