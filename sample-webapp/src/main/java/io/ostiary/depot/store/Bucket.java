package io.ostiary.depot.store;

import static io.ostiary.depot.store.DurableFiles.onDisk;

import io.ostiary.depot.checksum.Checksum;
import io.ostiary.depot.checksum.ChecksumAlgorithm;
import io.ostiary.depot.checksum.RunningChecksum;
import io.ostiary.policy.acl.AccessControlList;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/** A bucket: objects by key, and uploads on their way to become some. */
public final class Bucket {
  private static final System.Logger LOG = System.getLogger(Bucket.class.getName());
  static final String PROPERTIES = "bucket.json";
  static final String OBJECTS = "objects";
  static final String BLOBS = "blobs";
  static final String UPLOADS = "uploads";

  /** What a bucket's own file holds. */
  record Properties(String name, long createdMillis, BucketAttributes attributes) {}

  private final Path file;
  private volatile Properties properties;
  private final InstantSource clock;
  private final BlobFolder blobs;
  private final ObjectIndex objects;
  private final Uploads uploads;
  private final ReadWriteLock life = new ReentrantReadWriteLock();
  private boolean deleted;

  /** Reads a bucket's folder, and removes what a crash left in it. */
  Bucket(Path folder, InstantSource clock, Random random) throws IOException {
    this.file = folder.resolve(PROPERTIES);
    this.properties = DurableFiles.read(file, StoredJson::bucket);
    this.clock = clock;
    this.blobs = new BlobFolder(folder.resolve(BLOBS), random);
    this.objects = new ObjectIndex(folder.resolve(OBJECTS), blobs);
    Set<String> named = new HashSet<>(objects.blobIds());
    this.uploads = new Uploads(folder.resolve(UPLOADS), blobs, random, named);
    named.addAll(uploads.blobIds());
    Set<String> missing = blobs.sweep(named);
    if (!missing.isEmpty()) {
      LOG.log(
          System.Logger.Level.ERROR,
          "bucket `{0}` lacks {1} files in `{2}`, such as `{3}`; restore them from a backup",
          name(),
          missing.size(),
          folder.resolve(BLOBS),
          missing.iterator().next());
    }
  }

  public String name() {
    return properties.name();
  }

  public Instant created() {
    return Instant.ofEpochMilli(properties.createdMillis());
  }

  public BucketAttributes attributes() {
    return properties.attributes();
  }

  /** Gives the bucket another access-control list. */
  public void replaceAcl(AccessControlList acl) {
    alive(
        () -> {
          synchronized (file) {
            Properties changed =
                new Properties(
                    name(), properties.createdMillis(), properties.attributes().with(acl));
            DurableFiles.write(file, StoredJson.of(changed));
            properties = changed;
            return changed;
          }
        });
  }

  /** Gives an object another access-control list. */
  public void replaceAcl(String key, AccessControlList acl) {
    alive(
        () -> {
          objects.change(key, attributes -> attributes.withAcl(Optional.of(acl)));
          return key;
        });
  }

  /**
   * Takes a client's bytes, to the very end, without anyone seeing them yet.
   *
   * @throws IOException if the client stops sending; nothing remains then
   */
  public ReceivedBody receive(InputStream body, Set<ChecksumAlgorithm> wanted) throws IOException {
    MessageDigest md5 = md5();
    Map<ChecksumAlgorithm, RunningChecksum> running = new EnumMap<>(ChecksumAlgorithm.class);
    wanted.forEach(algorithm -> running.put(algorithm, algorithm.start()));
    List<RunningChecksum> all = new ArrayList<>(running.values());
    all.add(new Md5(md5));
    Blob blob = blobs.write(body, all);
    Map<ChecksumAlgorithm, byte[]> values = new EnumMap<>(ChecksumAlgorithm.class);
    running.forEach((algorithm, checksum) -> values.put(algorithm, checksum.value()));
    return new ReceivedBody(blobs, blob, md5.digest(), values);
  }

