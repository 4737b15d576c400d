package io.ostiary.federation.oidc;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/**
 * The certificates by which a server's own is trusted, each signed by the next. A server may send
 * others along, which vouch for nothing.
 */
final class TrustPath {
  private static final int LONGEST = 10;

  private TrustPath() {}

  /** From the server's certificate, which is the first sent, up to one of the trusted. */
  static List<X509Certificate> of(Certificate[] sent, X509Certificate[] trusted) {
    List<X509Certificate> candidates = new ArrayList<>();
    for (Certificate certificate : sent) {
      candidates.add((X509Certificate) certificate);
    }
    candidates.addAll(List.of(trusted));
    List<X509Certificate> path = new ArrayList<>();
    X509Certificate last = candidates.get(0);
    while (last != null && path.size() < LONGEST && !path.contains(last)) {
      path.add(last);
      X509Certificate signed = last;
      last =
          candidates.stream().filter(issuer -> isSignedBy(signed, issuer)).findFirst().orElse(null);
    }
    return path;
  }

  private static boolean isSignedBy(X509Certificate signed, X509Certificate issuer) {
    try {
      if (!signed.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
        return false;
      }
      signed.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Whether a certificate has one of these digests: SHA-1 or SHA-256, in hex. */
  static boolean holdsAny(List<X509Certificate> path, Collection<String> thumbprints)
      throws IOException {
    for (X509Certificate certificate : path) {
      for (String thumbprint : thumbprints) {
        // As long as AWS's, it is of SHA-1: a second preimage of that nobody has found.
        String algorithm = thumbprint.length() == 40 ? "SHA-1" : "SHA-256";
        if (digest(algorithm, certificate).equalsIgnoreCase(thumbprint)) {
          return true;
        }
      }
    }
    return false;
  }

  private static String digest(String algorithm, X509Certificate certificate) throws IOException {
    try {
      byte[] digest = MessageDigest.getInstance(algorithm).digest(certificate.getEncoded());
      return HexFormat.of().formatHex(digest);
    } catch (CertificateEncodingException e) {
      throw new IOException("a certificate has no encoding", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has " + algorithm, e);
    }
  }
}
