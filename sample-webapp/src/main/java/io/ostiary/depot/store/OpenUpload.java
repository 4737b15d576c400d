package io.ostiary.depot.store;

import io.ostiary.depot.checksum.Checksum;
import io.ostiary.depot.checksum.ChecksumAlgorithm;
import io.ostiary.depot.checksum.ChecksumType;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An upload and the parts it has so far. */
final class OpenUpload {
  /** All parts but the last have at least this many bytes. */
  static final long SMALLEST_PART = 5L << 20;

  static final String PROPERTIES = "upload.json";

  private final MultipartUpload upload;
  private final Path folder;
  private final BlobFolder blobs;
  private final TreeMap<Integer, Part> parts = new TreeMap<>();
  private boolean finished;

  /** Keeps the finished object. */
  @FunctionalInterface
  interface Keeper {
    /** Runs {@code kept} at the last moment before the disk changes. */
    void keep(StoredObject object, Runnable kept) throws IOException;
  }

  OpenUpload(MultipartUpload upload, Path folder, BlobFolder blobs) {
    this.upload = upload;
    this.folder = folder;
    this.blobs = blobs;
  }

  /** Reads an upload's folder. */
  static OpenUpload read(Path folder, BlobFolder blobs) throws IOException {
    MultipartUpload upload = DurableFiles.read(folder.resolve(PROPERTIES), StoredJson::upload);
    OpenUpload open = new OpenUpload(upload, folder, blobs);
    for (Path file : DurableFiles.list(folder)) {
      if (!file.endsWith(PROPERTIES)) {
        Part part = DurableFiles.read(file, StoredJson::part);
        open.parts.put(part.number(), part);
      }
    }
    return open;
  }

  MultipartUpload upload() {
    return upload;
  }

  synchronized List<Part> parts() {
    return List.copyOf(parts.values());
  }

  synchronized Part put(int number, ReceivedBody body, long now) throws IOException {
    requireOpen();
    Checksum checksum = upload.algorithm() == null ? null : partChecksum(upload.algorithm(), body);
    Part part = new Part(number, body.etag(), now, checksum, body.blob());
    body.taken();
    DurableFiles.write(folder.resolve(number + ".json"), StoredJson.of(part));
    Part replaced = parts.put(number, part);
    if (replaced != null) {
      blobs.remove(List.of(replaced.blob()));
    }
    return part;
  }

  private static Checksum partChecksum(ChecksumAlgorithm algorithm, ReceivedBody body) {
    byte[] value = body.checksums().get(algorithm);
    if (value == null) {
      throw new IllegalStateException(algorithm + " was not computed while receiving the part");
    }
    return new Checksum(
        algorithm, ChecksumType.FULL_OBJECT, Base64.getEncoder().encodeToString(value));
  }

  /** Makes the chosen parts an object; the others are left to {@link #remove}. */
  synchronized StoredObject complete(Completion completion, long now, Keeper keeper)
      throws IOException {
    requireOpen();
    List<Part> chosen = choose(completion.parts());
    Checksum checksum = checksum(chosen);
    requireClaimed(completion.checksums(), checksum);
    StoredObject whole =
        new StoredObject(
            upload.key(),
            etag(chosen),
            now,
            upload.attributes(),
            checksum,
            true,
            chosen.stream().map(Part::blob).toList());
    keeper.keep(whole, () -> finished = true);
    parts.values().removeAll(chosen);
    return whole;
  }

  /** Ends the upload; its parts are left to {@link #remove}. */
  synchronized void abort() {
    requireOpen();
    finished = true;
  }

  /**
   * Removes what is left of a finished upload. First its own file: without it, a crash that leaves
   * the rest leaves nothing that counts.
   */
  synchronized void remove() throws IOException {
    DurableFiles.delete(folder.resolve(PROPERTIES));
    blobs.remove(parts.values().stream().map(Part::blob).toList());
    parts.clear();
    DurableFiles.discard(folder);
  }

