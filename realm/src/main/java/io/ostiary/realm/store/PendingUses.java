package io.ostiary.realm.store;

import io.ostiary.realm.store.OnceStore.LastUse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The last uses noted in memory: those to be written, and those that were, to compare with. */
final class PendingUses {
  /** Uses closer than this to the last one noted are not worth a write. */
  private static final Duration COARSE = Duration.ofMinutes(1);

  /** Keys, users and roles in use at a time on one node; beyond them, uses go unnoted. */
  private static final int MOST = 100_000;

  private record Noted(LastUse use, boolean written) {}

  private final Map<String, Noted> noted = new ConcurrentHashMap<>();

  void note(String id, Instant at, String service, String region) {
    Noted last = noted.get(id);
    if (isWorthIt(last, at, service, region)) {
      noted.put(id, new Noted(new LastUse(at, service, region), false));
    }
  }

  private boolean isWorthIt(@Nullable Noted last, Instant at, String service, String region) {
    if (last == null) {
      return noted.size() < MOST;
    }
    LastUse use = last.use;
    boolean elsewhere = !(use.service().equals(service) && use.region().equals(region));
    return at.isAfter(elsewhere ? use.at() : use.at().plus(COARSE));
  }

  Optional<LastUse> of(String id) {
    return Optional.ofNullable(noted.get(id)).map(Noted::use);
  }

  /** Hands over what was not written yet; if writing throws, the rest stays for the next time. */
  void forEachUnwritten(BiConsumer<String, LastUse> write) {
    noted.forEach(
        (id, last) -> {
          if (!last.written) {
            write.accept(id, last.use);
            noted.replace(id, last, new Noted(last.use, true));
          }
        });
    if (noted.size() >= MOST) {
      noted.values().removeIf(Noted::written);
    }
  }
}
