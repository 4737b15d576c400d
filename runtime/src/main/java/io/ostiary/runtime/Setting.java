package io.ostiary.runtime;

import java.util.Locale;

/**
 * A setting that Ostiary knows. Its key is {@code ostiary.} and the constant's name in lower case
 * with dashes ({@code ostiary.account-id}); its environment variable is the same in upper case with
 * underscores ({@code OSTIARY_ACCOUNT_ID}).
 */
enum Setting {
  /** The directory of the embedded store, the master key, the audit and the first credentials. */
  DATA("ostiary-data"),
  /** The installation's account, twelve digits; made at the first start if not given. */
  ACCOUNT_ID(""),
  /** The partition of every ARN. */
  PARTITION("aws"),
  /** The regions that a signature's scope may name, separated by commas; {@code *} is any. */
  REGIONS("*"),
  /** How far a signer's clock may be off, either way; at most 15 minutes. */
  CLOCK_SKEW("5m"),
  /** The most that a presigned request may live; at most seven days. */
  PRESIGNED_LIFETIME("7d"),
  /** The Host fields that are ours, separated by commas; empty for any. */
  HOSTS(""),
  /** The file that holds the master key; empty for one in the data directory. */
  MASTER_KEY_FILE(""),
  /** The root user's access key at the first start; made if not given. */
  ROOT_ACCESS_KEY_ID(""),
  /** Its secret. */
  ROOT_SECRET_ACCESS_KEY(""),
  /** Where clients find this server, for what is printed at start. */
  EXTERNAL_URL(""),
  /** Where audit lines go: {@code file} (below the data directory) or {@code log}. */
  AUDIT("file");

  private final String fallback;

  Setting(String fallback) {
    this.fallback = fallback;
  }

  String key() {
    return "ostiary." + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The value where nobody sets one; empty for none. */
  String fallback() {
    return fallback;
  }

  boolean secret() {
    return this == ROOT_SECRET_ACCESS_KEY;
  }
}
