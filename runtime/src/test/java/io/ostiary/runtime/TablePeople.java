package io.ostiary.runtime;

import io.ostiary.realm.authentication.PeopleStore;
import io.ostiary.realm.authentication.Person;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An identity store as somebody else writes one: its settings are the people and their passwords.
 */
public record TablePeople(Map<String, String> passwords) implements PeopleStore {

  @Override
  public Optional<Person> find(String name, char[] password) {
    return new String(password).equals(passwords.get(name))
        ? Optional.of(new Person(name, Set.of(), Map.of()))
        : Optional.empty();
  }

  /** How it is found. */
  public static final class Tables implements Kind {
    @Override
    public String name() {
      return "table";
    }

    @Override
    public PeopleStore open(Map<String, String> settings) {
      if (settings.isEmpty()) {
        throw new IllegalArgumentException("a table needs people; add their passwords by name");
      }
      return new TablePeople(settings);
    }
  }
}
