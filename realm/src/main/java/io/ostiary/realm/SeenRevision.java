package io.ostiary.realm;

import io.ostiary.realm.store.DirectoryStore;
import io.ostiary.realm.store.LostRevisionException;
import io.ostiary.realm.store.PrivateFile;
import io.ostiary.realm.store.Revision;
import io.ostiary.realm.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The newest revision that this node has seen, in a file of its data directory, so that a database
 * restored from an older backup is noticed after a restart too: in it, what was revoked since is
 * valid again.
 */
final class SeenRevision {
  private static final String FILE = "revision-seen";

  private final Path file;
  private Revision written = Revision.NONE;

  SeenRevision(Path dataDirectory) {
    this.file = dataDirectory.resolve(FILE);
  }

  /**
   * Refuses a store that does not know what was seen.
   *
   * @throws StoreException if it was restored, saying how that is accepted
   */
  void check(DirectoryStore store) {
    Revision seen = read();
    try {
      DirectoryStore.Changes unused = store.changesSince(seen);
      written = seen;
    } catch (LostRevisionException e) {
      throw new StoreException(
          ("%s. Access that was revoked since then would be valid again. If that backup is what you"
                  + " want, see what it revives, and remove `%s` on every node to accept it")
              .formatted(e.getMessage(), file),
          e);
    }
  }

  private Revision read() {
    try {
      if (!Files.exists(file)) {
        return Revision.NONE;
      }
      String[] words = Files.readString(file).strip().split(" ", 2);
      return new Revision(Long.parseLong(words[0]), words.length > 1 ? words[1] : "");
    } catch (IOException | NumberFormatException e) {
      throw new StoreException(
          "`%s` cannot be read; remove it if the database was not restored from a backup"
              .formatted(file),
          e);
    }
  }

  /** Writes a revision down if it is news. */
  synchronized void remember(Revision revision) throws IOException {
    if (!revision.equals(written)) {
      PrivateFile.write(file, revision.number() + " " + revision.mark() + "\n");
      written = revision;
    }
  }
}
