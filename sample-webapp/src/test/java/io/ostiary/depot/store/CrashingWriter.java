package io.ostiary.depot.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Writes, replaces and deletes objects until it is killed, and tells of each: {@code begin key
 * etag} before, {@code done key etag} after.
 */
final class CrashingWriter {
  static final String BUCKET = "crash";
  private static final int WRITERS = 3;
  private static final int KEYS = 5;
  private static final int LARGEST = 300_000;
  private static final ObjectAttributes PLAIN = new ObjectAttributes(Map.of(), Map.of(), Map.of());

  private CrashingWriter() {}

  /** Arguments: the store's folder, and a seed. */
  public static void main(String[] arguments) {
    ObjectStore store =
        ObjectStore.open(Path.of(arguments[0]), InstantSource.system(), new SecureRandom());
    if (store.list(new Page.Query("", "", "", 1)).entries().isEmpty()) {
      store.create(BUCKET, BucketAttributes.at(""), () -> {});
    }
    Bucket bucket = store.bucket(BUCKET);
    int seed = Integer.parseInt(arguments[1]);
    List<Thread> threads =
        IntStream.range(0, WRITERS)
            .mapToObj(writer -> new Thread(() -> write(bucket, writer, seed), "writer " + writer))
            .toList();
    threads.forEach(Thread::start);
  }

  private static void write(Bucket bucket, int writer, int seed) {
    Random random = new Random(seed * 1000L + writer);
    try {
      while (true) {
        String key = writer + "/" + random.nextInt(KEYS);
        byte[] bytes = new byte[random.nextInt(LARGEST)];
        random.nextBytes(bytes);
        int kind = random.nextInt(4);
        if (kind == 0) {
          delete(bucket, key);
        } else if (kind == 1) {
          putInParts(bucket, key, bytes);
        } else {
          put(bucket, key, bytes);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void put(Bucket bucket, String key, byte[] bytes) throws IOException {
    String etag = HexFormat.of().formatHex(CrashTest.md5(bytes));
    tell("begin", key, etag);
    try (ReceivedBody body = bucket.receive(new ByteArrayInputStream(bytes), Set.of())) {
      bucket.put(key, PLAIN, body, null, WriteCondition.NONE);
    }
    tell("done", key, etag);
  }

  private static void putInParts(Bucket bucket, String key, byte[] bytes) throws IOException {
    byte[] md5 = CrashTest.md5(bytes);
    String etag = HexFormat.of().formatHex(CrashTest.md5(md5)) + "-1";
    tell("begin", key, etag);
    String id = bucket.createUpload(new Uploads.Request(key, PLAIN, null, null)).id();
    try (ReceivedBody body = bucket.receive(new ByteArrayInputStream(bytes), Set.of())) {
      bucket.putPart(key, id, 1, body);
    }
    Completion.Chosen part = new Completion.Chosen(1, HexFormat.of().formatHex(md5), Map.of());
    bucket.completeUpload(key, id, new Completion(List.of(part), Map.of()), WriteCondition.NONE);
    tell("done", key, etag);
  }

  private static void delete(Bucket bucket, String key) {
    tell("begin", key, "absent");
    bucket.delete(key, WriteCondition.NONE);
    tell("done", key, "absent");
  }

  private static synchronized void tell(String what, String key, String etag) {
    System.out.println(what + " " + key + " " + etag);
    System.out.flush();
  }
}
