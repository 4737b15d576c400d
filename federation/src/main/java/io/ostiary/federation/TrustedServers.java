package io.ostiary.federation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom servers of identity providers are trusted by: the authorities that Java trusts, and more.
 */
public final class TrustedServers {
  private TrustedServers() {}

  /**
   * By Java's authorities and those in a file.
   *
   * @param authorities certificates in PEM, as a company's or a Kubernetes cluster's own
   * @throws IOException if the file holds no certificates
   */
  public static X509TrustManager by(Optional<Path> authorities) throws IOException {
    try {
      X509TrustManager platform = manager(null);
      if (authorities.isEmpty()) {
        return platform;
      }
      List<Certificate> all = new ArrayList<>(read(authorities.get()));
      for (X509Certificate certificate : platform.getAcceptedIssuers()) {
        all.add(certificate);
      }
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (int i = 0; i < all.size(); i++) {
        store.setCertificateEntry("authority-" + i, all.get(i));
      }
      return manager(store);
    } catch (GeneralSecurityException e) {
      throw new IOException("the trusted certificates cannot be read: " + e.getMessage(), e);
    }
  }

  private static Collection<? extends Certificate> read(Path file)
      throws IOException, GeneralSecurityException {
    try (InputStream pem = Files.newInputStream(file)) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(pem);
      if (certificates.isEmpty()) {
        throw new IOException("`%s` holds no certificate in PEM".formatted(file));
      }
      return certificates;
    }
  }

  private static X509TrustManager manager(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) {
        return x509;
      }
    }
    throw new GeneralSecurityException("this JVM has no X.509 trust manager");
  }
}
