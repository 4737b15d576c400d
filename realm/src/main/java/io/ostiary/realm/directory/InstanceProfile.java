package io.ostiary.realm.directory;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What hands a role to a machine.
 *
 * @param id {@code AIPA…}
 * @param roleId the one role that it may hold, by unique id
 */
public record InstanceProfile(
    String id,
    String accountId,
    String partition,
    String path,
    String name,
    Optional<String> roleId,
    Instant createdAt,
    Map<String, String> tags) {

  public InstanceProfile {
    // In their order; Map.copyOf would shuffle them.
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  public String arn() {
    return "arn:" + partition + ":iam::" + accountId + ":instance-profile" + path + name;
  }

  InstanceProfile withRole(Optional<String> newRoleId) {
    return new InstanceProfile(id, accountId, partition, path, name, newRoleId, createdAt, tags);
  }

  InstanceProfile withTags(Map<String, String> newTags) {
    return new InstanceProfile(id, accountId, partition, path, name, roleId, createdAt, newTags);
  }
}
