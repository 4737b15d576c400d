package io.ostiary.realm.directory;

/** A name for an account that is easier to keep in mind than twelve digits; unique over all. */
record AccountAlias(String accountId, String alias) {
  private static final int SHORTEST = 3;
  private static final int LONGEST = 63;

  static String checked(String alias) {
    Names.length("accountAlias", alias, SHORTEST, LONGEST);
    if (!alias.matches("[a-z0-9](-?[a-z0-9])*")) {
      throw Refusal.violated(
          "accountAlias",
          "satisfy regular expression pattern: ^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$");
    }
    if (alias.matches("[0-9]{12}")) {
      throw Refusal.violated(
          "accountAlias", "not be twelve digits, which could pass for an account's id");
    }
    return alias;
  }
}
