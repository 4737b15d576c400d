package io.ostiary.depot;

import io.ostiary.depot.store.ObjectStore;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The store of the running application, for what the platform makes apart from the servlet. */
final class OpenDepot {
  private static volatile @Nullable ObjectStore current;

  private OpenDepot() {}

  static void opened(ObjectStore store) {
    current = store;
  }

  static void closed() {
    current = null;
  }

  static Optional<ObjectStore> current() {
    return Optional.ofNullable(current);
  }
}
