package io.ostiary.realm.authentication;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Somebody whose password an identity store found right.
 *
 * @param name the store's own spelling, which tells everybody in it apart: 1 to 255 characters, no
 *     control characters
 * @param groups as the store names them, at most a thousand; they decide which roles are offered
 * @param attributes what else may be asked in trust policies, as {@code
 *     identity-store:attribute/NAME}; none empty, at most fifty values of one
 */
public record Person(String name, Set<String> groups, Map<String, List<String>> attributes) {
  private static final int LONGEST_NAME = 255;
  private static final int MOST_GROUPS = 1000;
  private static final int MOST_VALUES = 50;

  /**
   * Checks it.
   *
   * @throws IllegalArgumentException if it is beyond a limit; nobody logs in
   */
  public Person {
    if (name.isBlank()
        || name.length() > LONGEST_NAME
        || name.codePoints().anyMatch(Person::isUnfit)) {
      throw new IllegalArgumentException(
          "a person's name has 1 to 255 characters, none of them a control character");
    }
    groups = Set.copyOf(groups);
    attributes = Map.copyOf(attributes);
    if (groups.size() > MOST_GROUPS) {
      throw new IllegalArgumentException("`%s` has more than 1000 groups".formatted(name));
    }
    attributes.forEach(
        (attribute, values) -> {
          if (values.isEmpty() || values.size() > MOST_VALUES) {
            throw new IllegalArgumentException(
                "`%s` of `%s` has %s values; at most 50 can be told"
                    .formatted(attribute, name, values.size()));
          }
        });
  }

  private static boolean isUnfit(int character) {
    int type = Character.getType(character);
    return type == Character.CONTROL || type == Character.SURROGATE || type == Character.UNASSIGNED;
  }
}
