package io.ostiary.realm.directory;

import java.time.Instant;

/** An account: a twelve-digit id under which users and resources live. */
public record Account(String id, String partition, Instant createdAt) {
  public String rootArn() {
    return "arn:" + partition + ":iam::" + id + ":root";
  }

  /**
   * The account's other name, 64 hexadecimal digits, by which S3's policies and access-control
   * lists know it. It follows from the id, so an account that is restored or made again has it too.
   */
  public String canonicalUserId() {
    return Digests.sha256("canonical user of " + partition + ' ' + id);
  }
}
