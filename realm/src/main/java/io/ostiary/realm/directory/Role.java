package io.ostiary.realm.directory;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What others may become for a while. Its trust policy says who; {@link Directory#trustPolicy}
 * reads it.
 *
 * @param id {@code AROA…}
 * @param maxSessionDuration the longest that a session of it may be asked to last
 */
public record Role(
    String id,
    String accountId,
    String partition,
    String path,
    String name,
    Instant createdAt,
    String description,
    Duration maxSessionDuration,
    Map<String, String> tags)
    implements Identity {

  /** Only service-linked roles live here. */
  static final String SERVICE_LINKED_PATH = "/aws-service-role/";

  public Role {
    // In their order; Map.copyOf would shuffle them.
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  /** The same role with other tags. */
  Role withTags(Map<String, String> newTags) {
    return new Role(
        id, accountId, partition, path, name, createdAt, description, maxSessionDuration, newTags);
  }

  @Override
  public IdentityKind kind() {
    return IdentityKind.ROLE;
  }

  /** Whether it belongs to a service, which alone may change it. */
  public boolean serviceLinked() {
    return path.startsWith(SERVICE_LINKED_PATH);
  }

  Role with(String newDescription, Duration newMaxSessionDuration) {
    return new Role(
        id,
        accountId,
        partition,
        path,
        name,
        createdAt,
        newDescription,
        newMaxSessionDuration,
        tags);
  }
}
