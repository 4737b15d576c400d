package io.ostiary.cli.tree;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Decodes UTF-8 strictly into a buffer that is used again. */
public final class Utf8 {
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private CharBuffer characters = CharBuffer.allocate(8192);

  /**
   * Decodes bytes; {@link #characters} and {@link #length} are what came out.
   *
   * @throws MalformedException if they are not UTF-8; what stands before the fault is there
   */
  public void decode(byte[] bytes, int length, String file, int line) {
    if (characters.capacity() < length) {
      characters = CharBuffer.allocate(Math.max(length, 2 * characters.capacity()));
    }
    characters.clear();
    decoder.reset();
    CoderResult result = decoder.decode(ByteBuffer.wrap(bytes, 0, length), characters, true);
    if (result.isError()) {
      throw place(file, line)
          .refuse("these bytes are not UTF-8; save or send the text in that encoding");
    }
  }

  private Place place(String file, int firstLine) {
    int line = firstLine;
    int column = 1;
    for (int i = 0; i < length(); i++) {
      column++;
      if (characters()[i] == '\n') {
        line++;
        column = 1;
      }
    }
    return Place.of(file, line, column);
  }

  /** The buffer, of which the first {@link #length} characters count until the next call. */
  public char[] characters() {
    return characters.array();
  }

  public int length() {
    return characters.position();
  }
}
