package io.ostiary.policy.decision;

import io.ostiary.policy.condition.Condition;
import io.ostiary.policy.condition.Template;
import io.ostiary.policy.decision.Literal.Kind;
import io.ostiary.policy.document.ActionPattern;
import io.ostiary.policy.document.PrincipalElement;
import io.ostiary.policy.document.PrincipalPattern;
import io.ostiary.policy.document.ResourcePattern;
import io.ostiary.policy.document.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a statement demands of one side of a request: that the action, the resource, the principal
 * or a condition key be one of some alternatives, of each of which several literals may be known.
 * An element that excludes, or has an alternative without any literal, demands nothing that could
 * be looked up, and makes no requirement.
 *
 * @param alternatives of each, the literals that a request must hold, the cheapest to look up
 *     first; no alternative at all means that nothing matches
 */
record Requirement(List<List<Literal>> alternatives) {
  private static final char GAP = Template.GAP;

  /** What a statement requires, the most telling element first; a request must meet each. */
  static List<Requirement> of(AttachedStatement attached) {
    Statement statement = attached.statement();
    List<Requirement> all = new ArrayList<>(3);
    addResources(attached, all);
    if (!statement.actions().excludes()) {
      List<List<Literal>> alternatives = new ArrayList<>();
      for (ActionPattern pattern : statement.actions().patterns()) {
        alternatives.add(literalsOfAction(pattern.outline()));
      }
      add(alternatives, all);
    }
    for (Condition condition : statement.conditions()) {
      condition.oneOf().ifPresent(values -> addValues(values, all));
    }
    addPrincipals(statement.principals(), all);
    return all;
  }

  private static void add(List<List<Literal>> alternatives, List<Requirement> all) {
    for (List<Literal> literals : alternatives) {
      if (literals.isEmpty()) {
        return;
      }
    }
    all.add(new Requirement(alternatives));
  }

  private static void addResources(AttachedStatement attached, List<Requirement> all) {
    Statement.Element<ResourcePattern> resources = attached.statement().resources();
    List<List<Literal>> alternatives = new ArrayList<>();
    if (resources == null) {
      String attachedTo = attached.attachedTo();
      if (attachedTo != null) {
        alternatives.add(List.of(Literal.ofArn(Kind.RESOURCE, attachedTo, attachedTo.length())));
        add(alternatives, all);
      }
    } else if (!resources.excludes()) {
      for (ResourcePattern pattern : resources.patterns()) {
        pattern.outline().ifPresent(outline -> alternatives.add(literalsOfArn(outline)));
      }
      add(alternatives, all);
    }
  }

  private static List<Literal> literalsOfArn(String outline) {
    int gap = outline.indexOf(GAP);
    if (gap < 0) {
      return List.of(Literal.ofArn(Kind.RESOURCE, outline, outline.length()));
    }
    List<Literal> literals = new ArrayList<>();
    int word = gap;
    while (word > 0 && !endsWord(outline.charAt(word - 1))) {
      word--;
    }
    if (word > 0) {
      literals.add(Literal.ofArn(Kind.RESOURCE_START, outline, word));
    }
    if (word < gap && gap <= Probes.LONGEST_WORD_START) {
      literals.add(Literal.ofArn(Kind.RESOURCE_WORD_START, outline, gap));
    }
    addWords(outline, gap, literals);
    return literals;
  }

  /** Whether a character stands between two words of an ARN. */
  static boolean endsWord(char c) {
    return c == ':' || c == '/';
  }

  /** The words after a gap that are literal from end to end. */
  private static void addWords(String outline, int gap, List<Literal> literals) {
    int start = -1;
    for (int i = gap; i <= outline.length(); i++) {
      char c = i == outline.length() ? ':' : outline.charAt(i);
      if (c == GAP) {
        start = -1;
      } else if (endsWord(c)) {
        if (start >= 0 && start < i) {
          literals.add(Literal.of(Kind.RESOURCE_WORD, outline.substring(start, i)));
        }
        start = i + 1;
      }
    }
  }

  private static List<Literal> literalsOfAction(String outline) {
    int gap = outline.indexOf(GAP);
    if (gap < 0) {
      return List.of(Literal.of(Kind.ACTION, outline));
    }
    int name = outline.indexOf(':') + 1;
    List<Literal> literals = new ArrayList<>(2);
    if (gap > name && gap <= Probes.LONGEST_ACTION_START) {
      literals.add(Literal.of(Kind.ACTION_START, outline, gap));
    }
    if (gap >= name && name > 0) {
      literals.add(Literal.of(Kind.SERVICE, outline, name));
    }
    return literals;
  }

  private static void addValues(Condition.OneOf values, List<Requirement> all) {
    List<List<Literal>> alternatives = new ArrayList<>();
    for (String value : values.values()) {
      alternatives.add(List.of(Literal.value(values.key(), value)));
    }
    add(alternatives, all);
  }

  private static void addPrincipals(@Nullable PrincipalElement principals, List<Requirement> all) {
    if (principals == null || principals.excludes()) {
      return;
    }
    List<List<Literal>> alternatives = new ArrayList<>();
    for (PrincipalPattern pattern : principals.patterns()) {
      if (pattern instanceof PrincipalPattern.Everyone) {
        return;
      }
      if (pattern instanceof PrincipalPattern.Account account) {
        alternatives.add(List.of(Literal.of(Kind.PRINCIPAL, account.accountId())));
      } else if (pattern instanceof PrincipalPattern.Entity entity) {
        alternatives.add(List.of(Literal.of(Kind.PRINCIPAL, entity.arnOrId())));
      } else if (pattern instanceof PrincipalPattern.Service service) {
        alternatives.add(List.of(Literal.of(Kind.PRINCIPAL, service.host())));
      } else if (pattern instanceof PrincipalPattern.Federated federated) {
        alternatives.add(List.of(Literal.of(Kind.PRINCIPAL, federated.provider())));
      } else if (pattern instanceof PrincipalPattern.CanonicalUser user
          && user.accountId() != null) {
        alternatives.add(List.of(Literal.of(Kind.PRINCIPAL, user.accountId())));
      }
    }
    add(alternatives, all);
  }
}
