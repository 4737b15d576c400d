package io.ostiary.depot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ostiary.depot.checksum.ChecksumAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectStoreTest {
  private static final ObjectAttributes PLAIN =
      new ObjectAttributes(Map.of("Content-Type", "text/plain"), Map.of("m", "1"), Map.of());
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-02T03:04:05.678Z"));
  private static final Page.Query ALL = new Page.Query("", "", "", 1000);

  @TempDir private Path data;

  private ObjectStore open() {
    return ObjectStore.open(data, CLOCK, new Random(7));
  }

  private static StoredObject put(Bucket bucket, String key, String text) throws IOException {
    try (ReceivedBody body = receive(bucket, text)) {
      return bucket.put(key, PLAIN, body, null, WriteCondition.NONE);
    }
  }

  private static ReceivedBody receive(Bucket bucket, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return bucket.receive(new ByteArrayInputStream(bytes), Set.of());
  }

  private static String read(Bucket bucket, String key) throws IOException {
    try (OpenObject object = bucket.open(key)) {
      return read(object);
    }
  }

  private static String read(OpenObject object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    object.writeTo(bytes, 0, object.stored().size());
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private long files(String folder) throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("buckets/box").resolve(folder))) {
      return files.count();
    }
  }

  @Test
  void everythingIsThereAfterARestart() throws IOException {
    String id;
    try (ObjectStore store = open()) {
      Bucket box = store.create("box", BucketAttributes.at("eu-west-1"), () -> {});
      put(box, "k", "hello");
      id = box.createUpload(new Uploads.Request("big", PLAIN, ChecksumAlgorithm.SHA1, null)).id();
    }
    try (ObjectStore store = open()) {
      Bucket box = store.bucket("box");
      assertThat(read(box, "k")).isEqualTo("hello");
      assertThat(box.attributes().location()).isEqualTo("eu-west-1");
      assertThat(box.created()).isEqualTo(CLOCK.instant());
      assertThat(box.find("k").orElseThrow().attributes()).isEqualTo(PLAIN);
      assertThat(box.upload("big", id).algorithm()).isEqualTo(ChecksumAlgorithm.SHA1);
    }
  }

  @Test
  void anObjectStaysReadableWhileItIsReplacedAndDeleted() throws IOException {
    try (ObjectStore store = open()) {
      Bucket box = store.create("box", BucketAttributes.at(""), () -> {});
      put(box, "k", "old");
      try (OpenObject old = box.open("k")) {
        put(box, "k", "new");
        try (OpenObject newer = box.open("k")) {
          box.replaceTags("k", Map.of("t", "1"));
          box.delete("k", WriteCondition.NONE);
          assertThat(read(newer)).isEqualTo("new");
        }
        assertThat(read(old)).isEqualTo("old");
      }
      assertThat(files("blobs")).isZero();
      assertThat(files("objects")).isZero();
    }
  }

  @Test
  void whatAClientDoesNotFinishSendingLeavesNothing() throws IOException {
    try (ObjectStore store = open()) {
      Bucket box = store.create("box", BucketAttributes.at(""), () -> {});
      InputStream broken =
          new FilterInputStream(new ByteArrayInputStream(new byte[200_000])) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
              int read = super.read(buffer, offset, length);
              if (read < 0) {
                throw new IOException("gone");
              }
              return read;
            }
          };
      assertThatThrownBy(() -> box.receive(broken, Set.of())).hasMessage("gone");
      receive(box, "never put").close();
      assertThat(files("blobs")).isZero();
    }
  }

  @Test
  void aFailedConditionLeavesNothing() throws IOException {
    WriteCondition never =
        current -> {
          throw new IllegalStateException("never");
        };
    try (ObjectStore store = open()) {
      Bucket box = store.create("box", BucketAttributes.at(""), () -> {});
      put(box, "k", "x");
      try (ReceivedBody body = receive(box, "y")) {
        assertThatThrownBy(() -> box.put("k", PLAIN, body, null, never)).hasMessage("never");
      }
      try (OpenObject object = box.open("k")) {
        assertThatThrownBy(() -> box.copy(object, "copy", PLAIN, never)).hasMessage("never");
      }
      assertThat(files("blobs")).isEqualTo(1);
      assertThat(files("objects")).isEqualTo(1);
    }
  }

  @Test
  void whatACrashLeftIsRemovedAtTheNextStart() throws IOException {
    String id;
    try (ObjectStore store = open()) {
      Bucket box = store.create("box", BucketAttributes.at(""), () -> {});
      id = box.createUpload(new Uploads.Request("k", PLAIN, null, null)).id();
      try (ReceivedBody body = receive(box, "part")) {
        box.putPart("k", id, 1, body);
      }
    }
    Path box = data.resolve("buckets/box");
    Path saved = Files.createDirectories(data.resolve("saved"));
    for (String name : List.of("upload.json", "1.json")) {
      Files.copy(box.resolve("uploads").resolve(id).resolve(name), saved.resolve(name));
    }
    try (ObjectStore store = open()) {
      Part part = store.bucket("box").parts("k", id).get(0);
      Completion.Chosen chosen = new Completion.Chosen(1, part.etag(), Map.of());
      store
          .bucket("box")
          .completeUpload("k", id, new Completion(List.of(chosen), Map.of()), WriteCondition.NONE);
    }
    // as after a crash between making the object and removing the upload
    Files.move(saved, box.resolve("uploads").resolve(id));
    Files.writeString(box.resolve("blobs/left-over"), "bytes of nobody");
    Files.writeString(box.resolve("objects/x.json.unfinished"), "{");
    Files.createDirectory(box.resolve("uploads/half-made"));
    Files.createDirectory(data.resolve("trash/half-deleted"));
    try (ObjectStore store = open()) {
      Bucket again = store.bucket("box");
      assertThat(read(again, "k")).isEqualTo("part");
      assertThat(again.listUploads(ALL, "").entries()).isEmpty();
      assertThat(files("blobs")).isEqualTo(1);
      assertThat(files("objects")).isEqualTo(1);
      assertThat(files("uploads")).isZero();
      assertThat(data.resolve("trash")).isEmptyDirectory();
    }
  }

  @Test
  void oneStoreAtATimeHasAFolder() {
    try (ObjectStore store = open()) {
      assertThat(store.folder()).isEqualTo(data);
      assertThatThrownBy(this::open)
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("in use by another Depot");
    }
    open().close();
  }

  @Test
  void aDamagedFileStopsTheStartAndIsNamed() throws IOException {
    try (ObjectStore store = open()) {
      put(store.create("box", BucketAttributes.at(""), () -> {}), "k", "x");
    }
    Files.writeString(data.resolve("buckets/box/objects/0.json"), "{\"key\":");
    assertThatThrownBy(this::open)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("0.json` is not as Depot wrote it");
    Files.delete(data.resolve("buckets/box/objects/0.json"));
    open().close();
  }

  @Test
  void missingBytesFailTheReadingNotTheStart() throws IOException {
    try (ObjectStore store = open()) {
      put(store.create("box", BucketAttributes.at(""), () -> {}), "k", "hello");
    }
    try (Stream<Path> blobs = Files.list(data.resolve("buckets/box/blobs"))) {
      Files.writeString(blobs.findFirst().orElseThrow(), "he");
    }
    try (ObjectStore store = open()) {
      assertThatThrownBy(() -> read(store.bucket("box"), "k"))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("shorter than they were");
    }
    try (Stream<Path> blobs = Files.list(data.resolve("buckets/box/blobs"))) {
      Files.delete(blobs.findFirst().orElseThrow());
    }
    try (ObjectStore store = open()) {
      assertThatThrownBy(() -> read(store.bucket("box"), "k"))
          .isInstanceOf(UncheckedIOException.class);
    }
  }

  @Test
  void aDeletedBucketTakesNothingMore() throws IOException {
    try (ObjectStore store = open()) {
      Bucket box = store.create("box", BucketAttributes.at(""), () -> {});
      try (ReceivedBody body = receive(box, "late")) {
        store.delete("box", () -> {});
        assertThatThrownBy(() -> box.put("k", PLAIN, body, null, WriteCondition.NONE))
            .isInstanceOfSatisfying(
                StoreException.class,
                e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.NO_SUCH_BUCKET));
      }
      assertThat(store.list(ALL).entries()).isEmpty();
      assertThat(data.resolve("trash")).isEmptyDirectory();
    }
  }

  @Test
  void aBucketNeedsAName() {
    try (ObjectStore store = open()) {
      assertThatThrownBy(() -> store.create("../x", BucketAttributes.at(""), () -> {}))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
