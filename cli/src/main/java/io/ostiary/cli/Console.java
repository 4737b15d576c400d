package io.ostiary.cli;

import io.ostiary.policy.condition.Explanation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command talks through. Texts are UTF-8 whatever the locale.
 *
 * @param directory what relative file names are relative to
 * @param environment the variables of the process
 */
record Console(
    InputStream in,
    OutputStream out,
    OutputStream err,
    Path directory,
    Map<String, String> environment) {

  /** In an empty environment. */
  Console(InputStream in, OutputStream out, OutputStream err, Path directory) {
    this(in, out, err, directory, Map.of());
  }

  /** What stands for standard input where a file is named. */
  static final String STANDARD_INPUT = "-";

  /** Makes something of a stream of bytes. */
  interface Reading<T> {
    T read(InputStream in, String name) throws IOException;
  }

  /** Reads a file, or standard input. */
  <T> T read(String file, Reading<T> reading) {
    if (file.equals(STANDARD_INPUT)) {
      try {
        return reading.read(in, "standard input");
      } catch (IOException e) {
        throw CommandFailure.reading("standard input", e);
      }
    }
    try (InputStream opened = Files.newInputStream(directory.resolve(file))) {
      return reading.read(opened, file);
    } catch (IOException | InvalidPathException e) {
      throw CommandFailure.reading(file, e);
    }
  }

  /** Writes a text to standard output at once. */
  void print(String text) {
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw CommandFailure.output(e);
    }
  }

  /** Tells what stops a command, in one line that a terminal does not obey. */
  void complain(String problem) {
    try {
      String line = "ostiary: " + Explanation.visible(problem.strip()) + '\n';
      err.write(line.getBytes(StandardCharsets.UTF_8));
      err.flush();
    } catch (IOException nobodyListens) {
      // The exit code still tells.
    }
  }
}
