package io.ostiary.cli.testing;

/** Principals of one account by what follows the account in their ARNs. */
final class ShortPrincipal {
  private ShortPrincipal() {}

  /**
   * The ARN of {@code user/alice}, {@code role/app}, {@code assumed-role/app/session}, {@code
   * federated-user/bob} or {@code root} in an account; any other name as it is.
   */
  static String full(String name, String account) {
    String service = service(name);
    if (service.isEmpty()) {
      return name;
    }
    if (account.isEmpty()) {
      throw new IllegalArgumentException(
          "`" + name + "` is short for a principal of an account; say which by `account`");
    }
    return "arn:aws:" + service + "::" + account + ':' + name;
  }

  private static String service(String name) {
    if (name.equals("root") || name.startsWith("user/") || name.startsWith("role/")) {
      return "iam";
    }
    return name.startsWith("assumed-role/") || name.startsWith("federated-user/") ? "sts" : "";
  }
}
