package io.ostiary.realm.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;

/** A store of files tells of its rows what the others do; each row is a file here. */
class FileStoreContractTest implements DirectoryReadingContract {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Override
  public DirectoryStore open() {
    return FileStore.open(folder, FileStoreContractTest::rows);
  }

  @Override
  public void change(DirectoryStore store, List<Change> changes) throws IOException {
    for (Change change : changes) {
      Path file = file(change.kind(), change.id());
      if (change instanceof Change.Put put) {
        Files.writeString(file, write(put));
      } else {
        Files.delete(file);
      }
    }
    // The first look meets the files as they are now, the second finds them at rest.
    for (int look = 0; look < 2; look++) {
      DirectoryStore.Changes unused = store.changesSince(Revision.NONE);
    }
  }

  /** Named so that file systems which ignore case keep apart what differs by case only. */
  private Path file(String kind, String id) {
    byte[] name = (kind + ' ' + id).getBytes(StandardCharsets.UTF_8);
    return folder.resolve(UUID.nameUUIDFromBytes(name) + ".json");
  }

  private static String write(Change.Put put) {
    ObjectNode row =
        JSON.createObjectNode()
            .put("kind", put.kind())
            .put("id", put.id())
            .put("account", put.accountId())
            .put("body", put.body());
    put.uniqueName().ifPresent(name -> row.put("name", name));
    return row.toString();
  }

  private static List<Change.Put> rows(Map<String, String> files) {
    return files.values().stream().map(FileStoreContractTest::read).toList();
  }

  private static Change.Put read(String text) {
    try {
      JsonNode row = JSON.readTree(text);
      return new Change.Put(
          row.get("kind").asText(),
          row.get("id").asText(),
          row.get("account").asText(),
          Optional.ofNullable(row.get("name")).map(JsonNode::asText),
          row.get("body").asText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
