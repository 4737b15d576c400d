package io.ostiary.federation.saml;

import static io.ostiary.federation.saml.HardenedXml.children;

import io.ostiary.federation.claim.Checks;
import io.ostiary.realm.authentication.FederationException;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * The keys with which a provider signs, as its metadata state them: several while it changes from
 * one to the next. The certificates around them are pins, whose dates count for nothing.
 *
 * @see <a href="https://docs.oasis-open.org/security/saml/v2.0/saml-metadata-2.0-os.pdf">Metadata
 *     for SAML 2.0</a>
 */
public final class ProviderMetadata {
  private static final String METADATA = "urn:oasis:names:tc:SAML:2.0:metadata";
  private static final String REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final int LONGEST = 2 * 1024 * 1024;
  private static final int MOST_KEYS = 4;
  private static final int FEWEST_RSA_BITS = 2048;
  private static final int FEWEST_ELLIPTIC_BITS = 256;

  private ProviderMetadata() {}

  /** What a provider's metadata call it; empty if they are none. */
  public static Optional<String> entityId(String document) {
    return HardenedXml.parse(withoutDeclaration(document).getBytes(StandardCharsets.UTF_8))
        .map(Document::getDocumentElement)
        .filter(root -> HardenedXml.is(root, METADATA, "EntityDescriptor"))
        .flatMap(root -> HardenedXml.attribute(root, "entityID"));
  }

  /** Where a provider's metadata send browsers to sign in, by redirect; empty if nowhere safe. */
  static Optional<URI> signInAddress(String document) {
    if (document.length() > LONGEST) {
      return Optional.empty();
    }
    return HardenedXml.parse(withoutDeclaration(document).getBytes(StandardCharsets.UTF_8))
        .map(Document::getDocumentElement)
        .stream()
        .flatMap(root -> children(root, METADATA, "IDPSSODescriptor").stream())
        .flatMap(role -> children(role, METADATA, "SingleSignOnService").stream())
        .filter(service -> HardenedXml.attribute(service, "Binding").orElse("").equals(REDIRECT))
        .flatMap(service -> HardenedXml.attribute(service, "Location").stream())
        .flatMap(location -> safe(location).stream())
        .findFirst();
  }

  private static Optional<URI> safe(String location) {
    try {
      URI address = new URI(location);
      boolean onThisMachine =
          "http".equals(address.getScheme())
              && THIS_MACHINE.contains(String.valueOf(address.getHost()));
      boolean secure = "https".equals(address.getScheme()) && address.getHost() != null;
      return Optional.of(address)
          .filter(found -> secure || onThisMachine)
          .filter(found -> found.getRawUserInfo() == null && found.getRawFragment() == null);
    } catch (URISyntaxException malformed) {
      return Optional.empty();
    }
  }

  static List<PublicKey> signingKeys(String document, Checks checks) throws FederationException {
    checks.require("metadata", "at most 2 MiB", document.length(), document.length() <= LONGEST);
    Element root =
        HardenedXml.parse(withoutDeclaration(document).getBytes(StandardCharsets.UTF_8))
            .orElseThrow(() -> checks.failed("metadata", "XML without a DTD", "something else"))
            .getDocumentElement();
    List<PublicKey> keys = new ArrayList<>();
    for (Element role : children(root, METADATA, "IDPSSODescriptor")) {
      for (Element descriptor : children(role, METADATA, "KeyDescriptor")) {
        if (HardenedXml.attribute(descriptor, "use").orElse("signing").equals("signing")) {
          addKeys(descriptor, keys);
        }
      }
    }
    checks.require(
        "metadata",
        "1 to 4 keys for signing, RSA of 2048 bits or elliptic of 256 or more",
        keys.size() + " keys",
        !keys.isEmpty() && keys.size() <= MOST_KEYS);
    return keys;
  }

  /** It is text by now, whatever encoding it once was in. */
  private static String withoutDeclaration(String document) {
    String stripped = document.strip();
    return stripped.startsWith("<?xml") ? stripped.substring(stripped.indexOf("?>") + 2) : stripped;
  }

  private static void addKeys(Element descriptor, List<PublicKey> keys) {
    for (Element element : HardenedXml.all(descriptor)) {
      if (HardenedXml.is(element, HardenedXml.SIGNATURE, "X509Certificate")) {
        PublicKey key = certificate(HardenedXml.text(element).orElse("")).getPublicKey();
        if (isStrong(key) && !keys.contains(key)) {
          keys.add(key);
        }
      }
    }
  }

  private static boolean isStrong(PublicKey key) {
    return (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= FEWEST_RSA_BITS)
        || (key instanceof ECPublicKey elliptic
            && elliptic.getParams().getOrder().bitLength() >= FEWEST_ELLIPTIC_BITS);
  }

  private static X509Certificate certificate(String base64) {
    try {
      byte[] der = Base64.getMimeDecoder().decode(base64);
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "the directory takes metadata with good certificates only", e);
    }
  }
}