  /** Makes received bytes an object, in place of any with that key. */
  public StoredObject put(
      String key,
      ObjectAttributes attributes,
      ReceivedBody body,
      @Nullable Checksum checksum,
      WriteCondition condition) {
    StoredObject object =
        new StoredObject(
            key, body.etag(), clock.millis(), attributes, checksum, false, List.of(body.blob()));
    return alive(
        () -> {
          objects.put(object, condition.andThen(body::taken));
          return object;
        });
  }

  /** Makes a copy of an open object, of this bucket or another. */
  public StoredObject copy(
      OpenObject source, String key, ObjectAttributes attributes, WriteCondition condition) {
    StoredObject from = source.stored();
    return alive(
        () -> {
          List<Blob> duplicates = blobs.duplicate(source.folder(), from.blobs());
          StoredObject copy =
              new StoredObject(
                  key,
                  from.etag(),
                  clock.millis(),
                  attributes,
                  from.checksum(),
                  from.multipart(),
                  duplicates);
          objects.put(copy, condition.orElse(() -> blobs.remove(duplicates)));
          return copy;
        });
  }

  public Optional<StoredObject> find(String key) {
    return objects.find(key);
  }

  /**
   * Opens an object for reading.
   *
   * @throws StoreException if there is none with that key
   */
  public OpenObject open(String key) {
    return objects.open(key);
  }

  public Page<StoredObject> list(Page.Query query) {
    Page<LiveObject> page = objects.list(query);
    return new Page<>(
        page.entries().stream().map(LiveObject::stored).toList(),
        page.commonPrefixes(),
        page.last());
  }

  /** Deletes an object, if there is one with that key. */
  public void delete(String key, WriteCondition condition) {
    alive(
        () -> {
          objects.delete(key, condition);
          return key;
        });
  }

  public void replaceTags(String key, Map<String, String> tags) {
    alive(
        () -> {
          objects.change(key, attributes -> attributes.withTags(tags));
          return key;
        });
  }

  public MultipartUpload createUpload(Uploads.Request request) {
    return alive(() -> uploads.create(request, clock.millis()));
  }

  public Part putPart(String key, String uploadId, int number, ReceivedBody body) {
    return alive(() -> uploads.open(key, uploadId).put(number, body, clock.millis()));
  }

  public MultipartUpload upload(String key, String uploadId) {
    return uploads.open(key, uploadId).upload();
  }

  /** The parts of an upload, by number. */
  public List<Part> parts(String key, String uploadId) {
    return uploads.open(key, uploadId).parts();
  }

  public Page<MultipartUpload> listUploads(Page.Query query, String afterId) {
    return uploads.list(query, afterId);
  }

  public void abortUpload(String key, String uploadId) {
    alive(
        () -> {
          uploads.abort(uploads.open(key, uploadId));
          return key;
        });
  }

  /** Makes the chosen parts an object, in place of any with that key. */
  public StoredObject completeUpload(
      String key, String uploadId, Completion completion, WriteCondition condition) {
    return alive(
        () -> {
          OpenUpload upload = uploads.open(key, uploadId);
          StoredObject whole =
              upload.complete(
                  completion,
                  clock.millis(),
                  (object, kept) -> objects.put(object, condition.andThen(kept)));
          uploads.forget(upload);
          return whole;
        });
  }

  /** Does {@code work} unless the bucket is gone, and keeps it from going meanwhile. */
  private <T> T alive(DurableFiles.FileWork<T> work) {
    life.readLock().lock();
    try {
      if (deleted) {
        throw ObjectStore.noSuchBucket();
      }
      return onDisk(work);
    } finally {
      life.readLock().unlock();
    }
  }

  /** Does {@code removal} if the bucket is empty; nothing can be put into it any more then. */
  void delete(DurableFiles.FileWork<?> removal) {
    life.writeLock().lock();
    try {
      if (!objects.isEmpty()) {
        throw new StoreException(
            StoreException.Reason.BUCKET_NOT_EMPTY, "The bucket you tried to delete is not empty.");
      }
      onDisk(removal);
      deleted = true;
    } finally {
      life.writeLock().unlock();
    }
  }

  static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }

  private record Md5(MessageDigest digest) implements RunningChecksum {
    @Override
    public void update(byte[] bytes, int offset, int length) {
      digest.update(bytes, offset, length);
    }

    @Override
    public byte[] value() {
      return digest.digest();
    }
  }
}
