package io.ostiary.realm;

import io.ostiary.realm.directory.StoredDirectory;
import io.ostiary.realm.store.DirectoryStore;
import io.ostiary.realm.store.LostRevisionException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * What an open realm does by itself, in a thread of its own: it takes in what other nodes write, as
 * soon as it hears of it and at least every second, and remembers how far it has seen.
 */
final class Upkeep implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("ostiary.store");
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final DirectoryStore store;
  private final StoredDirectory directory;
  private final SeenRevision seen;
  private final Thread thread;
  private volatile boolean closed;
  private boolean failing;

  private Upkeep(DirectoryStore store, StoredDirectory directory, SeenRevision seen) {
    this.store = store;
    this.directory = directory;
    this.seen = seen;
    this.thread = new Thread(this::run, "ostiary-upkeep");
    thread.setDaemon(true);
  }

  static Upkeep start(DirectoryStore store, StoredDirectory directory, SeenRevision seen) {
    Upkeep upkeep = new Upkeep(store, directory, seen);
    upkeep.thread.start();
    return upkeep;
  }

  private void run() {
    while (!closed) {
      catchUp();
      remember();
      try {
        store.awaitNews(EVERY);
      } catch (InterruptedException closing) {
        return;
      }
    }
  }

  private void catchUp() {
    if (!store.shared()) {
      return;
    }
    try {
      directory.catchUp();
      if (failing) {
        failing = false;
        LOG.log(Level.INFO, "the directory's store answers again");
      }
    } catch (Exception | LinkageError | OutOfMemoryError | StackOverflowError e) {
      if (!failing && !closed) {
        failing = true;
        LOG.log(
            e instanceof LostRevisionException ? Level.ERROR : Level.WARNING,
            "other nodes' changes do not arrive; decisions go on from the last state for a while, writes"
                + " fail: "
                + e.getMessage(),
            e);
      }
    }
  }

  private void remember() {
    try {
      seen.remember(directory.revision());
    } catch (IOException e) {
      if (closed) {
        return; // interrupted; it is no more than a precaution
      }
      LOG.log(Level.WARNING, "how far the directory was seen could not be written down", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(5).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    remember();
  }
}
