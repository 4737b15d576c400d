package io.ostiary.realm.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A directory that people write as JSON files and that nobody can change by any other way.
 *
 * <p>The files are taken in all together or not at all, once they have not changed for a while; if
 * one of them is bad, the directory stays as it was and the log says what is wrong.
 */
public final class FileStore implements DirectoryStore {
  private static final System.Logger LOG = System.getLogger("ostiary.store");
  private static final int MOST_FILES = 100_000;
  private static final long LONGEST_FILE = 1_000_000;

  /** Makes the directory's rows of its files. */
  public interface Translation {

    /**
     * Makes rows.
     *
     * @param files text by name relative to the folder, with {@code /} between its parts, sorted
     * @return every row that there is
     * @throws StoreException if a file is bad, naming each with line, column and remedy
     */
    List<Change.Put> rows(Map<String, String> files);
  }

  /** What tells a file from a changed one without reading it. */
  private record Stamp(long size, long modified, String key) {}

  private record Id(String kind, String id) {}

  /** A row, or that it is gone, since a revision. */
  private record Versioned(Change change, long since) {}

  private final Path folder;
  private final Translation translation;
  private final Map<Id, Versioned> rows = new HashMap<>();
  private Map<String, Stamp> taken;
  private Map<String, Stamp> met;
  private Map<String, Stamp> bad = Map.of();
  private final List<Revision> history = new ArrayList<>(List.of(Revision.NONE));

  /** What was reported last; empty once it is mended. */
  private String problem = "";

  private FileStore(Path folder, Translation translation) {
    this.folder = folder;
    this.translation = translation;
    this.taken = Map.of();
    this.met = Map.of();
  }

  /**
   * Takes in the files below a folder.
   *
   * @throws StoreException if one of them is bad or cannot be read
   */
  public static FileStore open(Path folder, Translation translation) {
    FileStore store = new FileStore(folder.toAbsolutePath().normalize(), translation);
    try {
      store.met = store.stamps();
      store.takeIn(store.met);
      return store;
    } catch (IOException e) {
      throw store.unreadable(e);
    }
  }

  private StoreException unreadable(IOException e) {
    return new StoreException(
        "the directory's files in `%s` cannot be read: %s".formatted(folder, e.getMessage()), e);
  }

  @Override
  public synchronized Changes changesSince(Revision seen) {
    look();
    boolean all = seen.equals(Revision.NONE);
    if (!history.contains(seen)) {
      throw new LostRevisionException(seen, newest());
    }
    List<Change> changes = new ArrayList<>();
    for (Versioned row : rows.values()) {
      if (all ? row.change instanceof Change.Put : row.since > seen.number()) {
        changes.add(row.change);
      }
    }
    return new Changes(newest(), changes);
  }

  private Revision newest() {
    return history.get(history.size() - 1);
  }

  /** Takes in the files if they are others than before and have come to rest. */
  private void look() {
    try {
      Map<String, Stamp> now = stamps();
      boolean atRest = now.equals(met);
      met = now;
      if (atRest && !now.equals(taken) && !now.equals(bad)) {
        bad = now;
        takeIn(now);
        bad = Map.of();
        problem = "";
        LOG.log(Level.INFO, "the directory''s files in `{0}` were taken in anew", folder);
      }
    } catch (StoreException e) {
      report(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      report(String.valueOf(unreadable(e).getMessage()));
    }
  }

  /** Once for each problem, though it is met every second. */
  private void report(String met) {
    if (!met.equals(problem)) {
      problem = met;
      LOG.log(Level.ERROR, "the directory stays as it was: " + met);
    }
  }

  private void takeIn(Map<String, Stamp> stamps) throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (Map.Entry<String, Stamp> file : stamps.entrySet()) {
      if (file.getKey().endsWith(".json")) {
        files.put(file.getKey(), read(file.getKey(), file.getValue().size));
      }
    }
    if (!stamps().equals(stamps)) {
      return; // They were changed while they were read; the next look finds them.
    }
    List<Change.Put> fresh = translation.rows(files);
    Map<Id, Change.Put> present = new HashMap<>();
    fresh.forEach(put -> present.put(new Id(put.kind(), put.id()), put));
    long next = newest().number() + 1;
    present.forEach(
        (id, put) -> {
          Versioned before = rows.get(id);
          if (before == null || !before.change.equals(put)) {
            rows.put(id, new Versioned(put, next));
          }
        });
    rows.replaceAll(
        (id, row) ->
            present.containsKey(id) || row.change instanceof Change.Remove
                ? row
                : new Versioned(new Change.Remove(id.kind, id.id), next));
    history.add(new Revision(next, UUID.randomUUID().toString().replace("-", "")));
    taken = stamps;
  }

  private String read(String name, long size) throws IOException {
    if (size > LONGEST_FILE) {
      throw new StoreException(
          "`%s` has %s bytes; keep it within %s"
              .formatted(folder.resolve(name), size, LONGEST_FILE));
    }
    try {
      return Files.readString(folder.resolve(name));
    } catch (CharacterCodingException e) {
      throw new StoreException(
          "`%s` is not UTF-8; save it as such".formatted(folder.resolve(name)));
    }
  }

  /** Every file but the hidden ones, by name relative to the folder. */
  private Map<String, Stamp> stamps() throws IOException {
    Map<String, Stamp> stamps = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        String name = folder.relativize(path).toString().replace('\\', '/');
        if (!isHidden(name) && Files.isRegularFile(path)) {
          stamps.put(name, stamp(path));
        }
        if (stamps.size() > MOST_FILES) {
          throw new StoreException(
              "`%s` has more than %s files; it is not a directory's folder"
                  .formatted(folder, MOST_FILES));
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return stamps;
  }

  private static boolean isHidden(String name) {
    return name.startsWith(".") || name.contains("/.");
  }

  private static Stamp stamp(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    return new Stamp(
        attributes.size(),
        attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
        String.valueOf(attributes.fileKey()));
  }

  @Override
  public Revision commit(Revision expected, List<Change> changes) {
    throw new ReadOnlyStoreException(
        "The directory is kept in files; change them in " + folder + " instead.");
  }

  @Override
  public boolean shared() {
    return true;
  }

  @Override
  public boolean awaitNews(Duration atMost) throws InterruptedException {
    Thread.sleep(atMost.toMillis());
    return true;
  }

  @Override
  public void close() {}
}
