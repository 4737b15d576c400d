package io.ostiary.realm.directory;

import io.ostiary.policy.document.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What others may become for a while.
 *
 * @param id {@code AROA…}
 * @param trustPolicy who may assume it
 * @param maxSessionDuration the longest that a session of it may be asked to last
 */
public record Role(
    String id,
    String accountId,
    String partition,
    String path,
    String name,
    Instant createdAt,
    Policy trustPolicy,
    String description,
    Duration maxSessionDuration,
    Map<String, String> tags)
    implements Identity {

  public Role {
    // In their order; Map.copyOf would shuffle them.
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  /** The same role with other tags. */
  Role withTags(Map<String, String> newTags) {
    return new Role(
        id,
        accountId,
        partition,
        path,
        name,
        createdAt,
        trustPolicy,
        description,
        maxSessionDuration,
        newTags);
  }

  @Override
  public IdentityKind kind() {
    return IdentityKind.ROLE;
  }
}
