package io.ostiary.filter;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The last denials, so that each can be explained on the policies that decided it. What is kept is
 * bounded in number and size; the oldest go first, and all go with the process.
 */
public final class Denials {

  /** Stands for the newest one where an id is asked for. */
  public static final String LATEST = "latest";

  private static final int MOST = 1_000;
  private static final int HEAVIEST = 4_000_000;

  private final String operatorAccountId;
  private final Deque<Denial> newestFirst = new ArrayDeque<>();
  private int weight;

  /**
   * Remembers none yet.
   *
   * @param operatorAccountId the account that may have every denial explained; others have those
   *     that nobody else's policies took part in
   */
  public Denials(String operatorAccountId) {
    this.operatorAccountId = operatorAccountId;
  }

  synchronized void remember(Denial denial) {
    newestFirst.addFirst(denial);
    weight += denial.weight();
    while (newestFirst.size() > MOST || (weight > HEAVIEST && newestFirst.size() > 1)) {
      weight -= newestFirst.removeLast().weight();
    }
  }

  /**
   * Finds a denial.
   *
   * @param accountId who wants to know
   * @param id the decision's, the request's, or {@link #LATEST}
   */
  public synchronized Optional<Denial> find(String accountId, String id) {
    for (Denial denial : newestFirst) {
      if ((id.equals(LATEST) || denial.isNamed(id))
          && (accountId.equals(operatorAccountId) || denial.concerns(accountId))) {
        return Optional.of(denial);
      }
    }
    return Optional.empty();
  }
}
