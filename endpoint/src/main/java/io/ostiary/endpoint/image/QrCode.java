package io.ostiary.endpoint.image;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** A text as a QR code. */
public final class QrCode {
  /** The quiet zone that ISO/IEC 18004 asks for, in modules. */
  private static final int MARGIN = 4;

  /** How many pixels of a PNG a module has. */
  private static final int SCALE = 4;

  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int HEADER_BYTES = 13;
  private static final int BUFFER_BYTES = 1024;

  private QrCode() {}

  /**
   * Draws a code as part of a page, which so needs no picture from elsewhere; dark on light
   * whatever the page's colours are.
   */
  public static String svg(String text) {
    ByteMatrix modules = modules(text);
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < modules.getHeight(); y++) {
      for (int x = 0; x < modules.getWidth(); x++) {
        if (modules.get(x, y) == 1) {
          path.append("M%s %sh1v1h-1z".formatted(x + MARGIN, y + MARGIN));
        }
      }
    }
    int side = modules.getWidth() + 2 * MARGIN;
    return """
        <svg class="qr" role="img" aria-label="QR code" viewBox="0 0 %1$s %1$s" \
        shape-rendering="crispEdges"><path fill="#fff" d="M0 0h%1$sv%1$sH0z"/><path fill="#000" d="%2$s"/></svg>
        """
        .formatted(side, path);
  }

  /**
   * Draws a code as a PNG of two colours.
   *
   * @see <a href="https://www.w3.org/TR/png-3/">Portable Network Graphics</a>
   */
  public static byte[] png(String text) {
    ByteMatrix modules = modules(text);
    int side = (modules.getWidth() + 2 * MARGIN) * SCALE;
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.writeBytes(PNG);
    // One bit a pixel, no palette: grey, where 1 is white.
    chunk(png, "IHDR", header(side));
    chunk(png, "IDAT", deflated(pixels(modules, side)));
    chunk(png, "IEND", new byte[0]);
    return png.toByteArray();
  }

  private static byte[] header(int side) {
    return ByteBuffer.allocate(HEADER_BYTES).putInt(side).putInt(side).put((byte) 1).array();
  }

  /** Lines of bits, each after a byte that says it is not filtered. */
  private static byte[] pixels(ByteMatrix modules, int side) {
    int line = 1 + (side + Byte.SIZE - 1) / Byte.SIZE;
    byte[] pixels = new byte[line * side];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        if (!isDark(modules, x / SCALE - MARGIN, y / SCALE - MARGIN)) {
          pixels[y * line + 1 + x / Byte.SIZE] |= (byte) (0x80 >>> (x % Byte.SIZE));
        }
      }
    }
    return pixels;
  }

  private static boolean isDark(ByteMatrix modules, int x, int y) {
    return x >= 0
        && y >= 0
        && x < modules.getWidth()
        && y < modules.getHeight()
        && modules.get(x, y) == 1;
  }

  private static byte[] deflated(byte[] bytes) {
    Deflater deflater = new Deflater();
    try {
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[BUFFER_BYTES];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  private static void chunk(ByteArrayOutputStream png, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    png.writeBytes(
        ByteBuffer.allocate(3 * Integer.BYTES + data.length)
            .putInt(data.length)
            .put(name)
            .put(data)
            .putInt((int) crc.getValue())
            .array());
  }

  private static ByteMatrix modules(String text) {
    try {
      return Encoder.encode(
              text, ErrorCorrectionLevel.M, Map.of(EncodeHintType.CHARACTER_SET, "UTF-8"))
          .getMatrix();
    } catch (WriterException tooLong) {
      throw new IllegalArgumentException("a text is too long for a QR code", tooLong);
    }
  }
}
