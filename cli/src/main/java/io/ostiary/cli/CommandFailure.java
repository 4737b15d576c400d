package io.ostiary.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;

/** A command cannot do what it was asked; the message says why and how to mend it. */
final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CommandFailure(String message) {
    super(message);
  }

  static CommandFailure output(IOException e) {
    return new CommandFailure(
        "cannot write standard output (" + e.getMessage() + "); is its reader still there?");
  }

  static CommandFailure reading(String file, Exception e) {
    if (e instanceof NoSuchFileException || e instanceof InvalidPathException) {
      return new CommandFailure("there is no file `" + file + "`; check the name");
    }
    if (e instanceof AccessDeniedException) {
      return new CommandFailure("may not read `" + file + "`; check its permissions");
    }
    return new CommandFailure(
        "cannot read `" + file + "` (" + e.getMessage() + "); check that it is a file");
  }
}
