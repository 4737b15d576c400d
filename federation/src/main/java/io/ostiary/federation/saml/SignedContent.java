package io.ostiary.federation.saml;

import io.ostiary.federation.claim.Checks;
import io.ostiary.realm.authentication.FederationException;
import java.io.IOException;
import java.io.InputStream;
import java.security.Provider;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import org.apache.jcp.xml.dsig.internal.dom.XMLDSigRI;
import org.w3c.dom.Element;

/**
 * Verifies a signature and sees from then on only what was signed: the very bytes that were
 * digested are read anew, and the tree they came from is forgotten. Whatever was wrapped around
 * them, or made to look like them, is not there any more.
 */
final class SignedContent {
  private static final String SECURE = "org.apache.jcp.xml.dsig.secureValidation";
  private static final String KEEP_DIGESTED = "javax.xml.crypto.dsig.cacheReference";

  /** Named, so that no other provider of the JVM steps in. */
  private static final Provider SANTUARIO = new XMLDSigRI();

  private SignedContent() {}

  /** The element that stands in for a signed parent: the same, but read from what was signed. */
  static Element of(
      Element parent, Element signature, List<PublicKey> keys, boolean sha1, Checks checks)
      throws FederationException {
    String id = parent.getAttributeNS(null, "ID");
    checks.require("signed element's id", "given", id, !id.isEmpty());
    SignatureShape.require(signature, id, sha1, checks);
    byte[] digested = null;
    for (PublicKey key : keys) {
      digested = digested == null ? digested(parent, signature, key).orElse(null) : digested;
    }
    String name = parent.getLocalName();
    if (digested == null) {
      throw checks.failed(
          "signature of the " + name,
          "made with one of the " + keys.size() + " keys in the provider's metadata",
          "another");
    }
    checks.require("signature of the " + name, "made with the provider's key", "it", true);
    return HardenedXml.parse(digested)
        .map(document -> document.getDocumentElement())
        .filter(
            root ->
                HardenedXml.is(root, String.valueOf(parent.getNamespaceURI()), name)
                    && root.getAttributeNS(null, "ID").equals(id))
        .orElseThrow(() -> checks.failed("signed content", "the " + name, "something else"));
  }

  /** The bytes that were digested, if the signature and the digest are right. */
  private static Optional<byte[]> digested(Element parent, Element signature, PublicKey key) {
    DOMValidateContext context = new DOMValidateContext(key, signature);
    context.setProperty(SECURE, true);
    context.setProperty(KEEP_DIGESTED, true);
    context.setIdAttributeNS(parent, null, "ID");
    try {
      XMLSignature read =
          XMLSignatureFactory.getInstance("DOM", SANTUARIO).unmarshalXMLSignature(context);
      if (!read.getSignatureValue().validate(context)) {
        return Optional.empty();
      }
      Reference reference = read.getSignedInfo().getReferences().get(0);
      if (!reference.validate(context)) {
        return Optional.empty();
      }
      try (InputStream bytes = reference.getDigestInputStream()) {
        return bytes == null ? Optional.empty() : Optional.of(bytes.readAllBytes());
      }
    } catch (XMLSignatureException | MarshalException | IOException e) {
      // A key of another kind or size than the signature: not this one.
      return Optional.empty();
    }
  }
}
