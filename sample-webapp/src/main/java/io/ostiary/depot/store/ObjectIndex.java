package io.ostiary.depot.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a bucket by key, in memory and, one file each, on disk. A file is named by the
 * hash of its key, so no key can be a bad file name.
 */
final class ObjectIndex {
  private static final int STRIPES = 64;
  private static final String SUFFIX = ".json";

  private final Path folder;
  private final BlobFolder blobs;
  private final ConcurrentSkipListMap<String, LiveObject> objects =
      new ConcurrentSkipListMap<>(KeyOrder.BY_UTF8_BYTES);
  private final Object[] locks = Stream.generate(Object::new).limit(STRIPES).toArray();

  /** Reads what the folder holds. */
  ObjectIndex(Path folder, BlobFolder blobs) throws IOException {
    this.folder = folder;
    this.blobs = blobs;
    for (Path file : DurableFiles.list(folder)) {
      StoredObject stored = DurableFiles.read(file, StoredJson::object);
      objects.put(stored.key(), live(stored));
    }
  }

  private LiveObject live(StoredObject stored) {
    return new LiveObject(stored, new BlobLease(blobs, stored.blobs()));
  }

  /** The ids of all blobs that objects name. */
  Set<String> blobIds() {
    Set<String> ids = new HashSet<>();
    objects.values().forEach(object -> object.stored().blobs().forEach(blob -> ids.add(blob.id())));
    return ids;
  }

  boolean isEmpty() {
    return objects.isEmpty();
  }

  Page<LiveObject> list(Page.Query query) {
    return Page.of(objects, query);
  }

  Optional<StoredObject> find(String key) {
    return Optional.ofNullable(objects.get(key)).map(LiveObject::stored);
  }

  /** The object, kept readable for the caller. */
  OpenObject open(String key) {
    while (true) {
      LiveObject object = objects.get(key);
      if (object == null) {
        throw missing();
      }
      if (object.lease().take()) {
        return new OpenObject(object, blobs);
      }
    }
  }

  /** Puts an object in place of any with its key; its blobs are the index's from now on. */
  void put(StoredObject object, WriteCondition condition) throws IOException {
    synchronized (lock(object.key())) {
      condition.check(find(object.key()));
      DurableFiles.write(file(object.key()), StoredJson.of(object));
      release(objects.put(object.key(), live(object)));
    }
  }

  void change(String key, UnaryOperator<ObjectAttributes> change) throws IOException {
    synchronized (lock(key)) {
      LiveObject current = objects.get(key);
      if (current == null) {
        throw missing();
      }
      StoredObject changed = current.stored().with(change.apply(current.stored().attributes()));
      DurableFiles.write(file(key), StoredJson.of(changed));
      objects.put(key, new LiveObject(changed, current.lease()));
    }
  }

  void delete(String key, WriteCondition condition) throws IOException {
    synchronized (lock(key)) {
      condition.check(find(key));
      if (objects.containsKey(key)) {
        DurableFiles.delete(file(key));
        release(objects.remove(key));
      }
    }
  }

  private static void release(@Nullable LiveObject replaced) {
    if (replaced != null) {
      replaced.lease().release();
    }
  }

  private Object lock(String key) {
    return locks[Math.floorMod(key.hashCode(), STRIPES)];
  }

  private Path file(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return folder.resolve(HexFormat.of().formatHex(hash) + SUFFIX);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static StoreException missing() {
    return new StoreException(
        StoreException.Reason.NO_SUCH_KEY, "The specified key does not exist.");
  }
}
