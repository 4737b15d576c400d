package io.ostiary.forgery;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A provider's key with the certificate around it, made by the JDK's own tool. The tests with a
 * real Keycloak compile this package, too.
 */
public record SamlKey(PrivateKey key, X509Certificate certificate) {
  private static final String PASSWORD = "changeit";

  public static SamlKey rsa(Path directory, int bits) {
    return make(directory, List.of("-keyalg", "RSA", "-keysize", Integer.toString(bits)));
  }

  public static SamlKey elliptic(Path directory) {
    return make(directory, List.of("-keyalg", "EC", "-groupname", "secp256r1"));
  }

  private static SamlKey make(Path directory, List<String> algorithm) {
    try {
      Path file = Files.createTempDirectory(directory, "key").resolve("store.p12");
      ArrayList<String> command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-alias",
                  "idp",
                  "-dname",
                  "CN=idp",
                  "-validity",
                  "1",
                  "-storetype",
                  "PKCS12",
                  "-storepass",
                  PASSWORD,
                  "-keystore",
                  file.toString()));
      command.addAll(algorithm);
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      process.waitFor();
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        store.load(in, PASSWORD.toCharArray());
      }
      return new SamlKey(
          (PrivateKey) store.getKey("idp", PASSWORD.toCharArray()),
          (X509Certificate) store.getCertificate("idp"));
    } catch (IOException | GeneralSecurityException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The private key. */
  public String pem() {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(key.getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  /** The certificate in DER, in Base64. */
  public String base64() {
    try {
      return Base64.getEncoder().encodeToString(certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  public String certificatePem() {
    return "-----BEGIN CERTIFICATE-----\n" + base64() + "\n-----END CERTIFICATE-----\n";
  }

  /** The private key as PKCS#8, in Base64. */
  public String keyBase64() {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }

  /** Metadata of a provider that signs with these. */
  public static String metadata(String entityId, SamlKey... keys) {
    StringBuilder descriptors = new StringBuilder();
    for (SamlKey key : keys) {
      descriptors.append(
          """
          <md:KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data>
          <ds:X509Certificate>%s</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
          """
              .formatted(key.base64()));
    }
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"
        xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="%s">
      <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    %s
        <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
            Location="https://idp.example.com/saml"/>
      </md:IDPSSODescriptor>
    </md:EntityDescriptor>
    """
        .formatted(entityId, descriptors);
  }
}
