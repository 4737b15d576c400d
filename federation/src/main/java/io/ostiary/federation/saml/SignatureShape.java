package io.ostiary.federation.saml;

import static io.ostiary.federation.saml.HardenedXml.SIGNATURE;
import static io.ostiary.federation.saml.HardenedXml.children;
import static io.ostiary.federation.saml.HardenedXml.is;

import io.ostiary.federation.claim.Checks;
import io.ostiary.realm.authentication.FederationException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * The only shape that a signature may have: one reference, to the element that it stands in, by
 * algorithms that are good. A signature that may choose what it covers covers what an attacker
 * likes.
 */
final class SignatureShape {
  private static final String EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";
  private static final String ENVELOPED = SIGNATURE + "enveloped-signature";
  private static final String MORE = "http://www.w3.org/2001/04/xmldsig-more#";
  private static final String NEWER = "http://www.w3.org/2007/05/xmldsig-more#";
  private static final String ENCRYPTION = "http://www.w3.org/2001/04/xmlenc#";

  private static final Set<String> METHODS =
      Set.of(
          MORE + "rsa-sha256",
          MORE + "rsa-sha384",
          MORE + "rsa-sha512",
          NEWER + "sha256-rsa-MGF1",
          NEWER + "sha384-rsa-MGF1",
          NEWER + "sha512-rsa-MGF1",
          MORE + "ecdsa-sha256",
          MORE + "ecdsa-sha384",
          MORE + "ecdsa-sha512");
  private static final Set<String> DIGESTS =
      Set.of(ENCRYPTION + "sha256", MORE + "sha384", ENCRYPTION + "sha512");
  private static final Set<String> SHA1_METHODS = Set.of(SIGNATURE + "rsa-sha1");
  private static final Set<String> SHA1_DIGESTS = Set.of(SIGNATURE + "sha1");

  private final Element signature;
  private final Checks checks;
  private final boolean sha1;

  private SignatureShape(Element signature, boolean sha1, Checks checks) {
    this.signature = signature;
    this.sha1 = sha1;
    this.checks = checks;
  }

  /** Refuses any other shape of the signature of a parent with this id. */
  static void require(Element signature, String parentId, boolean sha1, Checks checks)
      throws FederationException {
    new SignatureShape(signature, sha1, checks).require(parentId);
  }

  private void require(String parentId) throws FederationException {
    List<Element> parts = children(signature);
    boolean keyed = parts.size() == 3 && is(parts.get(2), SIGNATURE, "KeyInfo");
    checks.require(
        "signature's parts",
        "SignedInfo, SignatureValue and perhaps KeyInfo",
        names(parts),
        (parts.size() == 2 || keyed)
            && is(parts.get(0), SIGNATURE, "SignedInfo")
            && is(parts.get(1), SIGNATURE, "SignatureValue"));
    requireOnlyElements(parts.get(0));
    List<Element> info = children(parts.get(0));
    checks.require(
        "SignedInfo",
        "one CanonicalizationMethod, one SignatureMethod, one Reference",
        names(info),
        info.size() == 3
            && is(info.get(0), SIGNATURE, "CanonicalizationMethod")
            && is(info.get(1), SIGNATURE, "SignatureMethod")
            && is(info.get(2), SIGNATURE, "Reference"));
    requireAlgorithm("canonicalization", info.get(0), Set.of(EXCLUSIVE));
    requireAlgorithm("signature method", info.get(1), with(METHODS, SHA1_METHODS));
    requireReference(info.get(2), parentId);
  }

  private void requireReference(Element reference, String parentId) throws FederationException {
    String uri = reference.getAttributeNS(null, "URI");
    checks.require("reference", "#" + parentId, uri, uri.equals("#" + parentId));
    List<Element> parts = children(reference);
    checks.require(
        "reference's parts",
        "Transforms, DigestMethod, DigestValue",
        names(parts),
        parts.size() == 3
            && is(parts.get(0), SIGNATURE, "Transforms")
            && is(parts.get(1), SIGNATURE, "DigestMethod")
            && is(parts.get(2), SIGNATURE, "DigestValue"));
    List<Element> transforms = children(parts.get(0));
    checks.require("transforms", "two", transforms.size(), transforms.size() == 2);
    for (Element transform : transforms) {
      checks.require(
          "transform", "Transform", transform.getNodeName(), is(transform, SIGNATURE, "Transform"));
    }
    requireAlgorithm("first transform", transforms.get(0), Set.of(ENVELOPED));
    requireAlgorithm("second transform", transforms.get(1), Set.of(EXCLUSIVE));
    checks.require(
        "enveloped-signature",
        "no parameter",
        children(transforms.get(0)).size(),
        children(transforms.get(0)).isEmpty());
    requireAlgorithm("digest", parts.get(1), with(DIGESTS, SHA1_DIGESTS));
  }

  private Set<String> with(Set<String> good, Set<String> old) {
    Set<String> allowed = new HashSet<>(good);
    if (sha1) {
      allowed.addAll(old);
    }
    return allowed;
  }

  private void requireAlgorithm(String what, Element element, Set<String> allowed)
      throws FederationException {
    String algorithm = element.getAttributeNS(null, "Algorithm");
    checks.require(
        what,
        "one of " + allowed.stream().sorted().toList(),
        algorithm,
        allowed.contains(algorithm));
    for (Element parameter : children(element)) {
      checks.require(
          what + "'s parameter",
          "InclusiveNamespaces",
          parameter.getNodeName(),
          is(parameter, EXCLUSIVE, "InclusiveNamespaces"));
    }
  }

  /** Comments and processing instructions are canonicalised by one tool and skipped by another. */
  private void requireOnlyElements(Element info) throws FederationException {
    for (Element element : HardenedXml.all(info)) {
      for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
        boolean harmless =
            node.getNodeType() == Node.ELEMENT_NODE || node.getNodeType() == Node.TEXT_NODE;
        if (!harmless) {
          throw checks.failed("SignedInfo", "elements and text", node.getNodeName());
        }
      }
    }
  }

  private static List<String> names(List<Element> elements) {
    return elements.stream().map(Element::getNodeName).toList();
  }
}
