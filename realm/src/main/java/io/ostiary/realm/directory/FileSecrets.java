package io.ostiary.realm.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where a directory in files refers to for its secrets, which do not stand in it: other files, such
 * as those that Kubernetes mounts, and environment variables.
 */
record FileSecrets(Path folder, Function<String, Optional<String>> environment) {
  private static final int LARGEST_FILE = 4096;

  /** The secret that a member such as {@code {"file": "secrets/lucy"}} refers to. */
  String read(JsonFile.Item reference) {
    if (reference.isText()) {
      throw reference.problem(
          "a secret does not stand here in clear; write {\"file\": \"…\"} or {\"environment\":"
              + " \"…\"}");
    }
    reference.only("file", "environment");
    Optional<JsonFile.Item> file = reference.find("file");
    Optional<JsonFile.Item> variable = reference.find("environment");
    if (file.isPresent() == variable.isPresent()) {
      throw reference.problem("write either `file` or `environment`");
    }
    return file.isPresent() ? ofFile(file.get()) : ofEnvironment(variable.orElseThrow());
  }

  private String ofFile(JsonFile.Item name) {
    Path path = folder.resolve(name.text());
    try {
      if (Files.size(path) > LARGEST_FILE) {
        throw name.problem("`%s` is too large to be a secret".formatted(path));
      }
      return Files.readString(path).strip();
    } catch (IOException e) {
      throw name.problem("`%s` cannot be read; it holds the secret".formatted(path));
    }
  }

  private String ofEnvironment(JsonFile.Item name) {
    return environment
        .apply(name.text())
        .orElseThrow(
            () -> name.problem("the environment has no variable `%s`".formatted(name.text())));
  }
}
