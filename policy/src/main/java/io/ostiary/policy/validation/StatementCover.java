package io.ostiary.policy.validation;

import io.ostiary.policy.validation.Draft.Element;
import io.ostiary.policy.validation.Draft.Item;
import io.ostiary.policy.validation.Draft.Principal;
import io.ostiary.policy.validation.Draft.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The requests that a statement matches, compared with those of another, whatever the effects of
 * both.
 *
 * @param principals what it names, and whether it names or excludes them
 * @param everyone whether it names everyone
 */
record StatementCover(
    Statement statement,
    Set<Object> principals,
    boolean everyone,
    List<Glob> actions,
    List<ArnGlob> resources,
    Set<Object> conditions) {

  static StatementCover of(Statement statement) {
    Set<Object> principals = new HashSet<>();
    boolean everyone = false;
    if (statement.principals() != null) {
      boolean excludes = statement.principals().excludes();
      for (Principal principal : statement.principals().items()) {
        everyone |= principal.everyone() && !excludes;
        principals.add(List.of(excludes, principal.kind(), account(principal.name())));
      }
    }
    Set<Object> conditions = new HashSet<>();
    statement.conditions().forEach(condition -> conditions.add(condition.meaning()));
    List<Glob> actions = new ArrayList<>();
    items(statement.actions()).forEach(item -> actions.add(Glob.ignoringCase(item.text())));
    List<ArnGlob> resources = new ArrayList<>();
    for (Item item : items(statement.resources())) {
      ArnGlob.of(item.text(), statement.context().variables()).ifPresent(resources::add);
    }
    return new StatementCover(statement, principals, everyone, actions, resources, conditions);
  }

  private static List<Item> items(@Nullable Element<Item> element) {
    return element == null ? List.of() : element.items();
  }

  /** An account's number stands for the ARN of its root. */
  static String account(String name) {
    List<String> parts = ArnGlob.split(name);
    boolean root = parts.size() == 6 && parts.get(2).equals("iam") && parts.get(5).equals("root");
    return root ? parts.get(4) : name;
  }

  /** Whether it says something of its own; an empty list is another check's business. */
  boolean comparable() {
    return !actions.isEmpty()
        && (statement.resources() == null
            || (!resources.isEmpty() && resources.size() == statement.resources().items().size()))
        && (statement.principals() == null || !principals.isEmpty());
  }

  /** Whether this matches every request that another matches; false if that is not certain. */
  boolean covers(StatementCover other, Effort effort) {
    return effort.allows(8L + conditions.size() + other.principals.size())
        && other.conditions.containsAll(conditions)
        && coversPrincipals(other)
        && coversActions(other, effort)
        && coversResources(other, effort);
  }

  private boolean coversPrincipals(StatementCover other) {
    boolean excludes = excludes(statement.principals()) || excludes(other.statement.principals());
    if (excludes) {
      return principals.equals(other.principals);
    }
    return everyone || principals.containsAll(other.principals);
  }

  private static boolean excludes(@Nullable Element<?> element) {
    return element != null && element.excludes();
  }

  private boolean coversActions(StatementCover other, Effort effort) {
    boolean mine = excludes(statement.actions());
    boolean theirs = excludes(other.statement.actions());
    if (mine) {
      return theirs
          ? actions.stream().allMatch(one -> covered(one, other.actions, effort))
          : actions.stream()
              .noneMatch(one -> other.actions.stream().anyMatch(two -> one.meets(two, effort)));
    }
    return theirs
        ? actions.stream().anyMatch(one -> one.covers(Glob.of("*", false), effort))
        : other.actions.stream().allMatch(one -> covered(one, actions, effort));
  }

  private static boolean covered(Glob one, List<Glob> by, Effort effort) {
    return !effort.spent() && by.stream().anyMatch(glob -> glob.covers(one, effort));
  }

  private boolean coversResources(StatementCover other, Effort effort) {
    if (statement.resources() == null || other.statement.resources() == null) {
      return statement.resources() == null && other.statement.resources() == null;
    }
    boolean mine = excludes(statement.resources());
    boolean theirs = excludes(other.statement.resources());
    if (mine) {
      return theirs
          ? resources.stream().allMatch(one -> covered(one, other.resources, effort))
          : resources.stream()
              .noneMatch(one -> other.resources.stream().anyMatch(two -> one.meets(two, effort)));
    }
    return theirs
        ? resources.stream().anyMatch(ArnGlob::everything)
        : other.resources.stream().allMatch(one -> covered(one, resources, effort));
  }

  private static boolean covered(ArnGlob one, List<ArnGlob> by, Effort effort) {
    return !effort.spent() && by.stream().anyMatch(glob -> glob.covers(one, effort));
  }
}
