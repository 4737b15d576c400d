package io.ostiary.filter.audit;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Hands audit events to a thread that writes them, several at once where several wait. So a
 * destination that hangs keeps a request waiting for a bounded time only, and the interrupt of a
 * request's thread does no harm to a file.
 */
public final class AuditQueue implements AuditSink {
  private static final System.Logger LOG = System.getLogger("ostiary.audit");

  /** How many events may wait to be written. */
  private static final int CAPACITY = 4_096;

  private static final int BATCH = 256;

  /**
   * How long events wait for others where nobody waits for them, so that a request wakes nobody and
   * many share a write.
   */
  private static final Duration LINGER = Duration.ofMillis(10);

  /** When so many wait already, none waits for others. */
  private static final int MANY = CAPACITY / 4;

  private static final Entry END = new Entry(null, null);

  /**
   * An event on its way.
   *
   * @param event null after the last
   * @param awaited null if nobody waits for it
   */
  private record Entry(@Nullable AuditEvent event, @Nullable Awaited awaited) {
    boolean isWanted() {
      return awaited == null || awaited.claimed.compareAndSet(false, true);
    }
  }

  /**
   * An event that a request waits for. Whoever claims it decides what becomes of it: the writer or
   * the waiter.
   */
  private static final class Awaited {
    private final AtomicBoolean claimed = new AtomicBoolean();
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile @Nullable IOException failure;
  }

  private final AuditDestination destination;
  private final AuditMode mode;
  private final Duration patience;
  private final BlockingQueue<Entry> waiting = new ArrayBlockingQueue<>(CAPACITY);
  private final LongAdder lost = new LongAdder();
  private final Thread thread;
  private volatile boolean closed;
  private volatile String problem = "";

  private AuditQueue(AuditDestination destination, AuditMode mode, Duration patience) {
    this.destination = destination;
    this.mode = mode;
    this.patience = patience;
    this.thread = new Thread(this::run, "ostiary-audit");
    thread.setDaemon(true);
  }

  /**
   * Starts the thread.
   *
   * @param patience the longest that a request waits for its record where that is required
   */
  public static AuditQueue start(AuditDestination destination, AuditMode mode, Duration patience) {
    AuditQueue queue = new AuditQueue(destination, mode, patience);
    queue.thread.start();
    return queue;
  }

  @Override
  public void record(AuditEvent event) throws IOException {
    if (mode == AuditMode.BEST_EFFORT) {
      if (closed || !waiting.offer(new Entry(event, null))) {
        lose(1, new IOException(CAPACITY + " events wait to be written already"));
      }
      return;
    }
    if (closed) {
      throw new IOException("the audit is closed");
    }
    Awaited awaited = new Awaited();
    Entry entry = new Entry(event, awaited);
    long deadline = System.nanoTime() + patience.toNanos();
    if (!uninterrupted(left -> waiting.offer(entry, left, TimeUnit.NANOSECONDS), deadline)
        || (!uninterrupted(left -> awaited.done.await(left, TimeUnit.NANOSECONDS), deadline)
            && entry.isWanted())) {
      throw late();
    }
    if (awaited.done.getCount() > 0) {
      throw late(); // it is being written, and that takes too long
    }
    IOException failure = awaited.failure;
    if (failure != null) {
      throw new IOException(failure.getMessage(), failure);
    }
  }

  private IOException late() {
    return new IOException("the audit event was not written within " + patience);
  }

  private interface Waiting {
    boolean upTo(long nanoseconds) throws InterruptedException;
  }

  /** An interrupt is for whoever made this thread's request wait, later on. */
  private static boolean uninterrupted(Waiting wait, long deadline) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return wait.upTo(Math.max(0, deadline - System.nanoTime()));
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void run() {
    List<Entry> batch = new ArrayList<>(BATCH);
    boolean ended = false;
    while (!ended) {
      try {
        batch.add(waiting.take());
      } catch (InterruptedException notOurs) {
        continue; // an interrupted thread would close the file
      }
      linger(batch.get(0));
      waiting.drainTo(batch, BATCH - 1);
      ended = batch.remove(END);
      batch.removeIf(entry -> !entry.isWanted());
      write(batch);
      batch.clear();
    }
  }

  private void linger(Entry first) {
    if (mode == AuditMode.REQUIRED || closed || first.event == null || waiting.size() >= MANY) {
      return;
    }
    LockSupport.parkNanos(LINGER.toNanos());
  }

  private void write(List<Entry> batch) {
    if (batch.isEmpty()) {
      return;
    }
    IOException failure = null;
    try {
      List<AuditEvent> events = new ArrayList<>(batch.size());
      for (Entry entry : batch) {
        if (entry.event != null) {
          events.add(entry.event);
        }
      }
      destination.write(events);
    } catch (IOException e) {
      failure = e;
    } catch (Throwable e) { // whatever it is, nobody may be told that the event was kept
      failure = new IOException(e.toString(), e);
    }
    if (failure != null) {
      lose(batch.size(), failure);
    } else if (!problem.isEmpty()) {
      problem = "";
      LOG.log(Level.INFO, "audit events are kept again; {0} were lost so far", lost.sum());
    }
    for (Entry entry : batch) {
      Awaited awaited = entry.awaited;
      if (awaited != null) {
        awaited.failure = failure;
        awaited.done.countDown();
      }
    }
  }

  private void lose(int events, IOException why) {
    lost.add(events);
    if (problem.isEmpty()) {
      problem = String.valueOf(why.getMessage());
      LOG.log(
          Level.ERROR,
          mode == AuditMode.REQUIRED
              ? "audit events cannot be kept, so no request is let in"
              : "audit events are lost, and requests are let in all the same",
          why);
    }
  }

  /** What becomes of a request that cannot be recorded. */
  public AuditMode mode() {
    return mode;
  }

  /** How many events were not kept since the start. */
  public long lost() {
    return lost.sum();
  }

  /** Why the last event was not kept; empty if it was. */
  public String problem() {
    return problem;
  }

  /** Lets what waits be written, for a while. */
  @Override
  public void close() throws IOException {
    closed = true;
    uninterrupted(
        left -> waiting.offer(END, left, TimeUnit.NANOSECONDS),
        System.nanoTime() + patience.toNanos());
    uninterrupted(
        left -> {
          thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
          return true;
        },
        System.nanoTime() + patience.toNanos());
    destination.close();
  }
}
