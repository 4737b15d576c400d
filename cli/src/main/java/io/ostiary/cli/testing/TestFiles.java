package io.ostiary.cli.testing;

import io.ostiary.cli.simulation.PolicyShelf;
import io.ostiary.cli.tree.DocumentFile;
import io.ostiary.cli.tree.Node;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Runs files of policy tests, in JSON or, by their names, in YAML. */
public final class TestFiles {
  private final PolicyShelf shelf;
  private final boolean explained;

  /**
   * @param explained whether what fails is told with its whole trace
   */
  public TestFiles(PolicyShelf shelf, boolean explained) {
    this.shelf = shelf;
    this.explained = explained;
  }

  /**
   * Runs the tests of one file.
   *
   * @param name how messages call it
   * @throws io.ostiary.cli.tree.MalformedException if it is not as it should be
   * @throws IOException if it cannot be read
   */
  public TestReport run(Path file, String name) throws IOException {
    @Nullable Path parent = file.getParent();
    Path directory = parent == null ? Path.of("") : parent;
    Node document;
    try (InputStream in = Files.newInputStream(file)) {
      document = DocumentFile.read(in, name);
    }
    return TestReport.of(name, TestFile.read(document, directory, shelf), explained);
  }
}
