package io.ostiary.depot.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kills a writing process again and again. What it said was done is there, whole; what it had only
 * begun is there whole or not at all.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class CrashTest {
  private static final String ABSENT = "absent";

  @TempDir private Path data;

  @ParameterizedTest(name = "killed after {0} writes, and twice more")
  @ValueSource(ints = {20, 60})
  void whatWasAcknowledgedSurvivesAndNothingIsHalf(int writes)
      throws IOException, InterruptedException {
    Map<String, Set<String>> possible = new HashMap<>();
    for (int cycle = 1; cycle <= Integer.getInteger("kill.cycles", 3); cycle++) {
      runAndKill(cycle, writes * cycle, possible);
      check(possible);
    }
  }

  /** Collects, by key, the states in which the object may be found now. */
  private void runAndKill(int seed, int writes, Map<String, Set<String>> possible)
      throws IOException, InterruptedException {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                CrashingWriter.class.getName(),
                data.toString(),
                Integer.toString(seed))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(writer.getInputStream(), StandardCharsets.US_ASCII))) {
      int done = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ", -1);
        if (words.length == 3 && words[0].equals("begin")) {
          possible.computeIfAbsent(words[1], key -> new HashSet<>(Set.of(ABSENT))).add(words[2]);
        } else if (words.length == 3 && words[0].equals("done")) {
          possible.put(words[1], new HashSet<>(Set.of(words[2])));
          done++;
        }
        if (done == writes && writer.isAlive()) {
          writer
              .toHandle()
              .destroyForcibly(); // Process.destroyForcibly would close the pipe, with what is
          // still in it
        }
      }
      assertThat(done).as("writes before the end").isGreaterThanOrEqualTo(writes);
    } finally {
      writer.destroyForcibly().waitFor();
    }
  }

  private void check(Map<String, Set<String>> possible) throws IOException {
    try (ObjectStore store = ObjectStore.open(data, InstantSource.system(), new Random(1))) {
      Bucket bucket = store.bucket(CrashingWriter.BUCKET);
      for (Map.Entry<String, Set<String>> one : possible.entrySet()) {
        String found = bucket.find(one.getKey()).map(StoredObject::etag).orElse(ABSENT);
        assertThat(found).as(one.getKey()).isIn(one.getValue());
        one.setValue(new HashSet<>(Set.of(found)));
      }
      Page<StoredObject> all = bucket.list(new Page.Query("", "", "", 10_000));
      for (StoredObject object : all.entries()) {
        assertThat(possible).containsKey(object.key());
        assertThat(etag(bucket, object)).as(object.key()).isEqualTo(object.etag());
      }
      long blobs = all.entries().stream().mapToLong(object -> object.blobs().size()).sum();
      long parts =
          bucket.listUploads(new Page.Query("", "", "", 10_000), "").entries().stream()
              .mapToLong(upload -> bucket.parts(upload.key(), upload.id()).size())
              .sum();
      Path folder = data.resolve("buckets").resolve(CrashingWriter.BUCKET).resolve("blobs");
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files.count()).as("files without an owner").isEqualTo(blobs + parts);
      }
    }
  }

  private static String etag(Bucket bucket, StoredObject object) throws IOException {
    try (OpenObject open = bucket.open(object.key())) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      open.writeTo(bytes, 0, object.size());
      byte[] md5 = md5(bytes.toByteArray());
      return HexFormat.of().formatHex(object.multipart() ? md5(md5) : md5)
          + (object.multipart() ? "-1" : "");
    }
  }

  static byte[] md5(byte[] bytes) {
    try {
      return MessageDigest.getInstance("MD5").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
