package io.ostiary.realm.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store of files, each of which is one row here. */
class FileStoreTest {
  @TempDir Path temporary;

  private Path folder() {
    return temporary.resolve("folder");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder().resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private FileStore open() {
    return FileStore.open(folder(), FileStoreTest::rows);
  }

  private static List<Change.Put> rows(Map<String, String> files) {
    List<Change.Put> rows = new ArrayList<>();
    files.forEach(
        (name, text) -> {
          if (text.equals("bad")) {
            throw new StoreException(name + ":1:1: it is bad");
          }
          rows.add(row(name, text));
        });
    return rows;
  }

  private static Change.Put row(String name, String text) {
    return new Change.Put("file", name, "1", Optional.empty(), text);
  }

  /** The first look meets the files as they are now, the second finds them at rest. */
  private static DirectoryStore.Changes twice(FileStore store, Revision seen) {
    DirectoryStore.Changes first = store.changesSince(seen);
    assertThat(first.changes()).as("before the files have come to rest").isEmpty();
    return store.changesSince(seen);
  }

  @Test
  void onlyWhatChangedSinceIsTold() throws Exception {
    write("a.json", "1");
    write("b/c.json", "2");
    write("d.json", "3");
    try (FileStore store = open()) {
      DirectoryStore.Changes all = store.changesSince(Revision.NONE);
      assertThat(all.changes())
          .containsExactlyInAnyOrder(row("a.json", "1"), row("b/c.json", "2"), row("d.json", "3"));
      assertThat(store.changesSince(all.revision()))
          .isEqualTo(new DirectoryStore.Changes(all.revision(), List.of()));

      write("b/c.json", "two");
      Files.delete(folder().resolve("d.json"));
      DirectoryStore.Changes news = twice(store, all.revision());
      assertThat(news.revision().number()).isEqualTo(all.revision().number() + 1);
      assertThat(news.changes())
          .containsExactlyInAnyOrder(row("b/c.json", "two"), new Change.Remove("file", "d.json"));
      assertThat(store.changesSince(Revision.NONE).changes())
          .containsExactlyInAnyOrder(row("a.json", "1"), row("b/c.json", "two"));

      write("d.json", "again");
      assertThat(twice(store, news.revision()).changes()).containsExactly(row("d.json", "again"));
    }
  }

  @Test
  void aBadFileKeepsTheWholeLastState() throws Exception {
    write("a.json", "1");
    try (FileStore store = open()) {
      Revision first = store.changesSince(Revision.NONE).revision();
      write("a.json", "bad");
      write("b.json", "2");
      assertThat(twice(store, first).changes()).isEmpty();
      assertThat(store.changesSince(first).revision()).isEqualTo(first);
      write("a.json", "one");
      assertThat(twice(store, first).changes())
          .containsExactlyInAnyOrder(row("a.json", "one"), row("b.json", "2"));
    }
  }

  @Test
  void aFolderThatVanishesKeepsTheLastState() throws Exception {
    write("a.json", "1");
    try (FileStore store = open()) {
      Revision first = store.changesSince(Revision.NONE).revision();
      Files.move(folder(), temporary.resolve("away"));
      assertThat(twice(store, first).changes()).isEmpty();
      assertThat(store.changesSince(Revision.NONE).changes()).containsExactly(row("a.json", "1"));
    }
  }

  @Test
  void aSwitchedSymbolicLinkSwitchesAllFiles() throws Exception {
    for (String version : List.of("1", "2")) {
      Path real = Files.createDirectory(temporary.resolve(version));
      Files.writeString(real.resolve("a.json"), version);
      Files.writeString(real.resolve("b.json"), version);
    }
    Files.createSymbolicLink(folder(), temporary.resolve("1"));
    try (FileStore store = open()) {
      Revision first = store.changesSince(Revision.NONE).revision();
      Path link = Files.createSymbolicLink(temporary.resolve("link"), temporary.resolve("2"));
      Files.delete(folder());
      Files.move(link, folder());
      assertThat(twice(store, first).changes())
          .containsExactlyInAnyOrder(row("a.json", "2"), row("b.json", "2"));
    }
  }

  @Test
  void hiddenFilesAndOthersAreNotLookedAt() throws Exception {
    write("a.json", "1");
    write(".git/b.json", "bad");
    write("c/.d.json", "bad");
    write("README.md", "bad");
    try (FileStore store = open()) {
      assertThat(store.changesSince(Revision.NONE).changes()).containsExactly(row("a.json", "1"));
    }
  }

  @Test
  void nothingIsWrittenToIt() throws Exception {
    write("a.json", "1");
    try (FileStore store = open()) {
      assertThatThrownBy(() -> store.commit(Revision.NONE, List.of(row("b", "2"))))
          .isInstanceOf(ReadOnlyStoreException.class)
          .hasMessageContaining("change them in " + folder());
      assertThat(folder()).isDirectoryNotContaining("glob:**/b*");
    }
  }

  @Test
  void aFileThatIsNoTextOrTooLargeIsRefused() throws Exception {
    Files.createDirectories(folder());
    Files.write(folder().resolve("a.json"), new byte[] {(byte) 0xC3, 0x28});
    assertThatThrownBy(this::open).hasMessageContaining("a.json` is not UTF-8");
    Files.write(folder().resolve("a.json"), new byte[2_000_000]);
    assertThatThrownBy(this::open).hasMessageContaining("a.json` has 2000000 bytes");
  }
}
