package io.ostiary.realm.directory;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A user of an account.
 *
 * @param id {@code AIDA…}, never used again
 * @param path {@code /} or {@code /…/}
 * @param name unique in its account ignoring case
 */
public record User(
    String id,
    String accountId,
    String partition,
    String path,
    String name,
    Instant createdAt,
    Map<String, String> tags) {

  public User {
    // In their order; Map.copyOf would shuffle them.
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  public String arn() {
    return "arn:" + partition + ":iam::" + accountId + ":user" + path + name;
  }
}
