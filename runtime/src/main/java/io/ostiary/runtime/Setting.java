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
  /**
   * A folder with a folder for each application of the server, as its operator keeps them; empty
   * for none. Each application then has a folder of its own below the server's {@link #DATA}.
   */
  APPLICATIONS(""),
  /** A folder of JSON files that are the directory; empty for one in the store. */
  DIRECTORY(""),
  /** The PostgreSQL database to use instead of the embedded store, as a JDBC link. */
  JDBC_URL(""),
  /** The user of that database. */
  JDBC_USER(""),
  /** The user's password. */
  JDBC_PASSWORD(""),
  /** How long decisions go on while a shared store does not answer; {@code 0} for not at all. */
  STALENESS_LIMIT("5m"),
  /** The installation's account, twelve digits; made at the first start if not given. */
  ACCOUNT_ID(""),
  /** The partition of every ARN. */
  PARTITION("aws"),
  /** The regions that a signature's scope may name, separated by commas; {@code *} is any. */
  REGIONS("*"),
  /** Whether signatures of version 4A are taken, which cost a hundred times what others do. */
  SIGNATURE_4A("false"),
  /** How far a signer's clock may be off, either way; at most 15 minutes. */
  CLOCK_SKEW("5m"),
  /** The most that a presigned request may live; at most seven days. */
  PRESIGNED_LIFETIME("7d"),
  /** The Host fields that are ours, separated by commas; empty for any. */
  HOSTS(""),
  /**
   * The file that holds the master key, and below it those before; empty for one in the data
   * directory.
   */
  MASTER_KEY_FILE(""),
  /** The root user's access key at the first start; made if not given. */
  ROOT_ACCESS_KEY_ID(""),
  /** Its secret. */
  ROOT_SECRET_ACCESS_KEY(""),
  /** The account whose root user this start enables and gives a new access key; empty for none. */
  RECOVER_ROOT_USER(""),
  /**
   * A file of certificates in PEM: authorities that an identity provider's server may be certified
   * by, beside those that Java trusts.
   */
  FEDERATION_CA_FILE(""),
  /** A file that says on each line an issuer, a client's id with it and the client's secret. */
  OIDC_CLIENT_SECRETS_FILE(""),
  /** A file of private keys in PEM, for which SAML providers encrypt their assertions. */
  SAML_DECRYPTION_KEY_FILE(""),
  /**
   * A file of JSON that names the identity stores by which people sign in; empty for the
   * application's own {@code WEB-INF/ostiary/identity-stores.json}.
   */
  IDENTITY_STORES(""),
  /**
   * Where clients find this server: for what is printed at start, our name to identity providers,
   * and behind trusted proxies the path that signatures cover.
   */
  EXTERNAL_URL(""),
  /** The page below the context path where people land who sign in; empty for their account's. */
  HOME_PAGE(""),
  /** The address ranges of proxies that are believed when they say who is behind them. */
  TRUSTED_PROXIES(""),
  /** Whether denials are enforced, or at which services they are only reported. */
  MODE("enforce"),
  /** Whether a refused signature is answered with what should have been signed. */
  DEVELOPMENT("false"),
  /** Whether anybody may ask if the server is up. */
  PUBLIC_UP("false"),
  /** Where audit lines go: {@code file} (in the data directory), {@code stdout}, {@code jdbc}. */
  AUDIT("file"),
  /** The JNDI name of the data source whose table they go to, if they do. */
  AUDIT_DATA_SOURCE(""),
  /**
   * Whether a request that cannot be recorded is refused: {@code required}, {@code best-effort}.
   */
  AUDIT_MODE("required"),
  /** The size beyond which the audit file is put aside and a new one begun. */
  AUDIT_ROTATE_SIZE("100MiB"),
  /** The period at whose end, counted in UTC, the same happens. */
  AUDIT_ROTATE_EVERY("1d");

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

  /** A value as it may be shown: of a secret nothing, of a database link not its parameters. */
  String shown(String text) {
    if (this == ROOT_SECRET_ACCESS_KEY || this == JDBC_PASSWORD) {
      return "(set)";
    }
    int parameters = this == JDBC_URL ? text.indexOf('?') : -1;
    return parameters < 0 ? text : text.substring(0, parameters) + "?…";
  }
}
