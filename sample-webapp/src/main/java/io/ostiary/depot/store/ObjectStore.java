package io.ostiary.depot.store;

import static io.ostiary.depot.store.DurableFiles.onDisk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;

/** All buckets, in one folder that belongs to one running store at a time. */
public final class ObjectStore implements AutoCloseable {
  private static final int TRASH_NAME_BYTES = 8;

  private final Path folder;
  private final Path buckets;
  private final Path trash;
  private final FileChannel lock;
  private final InstantSource clock;
  private final Random random;
  private final ConcurrentSkipListMap<String, Bucket> byName =
      new ConcurrentSkipListMap<>(KeyOrder.BY_UTF8_BYTES);

  private ObjectStore(Path folder, FileChannel lock, InstantSource clock, Random random)
      throws IOException {
    this.folder = folder;
    this.lock = lock;
    this.clock = clock;
    this.random = random;
    this.buckets = Files.createDirectories(folder.resolve("buckets"));
    this.trash = folder.resolve("trash");
    if (Files.exists(trash)) {
      DurableFiles.discard(trash);
    }
    Files.createDirectory(trash);
    DurableFiles.syncFolderOf(trash);
    for (Path one : DurableFiles.list(buckets)) {
      Bucket bucket = new Bucket(one, clock, random);
      byName.put(bucket.name(), bucket);
    }
  }

  /**
   * Opens the store in {@code folder}, which is made if need be, and removes what a crash left.
   *
   * @param random names blobs and uploads; upload ids must not be guessable
   */
  public static ObjectStore open(Path folder, InstantSource clock, Random random) {
    return onDisk(
        () -> {
          Files.createDirectories(folder);
          FileChannel lock = lock(folder.resolve("lock"));
          boolean opened = false;
          try {
            ObjectStore store = new ObjectStore(folder, lock, clock, random);
            opened = true;
            return store;
          } finally {
            if (!opened) {
              lock.close();
            }
          }
        });
  }

  private static FileChannel lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean free = false;
    try {
      free = channel.tryLock() != null;
    } catch (OverlappingFileLockException ours) {
      free = false;
    } finally {
      if (!free) {
        channel.close();
      }
    }
    if (!free) {
      throw new IOException(
          "`%s` is in use by another Depot; stop that one, or give this one another OSTIARY_DATA"
              .formatted(file));
    }
    return channel;
  }

  public Page<Bucket> list(Page.Query query) {
    return Page.of(byName, query);
  }

  /**
   * The bucket of that name.
   *
   * @throws StoreException if there is none
   */
  public Bucket bucket(String name) {
    Bucket bucket = byName.get(name);
    if (bucket == null) {
      throw noSuchBucket();
    }
    return bucket;
  }

  /**
   * Makes a bucket.
   *
   * @param name as {@link BucketName} has it
   * @param before runs when it is sure that there is no such bucket yet, just before it is made
   */
  public synchronized Bucket create(String name, BucketAttributes attributes, Runnable before) {
    if (!BucketName.isValid(name)) {
      throw new IllegalArgumentException("`%s` is not a bucket's name".formatted(name));
    }
    if (byName.containsKey(name)) {
      throw new StoreException(
          StoreException.Reason.BUCKET_EXISTS,
          "Your previous request to create the named bucket succeeded and you already own it.");
    }
    before.run();
    return onDisk(
        () -> {
          Path prepared = Files.createDirectory(trash.resolve(trashName()));
          for (String part : new String[] {Bucket.OBJECTS, Bucket.BLOBS, Bucket.UPLOADS}) {
            Files.createDirectory(prepared.resolve(part));
          }
          DurableFiles.write(
              prepared.resolve(Bucket.PROPERTIES),
              StoredJson.of(new Bucket.Properties(name, clock.millis(), attributes)));
          DurableFiles.move(prepared, buckets.resolve(name));
          Bucket bucket = new Bucket(buckets.resolve(name), clock, random);
          byName.put(name, bucket);
          return bucket;
        });
  }

  /**
   * Deletes an empty bucket; uploads that were going on in it end.
   *
   * @param after runs when the bucket is gone, before another can have its name
   */
  public synchronized void delete(String name, Runnable after) {
    Path gone = trash.resolve(trashName());
    bucket(name)
        .delete(
            () -> {
              Files.move(buckets.resolve(name), gone);
              DurableFiles.syncFolderOf(buckets.resolve(name));
              return name;
            });
    byName.remove(name);
    after.run();
    onDisk(
        () -> {
          DurableFiles.discard(gone);
          return gone;
        });
  }

  private String trashName() {
    byte[] bytes = new byte[TRASH_NAME_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  static StoreException noSuchBucket() {
    return new StoreException(
        StoreException.Reason.NO_SUCH_BUCKET, "The specified bucket does not exist.");
  }

  /** Where the store is. */
  public Path folder() {
    return folder;
  }

  @Override
  public void close() {
    onDisk(
        () -> {
          lock.close();
          return folder;
        });
  }
}
