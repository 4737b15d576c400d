package io.ostiary.cli.classes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jboss.jandex.Index;
import org.jboss.jandex.Indexer;

/** Reads class files without loading them. */
public final class ClassFiles {
  private static final String CLASS = ".class";

  private ClassFiles() {}

  /**
   * Indexes folders of classes, and jars and WARs with what they hold themselves.
   *
   * @throws IOException if one cannot be read, or is none
   */
  public static Index index(List<Path> places) throws IOException {
    Indexer indexer = new Indexer();
    for (Path place : places) {
      if (Files.isDirectory(place)) {
        indexFolder(place, indexer);
      } else {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(place))) {
          indexZip(zip, indexer);
        }
      }
    }
    return indexer.complete();
  }

  private static void indexFolder(Path folder, Indexer indexer) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      files = walk.filter(file -> file.toString().endsWith(CLASS)).sorted().toList();
    }
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file)) {
        index(in, file.toString(), indexer);
      }
    }
  }

  private static void indexZip(ZipInputStream zip, Indexer indexer) throws IOException {
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      if (entry.getName().endsWith(CLASS) && !entry.getName().startsWith("META-INF/versions/")) {
        index(zip, entry.getName(), indexer);
      }
    }
  }

  private static void index(InputStream in, String name, Indexer indexer) throws IOException {
    try {
      if (!name.endsWith("module-info.class")) {
        indexer.index(in);
      }
    } catch (RuntimeException malformed) {
      throw new IOException("`" + name + "` is no class file", malformed);
    }
  }
}
