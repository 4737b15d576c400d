package io.ostiary.endpoint.login;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.Map;

/** A text as a QR code, drawn as SVG, so that a page needs no picture from elsewhere. */
final class QrCode {
  /** The quiet zone that ISO/IEC 18004 asks for, in modules. */
  private static final int MARGIN = 4;

  private QrCode() {}

  /** Draws a code; dark on light whatever the page's colours are. */
  static String svg(String text) {
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
