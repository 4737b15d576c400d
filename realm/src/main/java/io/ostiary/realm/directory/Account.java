package io.ostiary.realm.directory;

import java.time.Instant;

/** An account: a twelve-digit id under which users and resources live. */
public record Account(String id, String partition, Instant createdAt) {
  public String rootArn() {
    return "arn:" + partition + ":iam::" + id + ":root";
  }
}
