package io.ostiary.realm.store;

import java.time.InstantSource;

/** A database that keeps both the directory and what may happen once. */
public interface RealmStore extends DirectoryStore {

  /** What may happen once, in the same database; ends with the store. */
  OnceStore once(InstantSource clock);
}
