package io.ostiary.realm.store;

import java.util.Optional;

/** One row written or removed. */
public sealed interface Change {

  /** The kind of entity, such as {@code user}; at most 32 characters. */
  String kind();

  /** Unique within the kind; at most 320 characters. */
  String id();

  /**
   * A row as it is from now on.
   *
   * @param accountId the account that it belongs to
   * @param uniqueName no other row of its kind and account has it; already folded, since the store
   *     compares exactly; at most 128 characters
   * @param body a JSON object, at most 1,000,000 characters
   */
  record Put(String kind, String id, String accountId, Optional<String> uniqueName, String body)
      implements Change {
    @Override
    public String toString() {
      return "Put(" + kind + " " + id + ")";
    }
  }

  /** A row that is no more. */
  record Remove(String kind, String id) implements Change {}
}
