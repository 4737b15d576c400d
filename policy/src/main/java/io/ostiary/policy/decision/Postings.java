package io.ostiary.policy.decision;

import io.ostiary.policy.request.AuthorizationRequest;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Statements by the hash of a literal: a table of pages, each a few entries in order of their
 * hashes. Immutable; an {@linkplain Edit edit} copies the table and the pages that it changes and
 * shares the others, so that changing one policy of many copies references only.
 */
final class Postings {
  static final Postings EMPTY = of(List.of());

  private static final int FULL = 8;
  private static final int FEW = 8;

  private final int[][] hashes;
  private final AttachedStatement[][] statements;

  /** The {@link #mark}s of each page: they tell that most hashes that are not there are not. */
  private final long[] marks;

  private final int size;

  private Postings(int[][] hashes, AttachedStatement[][] statements, long[] marks, int size) {
    this.hashes = hashes;
    this.statements = statements;
    this.marks = marks;
    this.size = size;
  }

  /** A statement and the literal under which it is filed. */
  record Entry(int hash, AttachedStatement statement) {}

  static Postings of(List<Entry> entries) {
    int pages = Math.max(2, Integer.highestOneBit(Math.max(1, entries.size() / (FULL / 4))));
    long[] sorted = new long[entries.size()];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = ((long) entries.get(i).hash << Integer.SIZE) | i;
    }
    Arrays.sort(sorted);
    int[][] hashes = new int[pages][];
    AttachedStatement[][] statements = new AttachedStatement[pages][];
    long[] marks = new long[pages];
    Arrays.fill(hashes, new int[0]);
    Arrays.fill(statements, new AttachedStatement[0]);
    int from = 0;
    while (from < sorted.length) {
      int page = page((int) (sorted[from] >> Integer.SIZE), pages);
      int to = from;
      while (to < sorted.length && page((int) (sorted[to] >> Integer.SIZE), pages) == page) {
        to++;
      }
      hashes[page] = new int[to - from];
      statements[page] = new AttachedStatement[to - from];
      for (int i = from; i < to; i++) {
        Entry entry = entries.get((int) sorted[i]);
        hashes[page][i - from] = entry.hash;
        statements[page][i - from] = entry.statement;
        marks[page] |= mark(entry.hash);
      }
      from = to;
    }
    return new Postings(hashes, statements, marks, sorted.length);
  }

  private static int page(int hash, int pages) {
    return hash >>> (Integer.numberOfLeadingZeros(pages) + 1);
  }

  private static long mark(int hash) {
    return 1L << hash;
  }

  private static long marks(int[] page) {
    long marks = 0;
    for (int hash : page) {
      marks |= mark(hash);
    }
    return marks;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** How many statements are filed under a literal. */
  int count(int hash) {
    int[] page = hashes[page(hash, hashes.length)];
    int first = first(page, hash);
    int end = first;
    while (end < page.length && page[end] == hash) {
      end++;
    }
    return end - first;
  }

  /** The first place in a page where a hash stands or would stand. */
  private static int first(int[] page, int hash) {
    int low = 0;
    int high = page.length;
    while (high - low > FEW) {
      int middle = (low + high) >>> 1;
      if (page[middle] < hash) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    while (low < high && page[low] < hash) {
      low++;
    }
    return low;
  }

  /**
   * The strongest of the statements under a literal that bear on a request, if one is stronger than
   * {@code best}; else that.
   */
  @Nullable AttachedStatement strongest(
      int hash, @Nullable AttachedStatement best, AuthorizationRequest request, boolean bounded) {
    int number = page(hash, marks.length);
    return (marks[number] & mark(hash)) == 0
        ? best
        : strongest(number, hash, best, request, bounded);
  }

  private @Nullable AttachedStatement strongest(
      int number,
      int hash,
      @Nullable AttachedStatement best,
      AuthorizationRequest request,
      boolean bounded) {
    int[] page = hashes[number];
    AttachedStatement strongest = best;
    for (int i = first(page, hash); i < page.length && page[i] == hash; i++) {
      strongest = statements[number][i].orStronger(strongest, request, bounded);
    }
    return strongest;
  }

  /** Passes on every statement, once for each literal under which it is filed. */
  void forEach(Consumer<AttachedStatement> visitor) {
    for (AttachedStatement[] page : statements) {
      for (AttachedStatement statement : page) {
        visitor.accept(statement);
      }
    }
  }

  Edit edit() {
    return new Edit(this);
  }

  /** Changes to a copy. */
  static final class Edit {
    private int[][] hashes;
    private AttachedStatement[][] statements;
    private long[] marks;
    private int size;

    private Edit(Postings from) {
      this.hashes = from.hashes.clone();
      this.statements = from.statements.clone();
      this.marks = from.marks.clone();
      this.size = from.size;
    }

    private void put(int number, int[] page, AttachedStatement[] filed) {
      hashes[number] = page;
      statements[number] = filed;
      marks[number] = marks(page);
    }

    void add(int hash, AttachedStatement statement) {
      int number = page(hash, hashes.length);
      int[] page = hashes[number];
      int at = first(page, hash);
      int[] longer = Arrays.copyOf(page, page.length + 1);
      System.arraycopy(page, at, longer, at + 1, page.length - at);
      longer[at] = hash;
      AttachedStatement[] filed = statements[number];
      AttachedStatement[] more = Arrays.copyOf(filed, filed.length + 1);
      System.arraycopy(filed, at, more, at + 1, filed.length - at);
      more[at] = statement;
      put(number, longer, more);
      size++;
      if (size > FULL * hashes.length) {
        split();
      }
    }

    /** Removes the statements under a literal that are not wanted any more. */
    void remove(int hash, Predicate<AttachedStatement> unwanted) {
      int number = page(hash, hashes.length);
      int kept = 0;
      int[] page = hashes[number].clone();
      AttachedStatement[] filed = statements[number].clone();
      for (int i = 0; i < page.length; i++) {
        if (page[i] != hash || !unwanted.test(filed[i])) {
          page[kept] = page[i];
          filed[kept] = filed[i];
          kept++;
        }
      }
      size -= page.length - kept;
      put(number, Arrays.copyOf(page, kept), Arrays.copyOf(filed, kept));
    }

    /** Makes two pages of each; their entries are in order, so that a cut does it. */
    private void split() {
      int[][] pages = hashes;
      AttachedStatement[][] filed = statements;
      int halves = 2 * pages.length;
      hashes = new int[halves][];
      statements = new AttachedStatement[halves][];
      marks = new long[halves];
      for (int i = 0; i < pages.length; i++) {
        int[] page = pages[i];
        int cut = 0;
        while (cut < page.length && page(page[cut], halves) == 2 * i) {
          cut++;
        }
        put(2 * i, Arrays.copyOf(page, cut), Arrays.copyOf(filed[i], cut));
        put(
            2 * i + 1,
            Arrays.copyOfRange(page, cut, page.length),
            Arrays.copyOfRange(filed[i], cut, page.length));
      }
    }

    Postings done() {
      return new Postings(hashes, statements, marks, size);
    }
  }
}
