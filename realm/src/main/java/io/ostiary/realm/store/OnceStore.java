package io.ostiary.realm.store;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/**
 * What changes with every login rather than by administration: what may happen once, how often it
 * was tried, when it was last used. All nodes of an installation share one.
 *
 * <p>A purpose, such as {@code totp}, has at most 32 characters and keeps keys of different kinds
 * apart. A key may be of any length and secret: only its SHA-256 is kept.
 */
public interface OnceStore {

  /**
   * When and for what something was last used.
   *
   * @param service the service asked, such as {@code s3}
   */
  record LastUse(Instant at, String service, String region) {}

  /**
   * Says that something happens now, and whether it is the first time. Of any number who say so at
   * once, on any node, one is the first. When this returns true, that is on disk.
   *
   * @param until from when on it may be forgotten, since it is refused for its age
   * @throws StoreException if it is not known; take it as a refusal
   */
  boolean claim(String purpose, String key, Instant until);

  /**
   * Counts one more attempt, before it is judged, so that a thousand at once are a thousand.
   *
   * @param until when all of them are forgotten, unless there is another attempt
   * @return how many there were since the last success, this one included
   * @throws StoreException if it is not known; take it as a refusal
   */
  int attempt(String purpose, String key, Instant until);

  /**
   * Forgets the attempts, after one that was right.
   *
   * @throws StoreException if they could not be forgotten
   */
  void succeeded(String purpose, String key);

  /**
   * Takes note that a key, user or role was used. Costs next to nothing and never fails: what comes
   * within a minute of the last use noted is dropped, the rest is written by the way, and what was
   * not yet written may be lost.
   *
   * @param id at most 128 characters
   */
  void used(String id, Instant at, String service, String region);

  /**
   * The last use of each of these of which there is one.
   *
   * @throws StoreException if the store cannot be read
   */
  Map<String, LastUse> lastUses(Collection<String> ids);
}
