package io.ostiary.federation.saml;

import static io.ostiary.federation.saml.HardenedXml.SIGNATURE;
import static io.ostiary.federation.saml.HardenedXml.all;
import static io.ostiary.federation.saml.HardenedXml.attribute;
import static io.ostiary.federation.saml.HardenedXml.children;
import static io.ostiary.federation.saml.HardenedXml.is;

import io.ostiary.federation.claim.Checks;
import io.ostiary.realm.authentication.FederationException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.w3c.dom.Element;

/**
 * Decrypts assertions: AES in Galois/Counter mode, its key encrypted by RSA with optimal padding,
 * and nothing else. Encryption says nothing about who encrypted; that is for signatures to say.
 *
 * @see <a href="https://www.w3.org/TR/xmlenc-core1/">XML Encryption 1.1</a>
 */
final class EncryptedAssertion {
  private static final String ENCRYPTION = "http://www.w3.org/2001/04/xmlenc#";
  private static final String ENCRYPTION_11 = "http://www.w3.org/2009/xmlenc11#";
  private static final String MORE = "http://www.w3.org/2001/04/xmldsig-more#";

  private static final Map<String, Integer> KEY_BYTES =
      Map.of(
          ENCRYPTION_11 + "aes128-gcm", 16,
          ENCRYPTION_11 + "aes192-gcm", 24,
          ENCRYPTION_11 + "aes256-gcm", 32);
  private static final Map<String, String> DIGESTS =
      Map.of(
          SIGNATURE + "sha1", "SHA-1",
          ENCRYPTION + "sha256", "SHA-256",
          MORE + "sha384", "SHA-384",
          ENCRYPTION + "sha512", "SHA-512");
  private static final Map<String, String> MASKS =
      Map.of(
          ENCRYPTION_11 + "mgf1sha1", "SHA-1",
          ENCRYPTION_11 + "mgf1sha256", "SHA-256",
          ENCRYPTION_11 + "mgf1sha384", "SHA-384",
          ENCRYPTION_11 + "mgf1sha512", "SHA-512");
  private static final String MASKED_BY_SHA1 = ENCRYPTION + "rsa-oaep-mgf1p";
  private static final String MASKED = ENCRYPTION_11 + "rsa-oaep";
  private static final int IV_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final Element encrypted;
  private final Checks checks;

  private EncryptedAssertion(Element encrypted, Checks checks) {
    this.encrypted = encrypted;
    this.checks = checks;
  }

  /** The assertion, which is the root of a document of its own. */
  static Element decrypted(Element encrypted, List<? extends PrivateKey> keys, Checks checks)
      throws FederationException {
    return new EncryptedAssertion(encrypted, checks).decrypted(keys);
  }

  private Element decrypted(List<? extends PrivateKey> keys) throws FederationException {
    Element data = only(encrypted, ENCRYPTION, "EncryptedData");
    String type = attribute(data, "Type").orElse("none");
    checks.require(
        "encrypted data's type", ENCRYPTION + "Element", type, type.equals(ENCRYPTION + "Element"));
    Element contentMethod = only(data, ENCRYPTION, "EncryptionMethod");
    String content = attribute(contentMethod, "Algorithm").orElse("none");
    checks.require("encryption", "AES-GCM", content, KEY_BYTES.containsKey(content));
    OAEPParameterSpec padding = padding(key());
    byte[] sealedKey = cipherValue(key());
    byte[] sealed = cipherValue(data);
    checks.require("keys for encrypted assertions", "some", keys.size(), !keys.isEmpty());
    for (PrivateKey key : keys) {
      Optional<byte[]> plain =
          plain(key, padding, sealedKey, sealed, KEY_BYTES.getOrDefault(content, 0));
      if (plain.isPresent()) {
        return HardenedXml.parse(plain.get())
            .map(document -> document.getDocumentElement())
            .orElseThrow(this::undecryptable);
      }
    }
    throw undecryptable();
  }

  /** One answer to whatever goes wrong, so that nobody learns of a plain text by trying. */
  private FederationException undecryptable() {
    return checks.failed("encrypted assertion", "encrypted for one of our keys", "something else");
  }

  /** The one encrypted key, which stands inside the data or beside it. */
  private Element key() throws FederationException {
    List<Element> keys =
        all(encrypted).stream().filter(each -> is(each, ENCRYPTION, "EncryptedKey")).toList();
    checks.require("encrypted keys", "one", keys.size(), keys.size() == 1);
    return keys.get(0);
  }

  private OAEPParameterSpec padding(Element key) throws FederationException {
    Element method = only(key, ENCRYPTION, "EncryptionMethod");
    String algorithm = attribute(method, "Algorithm").orElse("none");
    checks.require(
        "key encryption",
        "RSA-OAEP",
        algorithm,
        algorithm.equals(MASKED) || algorithm.equals(MASKED_BY_SHA1));
    boolean fixed = algorithm.equals(MASKED_BY_SHA1);
    String digest = parameter(method, SIGNATURE, "DigestMethod", SIGNATURE + "sha1");
    String mask = parameter(method, ENCRYPTION_11, "MGF", ENCRYPTION_11 + "mgf1sha1");
    boolean labelled = !children(method, ENCRYPTION, "OAEPparams").isEmpty();
    checks.require(
        "key encryption's parameters",
        "digests of SHA-1 or SHA-2, no label",
        digest + " and " + mask,
        !labelled
            && DIGESTS.containsKey(digest)
            && MASKS.containsKey(mask)
            && (!fixed || MASKS.get(mask).equals("SHA-1")));
    return new OAEPParameterSpec(
        DIGESTS.get(digest),
        "MGF1",
        new MGF1ParameterSpec(MASKS.get(mask)),
        PSource.PSpecified.DEFAULT);
  }

  private String parameter(Element method, String namespace, String name, String fallback)
      throws FederationException {
    List<Element> found = children(method, namespace, name);
    checks.require(name, "at most one", found.size(), found.size() <= 1);
    return found.isEmpty() ? fallback : attribute(found.get(0), "Algorithm").orElse("none");
  }

  private byte[] cipherValue(Element of) throws FederationException {
    Element value = only(only(of, ENCRYPTION, "CipherData"), ENCRYPTION, "CipherValue");
    try {
      return Base64.getMimeDecoder().decode(HardenedXml.text(value).orElse("-"));
    } catch (IllegalArgumentException e) {
      throw undecryptable();
    }
  }

  private Element only(Element parent, String namespace, String name) throws FederationException {
    List<Element> found = children(parent, namespace, name);
    checks.require(name + " of " + parent.getLocalName(), "one", found.size(), found.size() == 1);
    return found.get(0);
  }

  private static Optional<byte[]> plain(
      PrivateKey key, OAEPParameterSpec padding, byte[] sealedKey, byte[] sealed, int keyBytes) {
    try {
      Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");
      rsa.init(Cipher.DECRYPT_MODE, key, padding);
      byte[] contentKey = rsa.doFinal(sealedKey);
      if (contentKey.length != keyBytes || sealed.length <= IV_BYTES) {
        return Optional.empty();
      }
      Key aesKey = new SecretKeySpec(contentKey, "AES");
      Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
      aes.init(
          Cipher.DECRYPT_MODE,
          aesKey,
          new GCMParameterSpec(TAG_BITS, Arrays.copyOf(sealed, IV_BYTES)));
      return Optional.of(aes.doFinal(sealed, IV_BYTES, sealed.length - IV_BYTES));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }
}
