package io.ostiary.realm.directory;

/** What is wrong in a file, where, and how to mend it. */
final class FileProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FileProblem(String file, int line, int column, String problem) {
    super("%s:%s:%s: %s".formatted(file, line, column, problem));
  }
}
