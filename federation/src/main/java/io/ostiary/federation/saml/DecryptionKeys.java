package io.ostiary.federation.saml;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The private keys that identity providers encrypt assertions for; the newest first, by custom. */
public final class DecryptionKeys {
  /** None: encrypted assertions are refused. */
  public static final DecryptionKeys NONE = new DecryptionKeys(List.of(), Optional.empty());

  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";
  private static final int MOST = 4;
  private static final int FEWEST_BITS = 2048;

  private static final String BEGIN_CERTIFICATE = "-----BEGIN CERTIFICATE-----";

  private final List<RSAPrivateCrtKey> keys;
  private final Optional<X509Certificate> certificate;

  private DecryptionKeys(List<RSAPrivateCrtKey> keys, Optional<X509Certificate> certificate) {
    this.keys = List.copyOf(keys);
    this.certificate = certificate;
  }

  /**
   * Those in a file in PEM. Of the certificates beside them only that of the first key counts: our
   * metadata show it.
   *
   * @throws IOException if it holds no RSA key, or one that is too short
   */
  public static DecryptionKeys read(Path file) throws IOException {
    String pem = Files.readString(file, StandardCharsets.US_ASCII);
    List<RSAPrivateCrtKey> keys = new ArrayList<>();
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
    return new DecryptionKeys(keys, certificate(pem, keys.get(0), file));
  }

  private static RSAPrivateCrtKey key(String base64, Path file) throws IOException {
    try {
      PrivateKey key =
          KeyFactory.getInstance("RSA")
              .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
      if (key instanceof RSAPrivateCrtKey rsa && rsa.getModulus().bitLength() >= FEWEST_BITS) {
        return rsa;
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // As below; a cause might quote the key.
    }
    throw new IOException(
        "`%s` holds what is no RSA key of at least %s bits".formatted(file, FEWEST_BITS));
  }

  private static Optional<X509Certificate> certificate(String pem, RSAPrivateCrtKey key, Path file)
      throws IOException {
    for (int begin = pem.indexOf(BEGIN_CERTIFICATE);
        begin >= 0;
        begin = pem.indexOf(BEGIN_CERTIFICATE, begin + 1)) {
      try {
        Certificate read =
            CertificateFactory.getInstance("X.509")
                .generateCertificate(
                    new ByteArrayInputStream(
                        pem.substring(begin).getBytes(StandardCharsets.US_ASCII)));
        if (read.getPublicKey() instanceof RSAPublicKey rsa
            && rsa.getModulus().equals(key.getModulus())) {
          return Optional.of((X509Certificate) read);
        }
      } catch (CertificateException e) {
        throw new IOException("`%s` holds what is no certificate".formatted(file), e);
      }
    }
    return Optional.empty();
  }

  List<? extends PrivateKey> keys() {
    return keys;
  }

  /**
   * What providers are told to encrypt for, as the content of a {@code ds:KeyInfo}: the first key's
   * certificate or, if it has none, the key itself. Empty if there is no key.
   */
  Optional<String> shown() {
    return keys.stream()
        .findFirst()
        .map(key -> certificate.map(DecryptionKeys::shown).orElse(shown(key)));
  }

  private static String shown(X509Certificate one) {
    try {
      return "<ds:X509Data><ds:X509Certificate>%s</ds:X509Certificate></ds:X509Data>"
          .formatted(Base64.getEncoder().encodeToString(one.getEncoded()));
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("it was read from its encoding", e);
    }
  }

  private static String shown(RSAPrivateCrtKey key) {
    return ("<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>%s</ds:Modulus><ds:Exponent>%s</ds:Exponent>"
            + "</ds:RSAKeyValue></ds:KeyValue>")
        .formatted(number(key.getModulus()), number(key.getPublicExponent()));
  }

  /** As XML signatures write numbers: without a leading zero. */
  private static String number(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int from = bytes[0] == 0 ? 1 : 0;
    return Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, from, bytes.length));
  }

  @Override
  public String toString() {
    return keys.size() + " decryption keys";
  }
}
