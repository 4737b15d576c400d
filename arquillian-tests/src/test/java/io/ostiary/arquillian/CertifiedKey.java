package io.ostiary.arquillian;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** An RSA key with a certificate around it, made by the JDK's own tool. */
record CertifiedKey(PrivateKey key, X509Certificate certificate) {
  private static final String PASSWORD = "changeit";

  static CertifiedKey make(Path directory) throws IOException, InterruptedException {
    Path file = Files.createTempDirectory(directory, "key").resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "it",
                "-dname",
                "CN=it",
                "-validity",
                "2",
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool made no key: " + said);
    }
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD.toCharArray());
      return new CertifiedKey(
          (PrivateKey) store.getKey("it", PASSWORD.toCharArray()),
          (X509Certificate) store.getCertificate("it"));
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /** The key as PKCS#8, in Base64. */
  String keyBase64() {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }

  String certificateBase64() {
    try {
      return Base64.getEncoder().encodeToString(certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
