package io.ostiary.realm.authentication;

import java.util.List;

/**
 * A store of people together with what they become here.
 *
 * @param name 1 to 64 letters, digits, {@code -} and {@code _}; trust policies name it in its ARN
 * @param title what people call it
 */
public record IdentityStore(String name, String title, PeopleStore people, Becoming becoming) {
  private static final int LONGEST = 64;

  public IdentityStore {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "`%s` names no identity store; write 1 to 64 letters, digits, `-` and `_`"
              .formatted(name));
    }
  }

  /** What somebody becomes. */
  public sealed interface Becoming {

    /** The user of the installation's account who has the very same name. */
    record SameUser() implements Becoming {}

    /** A role that the first or another of these rules offers, if its trust policy admits them. */
    record SomeRole(List<Rule> rules) implements Becoming {
      public SomeRole {
        rules = List.copyOf(rules);
      }
    }
  }

  /**
   * Offers a role.
   *
   * @param group to whoever is in it, as the store names it; {@code *} is everybody
   */
  public record Rule(String group, String roleArn) {
    private static final String EVERYBODY = "*";

    boolean isFor(Person person) {
      return group.equals(EVERYBODY) || person.groups().contains(group);
    }
  }

  /** Whether a store can have a name. */
  public static boolean isName(String name) {
    return !name.isEmpty()
        && name.length() <= LONGEST
        && name.chars()
            .allMatch(c -> c < 0x80 && (Character.isLetterOrDigit(c) || c == '-' || c == '_'));
  }

  /** How a trust policy names it. */
  public String arn(String partition, String accountId) {
    return "arn:" + partition + ":iam::" + accountId + ":identity-store/" + name;
  }
}
