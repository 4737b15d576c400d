package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.OperationException;
import io.ostiary.realm.store.OnceStore;
import io.ostiary.realm.store.OnceStore.LastUse;
import io.ostiary.realm.store.StoreException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** When keys, passwords, roles and services were last used. */
final class LastUses {
  /** How many ids are asked about at a time; databases limit a statement's parameters. */
  private static final int AT_A_TIME = 500;

  private final OnceStore once;

  LastUses(OnceStore once) {
    this.once = once;
  }

  Optional<LastUse> of(String id) {
    return Optional.ofNullable(of(List.of(id)).get(id));
  }

  /** Those of which there is one. */
  Map<String, LastUse> of(Collection<String> ids) {
    List<String> all = List.copyOf(ids);
    Map<String, LastUse> uses = new HashMap<>();
    try {
      for (int from = 0; from < all.size(); from += AT_A_TIME) {
        uses.putAll(once.lastUses(all.subList(from, Math.min(from + AT_A_TIME, all.size()))));
      }
    } catch (StoreException e) {
      throw new OperationException(
          503, "ServiceUnavailable", "When it was last used is not known now; try again.");
    }
    return uses;
  }
}
