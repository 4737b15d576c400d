package io.ostiary.depot.store;

import io.ostiary.depot.checksum.ChecksumAlgorithm;
import io.ostiary.depot.checksum.ChecksumType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The uploads of a bucket, by id and, one folder each, on disk. */
public final class Uploads {
  private static final int ID_BYTES = 18;

  /** Between key and id; no key has it, so listing by both is listing by key first. */
  private static final String SEPARATOR = "\0";

  /** Above all ids. */
  private static final String LAST_ID = "~";

  private final Path folder;
  private final BlobFolder blobs;
  private final Random random;
  private final Map<String, OpenUpload> byId = new ConcurrentHashMap<>();
  private final ConcurrentSkipListMap<String, MultipartUpload> byKey =
      new ConcurrentSkipListMap<>(KeyOrder.BY_UTF8_BYTES);

  /**
   * What a client wants to upload.
   *
   * @param algorithm the checksum that it will send with every part, if any
   * @param checksumType what the object's checksum shall cover; null exactly if there is no
   *     algorithm
   */
  public record Request(
      String key,
      ObjectAttributes attributes,
      @Nullable ChecksumAlgorithm algorithm,
      @Nullable ChecksumType checksumType) {}

  /**
   * Reads what the folder holds. An upload of which an object already has a part was completed just
   * before a crash; only its folder is still to go.
   */
  Uploads(Path folder, BlobFolder blobs, Random random, Set<String> blobsOfObjects)
      throws IOException {
    this.folder = folder;
    this.blobs = blobs;
    this.random = random;
    for (Path one : DurableFiles.list(folder)) {
      if (!Files.exists(one.resolve(OpenUpload.PROPERTIES))) {
        DurableFiles.discard(one);
        continue;
      }
      OpenUpload upload = OpenUpload.read(one, blobs);
      if (upload.parts().stream().anyMatch(part -> blobsOfObjects.contains(part.blob().id()))) {
        DurableFiles.discard(one);
      } else {
        remember(upload);
      }
    }
  }

  private void remember(OpenUpload upload) {
    byId.put(upload.upload().id(), upload);
    byKey.put(name(upload.upload()), upload.upload());
  }

  private static String name(MultipartUpload upload) {
    return upload.key() + SEPARATOR + upload.id();
  }

  /** The ids of all blobs that parts name. */
  Set<String> blobIds() {
    Set<String> ids = new HashSet<>();
    byId.values().forEach(open -> open.parts().forEach(part -> ids.add(part.blob().id())));
    return ids;
  }

  MultipartUpload create(Request request, long now) throws IOException {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    MultipartUpload upload =
        new MultipartUpload(
            id,
            request.key(),
            now,
            request.attributes(),
            request.algorithm(),
            request.checksumType());
    Path own = Files.createDirectory(folder.resolve(id));
    DurableFiles.write(own.resolve(OpenUpload.PROPERTIES), StoredJson.of(upload));
    DurableFiles.syncFolderOf(own);
    remember(new OpenUpload(upload, own, blobs));
    return upload;
  }

  OpenUpload open(String key, String id) {
    OpenUpload upload = byId.get(id);
    if (upload == null || !upload.upload().key().equals(key)) {
      throw noSuchUpload();
    }
    return upload;
  }

  /**
   * Lists by key and id.
   *
   * @param query whose {@code after} is a key, or a common prefix
   * @param afterId among uploads of that key, only those above it; empty for none of that key
   */
  Page<MultipartUpload> list(Page.Query query, String afterId) {
    boolean resumes = query.after().isEmpty() || byPrefix(query);
    String after =
        resumes
            ? query.after()
            : query.after() + SEPARATOR + (afterId.isEmpty() ? LAST_ID : afterId);
    return Page.of(byKey, new Page.Query(query.prefix(), query.delimiter(), after, query.limit()));
  }

  private static boolean byPrefix(Page.Query query) {
    return !query.delimiter().isEmpty() && query.after().endsWith(query.delimiter());
  }

  void abort(OpenUpload upload) throws IOException {
    upload.abort();
    forget(upload);
  }

  /** Removes a finished upload. */
  void forget(OpenUpload upload) throws IOException {
    byKey.remove(name(upload.upload()));
    byId.remove(upload.upload().id());
    upload.remove();
  }

  static StoreException noSuchUpload() {
    return new StoreException(
        StoreException.Reason.NO_SUCH_UPLOAD,
        "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.");
  }
}
