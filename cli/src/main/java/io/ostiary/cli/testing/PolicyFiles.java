package io.ostiary.cli.testing;

import io.ostiary.cli.simulation.PolicyDocument;
import io.ostiary.cli.tree.DocumentFile;
import io.ostiary.cli.tree.Node;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The policies of a test file: written in it, or in files of their own beside it. */
final class PolicyFiles {
  private final Path directory;
  private final Map<String, PolicyDocument> read = new HashMap<>();

  /** Policies whose names are relative to a directory. */
  PolicyFiles(Path directory) {
    this.directory = directory;
  }

  PolicyDocument document(Node node) {
    if (!(node instanceof Node.Text text) || text.value().stripLeading().startsWith("{")) {
      return PolicyDocument.of(node, true);
    }
    PolicyDocument document = read.get(text.value());
    if (document == null) {
      document = PolicyDocument.ofFile(text.value(), file(text));
      read.put(text.value(), document);
    }
    return document;
  }

  private String file(Node.Text name) {
    try (InputStream in = Files.newInputStream(directory.resolve(name.value()))) {
      return DocumentFile.text(in, name.value());
    } catch (NoSuchFileException | InvalidPathException e) {
      throw name.place()
          .refuse(
              "there is no policy file `"
                  + name.value()
                  + "`; its name is relative to the test file");
    } catch (IOException e) {
      throw name.place()
          .refuse("cannot read policy file `" + name.value() + "` (" + e.getMessage() + ")");
    }
  }
}
