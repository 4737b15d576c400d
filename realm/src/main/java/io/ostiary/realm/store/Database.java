package io.ostiary.realm.store;

import java.time.Duration;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/** One database product with its connections: all that products do differently. */
interface Database extends AutoCloseable {
  DataSource connections();

  /** Takes part in a transaction that changes the directory, last before it commits. */
  void announce(Handle handle);

  /** Forces what was committed to disk, for a product whose commit does not. */
  void sync(Handle handle);

  /** As {@link DirectoryStore#shared}. */
  boolean shared();

  /** As {@link DirectoryStore#awaitNews}. */
  boolean awaitNews(Duration atMost) throws InterruptedException;

  /** Lets go of all connections at hand, after a failure that may have left them unusable. */
  void renewConnections();

  /** What the operator may look at when it does not answer. */
  String whereabouts();

  @Override
  void close();
}
