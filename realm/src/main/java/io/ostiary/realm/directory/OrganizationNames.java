package io.ostiary.realm.directory;

/** What names in an organisation may look like, and how long its ids are. */
final class OrganizationNames {
  /** How many random characters ids have. */
  static final int ORGANIZATION_ID = 10;

  static final int ROOT_ID = 4;
  static final int UNIT_ID = 8;
  static final int POLICY_ID = 10;

  private static final int LONGEST_NAME = 128;
  private static final int LONGEST_ACCOUNT_NAME = 50;
  private static final int LONGEST_DESCRIPTION = 512;
  private static final int SHORTEST_EMAIL = 6;
  private static final int LONGEST_EMAIL = 64;

  private OrganizationNames() {}

  static void unit(String name) {
    printable("name", name, LONGEST_NAME);
  }

  static void policy(String name) {
    printable("name", name, LONGEST_NAME);
  }

  static void account(String name) {
    printable("accountName", name, LONGEST_ACCOUNT_NAME);
  }

  static void description(String description) {
    Names.length("description", description, 0, LONGEST_DESCRIPTION);
  }

  /** Something before an at sign, and a host with a dot behind it. */
  static void email(String email) {
    Names.length("email", email, SHORTEST_EMAIL, LONGEST_EMAIL);
    int at = email.indexOf('@');
    int dot = email.lastIndexOf('.');
    boolean one = at > 0 && at == email.lastIndexOf('@') && dot > at + 1;
    if (!one || dot == email.length() - 1 || email.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw Refusal.violated(
          "email", "satisfy regular expression pattern: [^\\s@]+@[^\\s@]+\\.[^\\s@]+");
    }
  }

  private static void printable(String member, String name, int longest) {
    Names.length(member, name, 1, longest);
    if (name.isBlank() || name.codePoints().anyMatch(Character::isISOControl)) {
      throw Refusal.violated(member, "consist of printable characters");
    }
  }
}
