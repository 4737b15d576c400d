package io.ostiary.federation.saml;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The private keys that identity providers encrypt assertions for; the newest first, by custom. */
public final class DecryptionKeys {
  /** None: encrypted assertions are refused. */
  public static final DecryptionKeys NONE = new DecryptionKeys(List.of());

  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";
  private static final int MOST = 4;
  private static final int FEWEST_BITS = 2048;

  private final List<PrivateKey> keys;

  private DecryptionKeys(List<PrivateKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * Those in a file in PEM; certificates beside them are passed over.
   *
   * @throws IOException if it holds no RSA key, or one that is too short
   */
  public static DecryptionKeys read(Path file) throws IOException {
    String pem = Files.readString(file, StandardCharsets.US_ASCII);
    List<PrivateKey> keys = new ArrayList<>();
    for (int begin = pem.indexOf(BEGIN); begin >= 0; begin = pem.indexOf(BEGIN, begin + 1)) {
      int end = pem.indexOf(END, begin);
      if (end < 0) {
        throw new IOException("`%s` ends in the middle of a key".formatted(file));
      }
      keys.add(key(pem.substring(begin + BEGIN.length(), end), file));
    }
    if (keys.isEmpty() || keys.size() > MOST) {
      throw new IOException(
          "`%s` holds %s keys as PKCS#8 in PEM (`%s`); put 1 to %s there"
              .formatted(file, keys.size(), BEGIN, MOST));
    }
    return new DecryptionKeys(keys);
  }

  private static PrivateKey key(String base64, Path file) throws IOException {
    try {
      PrivateKey key =
          KeyFactory.getInstance("RSA")
              .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
      if (key instanceof RSAPrivateKey rsa && rsa.getModulus().bitLength() >= FEWEST_BITS) {
        return key;
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // As below; a cause might quote the key.
    }
    throw new IOException(
        "`%s` holds what is no RSA key of at least %s bits".formatted(file, FEWEST_BITS));
  }

  List<PrivateKey> keys() {
    return keys;
  }

  @Override
  public String toString() {
    return keys.size() + " decryption keys";
  }
}
