package io.ostiary.cli.tree;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads whole documents, in JSON or, if their names end so, in YAML. */
public final class DocumentFile {
  /** How many bytes a document may have. */
  public static final int MAX_SIZE = 4 << 20;

  private DocumentFile() {}

  /**
   * Reads a document.
   *
   * @param name how messages call it
   * @throws MalformedException if it is none
   */
  public static Node read(InputStream in, String name) throws IOException {
    Utf8 utf8 = decode(in, name);
    return name.endsWith(".yaml") || name.endsWith(".yml")
        ? YamlTree.read(new String(utf8.characters(), 0, utf8.length()), name)
        : JsonTree.read(utf8.characters(), utf8.length(), name);
  }

  /** Reads a text as it is. */
  public static String text(InputStream in, String name) throws IOException {
    Utf8 utf8 = decode(in, name);
    return new String(utf8.characters(), 0, utf8.length());
  }

  private static Utf8 decode(InputStream in, String name) throws IOException {
    // Buffered, since a FileInputStream that reads so much at once wants to know a pipe's length.
    byte[] bytes = new BufferedInputStream(in).readNBytes(MAX_SIZE + 1);
    if (bytes.length > MAX_SIZE) {
      throw Place.of(name, 1, 1)
          .refuse("the document has more than " + MAX_SIZE + " bytes; split it up");
    }
    Utf8 utf8 = new Utf8();
    utf8.decode(bytes, bytes.length, name, 1);
    return utf8;
  }
}
