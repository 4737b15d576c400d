package io.ostiary.realm.directory;

import java.time.Instant;

/**
 * An account: a twelve-digit id under which users and resources live.
 *
 * @param first whether it is the installation's own, made at the first start
 * @param rootEnabled whether its root user may sign
 * @param open whether anybody of it may; a closed account keeps what it holds
 */
public record Account(
    String id,
    String partition,
    Instant createdAt,
    boolean first,
    boolean rootEnabled,
    boolean open) {

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

  Account withRootEnabled(boolean enabled) {
    return new Account(id, partition, createdAt, first, enabled, open);
  }

  Account withOpen(boolean newOpen) {
    return new Account(id, partition, createdAt, first, rootEnabled, newOpen);
  }
}
