package io.ostiary.policy.decision;

import io.ostiary.policy.request.AuthorizationRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Statements, arranged so that a request meets few that do not match. Each statement is filed under
 * a literal that a request must hold for it to match, the rarest among those it has: its resource's
 * ARN or the beginning of that, its action, a value that a condition wants, and so on ({@link
 * Literal.Kind}). If it lists several resources, say, it is filed once for each. A request looks up
 * the literals that it holds itself ({@link Probes}) and then asks the statements found there
 * whether they match; the index decides nothing, it only passes over what cannot match.
 *
 * <p>Statements without a literal, such as one with {@code NotAction} and the resource {@code *},
 * are asked one after the other, as are all where there are few. Immutable.
 */
final class StatementIndex {
  static final StatementIndex EMPTY =
      new StatementIndex(new AttachedStatement[0], Postings.EMPTY, Probes.NONE, 0);

  /** So many statements are asked faster than looked up. */
  private static final int FEW = 8;

  private final AttachedStatement[] unfiled;
  private final Postings postings;
  private final Probes probes;
  private final int size;

  private StatementIndex(AttachedStatement[] unfiled, Postings postings, Probes probes, int size) {
    this.unfiled = unfiled;
    this.postings = postings;
    this.probes = probes;
    this.size = size;
  }

  static StatementIndex of(List<AttachedStatement> statements) {
    if (statements.isEmpty()) {
      return EMPTY;
    }
    if (statements.size() <= FEW) {
      return ofFew(statements);
    }
    List<List<Requirement>> requirements = new ArrayList<>(statements.size());
    for (AttachedStatement statement : statements) {
      requirements.add(Requirement.of(statement));
    }
    Filing filing = new Filing(Rarity.of(requirements), Probes.NONE);
    List<AttachedStatement> unfiled = new ArrayList<>();
    List<Postings.Entry> entries = new ArrayList<>(statements.size());
    for (int i = 0; i < statements.size(); i++) {
      AttachedStatement statement = statements.get(i);
      List<Literal> places = filing.places(requirements.get(i));
      if (places.isEmpty()) {
        unfiled.add(statement);
      }
      for (Literal place : places) {
        entries.add(new Postings.Entry(place.hash(), statement));
      }
    }
    return new StatementIndex(
        unfiled.toArray(AttachedStatement[]::new),
        Postings.of(entries),
        filing.probes(),
        statements.size());
  }

  private static StatementIndex ofFew(List<AttachedStatement> statements) {
    return new StatementIndex(
        statements.toArray(AttachedStatement[]::new),
        Postings.EMPTY,
        Probes.NONE,
        statements.size());
  }

  int size() {
    return size;
  }

  /** The statement that bears on a request most strongly, or null if none does. */
  @Nullable AttachedStatement strongest(AuthorizationRequest request, boolean bounded) {
    AttachedStatement strongest =
        postings.isEmpty() ? null : probes.strongest(postings, request, bounded);
    for (AttachedStatement statement : unfiled) { // last: what was found may be stronger anyway
      strongest = statement.orStronger(strongest, request, bounded);
    }
    return strongest;
  }

  /** These statements without some and with others. */
  StatementIndex replacing(List<AttachedStatement> old, List<AttachedStatement> added) {
    if (old.isEmpty() && added.isEmpty()) {
      return this;
    }
    int newSize = size - old.size() + added.size();
    if (size <= FEW || newSize <= FEW) {
      NavigableSet<AttachedStatement> all = statements();
      old.forEach(all::remove);
      all.addAll(added);
      return of(List.copyOf(all));
    }
    Postings.Edit edit = postings.edit();
    List<AttachedStatement> stillUnfiled = new ArrayList<>(List.of(unfiled));
    for (AttachedStatement statement : old) {
      remove(statement, edit, stillUnfiled);
    }
    Filing filing = new Filing(postings::count, probes);
    for (AttachedStatement statement : added) {
      List<Literal> places = filing.places(Requirement.of(statement));
      if (places.isEmpty()) {
        stillUnfiled.add(statement);
      }
      for (Literal place : places) {
        edit.add(place.hash(), statement);
      }
    }
    return new StatementIndex(
        stillUnfiled.toArray(AttachedStatement[]::new), edit.done(), filing.probes(), newSize);
  }

  private static void remove(
      AttachedStatement statement, Postings.Edit edit, List<AttachedStatement> unfiled) {
    Predicate<AttachedStatement> same = filed -> filed.compareTo(statement) == 0;
    unfiled.removeIf(same);
    for (Requirement requirement : Requirement.of(statement)) {
      if (requirement.alternatives().isEmpty()) {
        edit.remove(Literal.NEVER.hash(), same);
      }
      for (List<Literal> literals : requirement.alternatives()) {
        for (Literal literal : literals) {
          edit.remove(literal.hash(), same);
        }
      }
    }
  }

  /** Every statement once, in order. */
  NavigableSet<AttachedStatement> statements() {
    NavigableSet<AttachedStatement> all = new TreeSet<>();
    Collections.addAll(all, unfiled);
    postings.forEach(all::add);
    return all;
  }
}