  private void requireOpen() {
    if (finished) {
      throw Uploads.noSuchUpload();
    }
  }

  private List<Part> choose(List<Completion.Chosen> wanted) {
    List<Part> chosen = new ArrayList<>();
    int previous = 0;
    for (Completion.Chosen one : wanted) {
      if (one.number() <= previous) {
        throw new StoreException(
            StoreException.Reason.INVALID_PART_ORDER,
            "The list of parts was not in ascending order. Parts must be ordered by part number.");
      }
      previous = one.number();
      chosen.add(choose(one));
    }
    for (Part part : chosen.subList(0, Math.max(0, chosen.size() - 1))) {
      if (part.blob().size() < SMALLEST_PART) {
        throw new StoreException(
            StoreException.Reason.PART_TOO_SMALL,
            "Part %s has %s bytes; all parts but the last need at least %s."
                .formatted(part.number(), part.blob().size(), SMALLEST_PART));
      }
    }
    return chosen;
  }

  private Part choose(Completion.Chosen wanted) {
    Part part = parts.get(wanted.number());
    if (part == null || !part.etag().equals(wanted.etag()) || !agrees(part, wanted.checksums())) {
      throw new StoreException(
          StoreException.Reason.INVALID_PART,
          "Part %s was not uploaded, or its ETag or checksum is not the one given."
              .formatted(wanted.number()));
    }
    return part;
  }

  private static boolean agrees(Part part, Map<ChecksumAlgorithm, String> claimed) {
    Checksum known = part.checksum();
    return known == null
        || known.value().equals(claimed.getOrDefault(known.algorithm(), known.value()));
  }

  private static String etag(List<Part> chosen) {
    MessageDigest md5 = Bucket.md5();
    chosen.forEach(part -> md5.update(HexFormat.of().parseHex(part.etag())));
    return HexFormat.of().formatHex(md5.digest()) + "-" + chosen.size();
  }

  private @Nullable Checksum checksum(List<Part> chosen) {
    ChecksumAlgorithm algorithm = upload.algorithm();
    if (algorithm == null || upload.checksumType() == null) {
      return null;
    }
    boolean composite = upload.checksumType() == ChecksumType.COMPOSITE;
    byte[] value = composite ? composite(algorithm, chosen) : combined(algorithm, chosen);
    String base64 = Base64.getEncoder().encodeToString(value);
    return new Checksum(
        algorithm, upload.checksumType(), composite ? base64 + "-" + chosen.size() : base64);
  }

  private static byte[] composite(ChecksumAlgorithm algorithm, List<Part> chosen) {
    var running = algorithm.start();
    for (Part part : chosen) {
      byte[] value = value(part);
      running.update(value, 0, value.length);
    }
    return running.value();
  }

  private static byte[] combined(ChecksumAlgorithm algorithm, List<Part> chosen) {
    byte[] whole = algorithm.start().value();
    for (Part part : chosen) {
      whole = algorithm.combine(whole, value(part), part.blob().size());
    }
    return whole;
  }

  private static byte[] value(Part part) {
    Checksum checksum = part.checksum();
    if (checksum == null) {
      throw new IllegalStateException("part " + part.number() + " has no checksum");
    }
    return Base64.getDecoder().decode(checksum.value());
  }

  private static void requireClaimed(
      Map<ChecksumAlgorithm, String> claimed, @Nullable Checksum actual) {
    if (actual == null) {
      return;
    }
    String claim = claimed.get(actual.algorithm());
    String bare = actual.value().replaceFirst("-[0-9]+$", "");
    if (claim != null && !claim.equals(actual.value()) && !claim.equals(bare)) {
      throw new StoreException(
          StoreException.Reason.CHECKSUM_DIFFERS,
          "The %s of the whole object is not the one given.".formatted(actual.algorithm()));
    }
  }
}
