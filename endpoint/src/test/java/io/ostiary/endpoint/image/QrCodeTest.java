package io.ostiary.endpoint.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class QrCodeTest {
  private static final int SCALE = 4;

  /** As a camera sees the drawing. */
  private static String read(String svg) throws Exception {
    Matcher box = Pattern.compile("viewBox=\"0 0 ([0-9]+) ").matcher(svg);
    assertThat(box.find()).isTrue();
    int side = Integer.parseInt(box.group(1)) * SCALE;
    int[] pixels = new int[side * side];
    Arrays.fill(pixels, 0xffffff);
    Matcher module = Pattern.compile("M([0-9]+) ([0-9]+)h1v1h-1z").matcher(svg);
    while (module.find()) {
      for (int i = 0; i < SCALE * SCALE; i++) {
        int x = Integer.parseInt(module.group(1)) * SCALE + i % SCALE;
        int y = Integer.parseInt(module.group(2)) * SCALE + i / SCALE;
        pixels[y * side + x] = 0;
      }
    }
    return read(side, pixels);
  }

  private static String read(int side, int[] pixels) throws Exception {
    BinaryBitmap picture =
        new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(side, side, pixels)));
    return new QRCodeReader()
        .decode(
            picture,
            Map.of(
                DecodeHintType.PURE_BARCODE,
                true,
                DecodeHintType.POSSIBLE_FORMATS,
                BarcodeFormat.QR_CODE))
        .getText();
  }

  @Test
  void isReadAsItWasWritten() throws Exception {
    String link =
        "otpauth://totp/depot.example%3A8443:lucy?secret=" + "ABCDEFGH".repeat(8) + "&issuer=depot";

    assertThat(read(QrCode.svg(link))).isEqualTo(link);
    assertThat(read(QrCode.svg("x"))).isEqualTo("x");
  }

  @Test
  void isReadAsAPictureToo() throws Exception {
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(QrCode.png("otpauth://x")));
    int side = picture.getWidth();

    assertThat(picture.getHeight()).isEqualTo(side);
    assertThat(read(side, picture.getRGB(0, 0, side, side, null, 0, side)))
        .isEqualTo("otpauth://x");
  }
}
