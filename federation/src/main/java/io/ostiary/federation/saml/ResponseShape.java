package io.ostiary.federation.saml;

import static io.ostiary.federation.saml.HardenedXml.ASSERTION;
import static io.ostiary.federation.saml.HardenedXml.PROTOCOL;
import static io.ostiary.federation.saml.HardenedXml.SIGNATURE;
import static io.ostiary.federation.saml.HardenedXml.all;
import static io.ostiary.federation.saml.HardenedXml.children;
import static io.ostiary.federation.saml.HardenedXml.is;

import io.ostiary.federation.claim.Checks;
import io.ostiary.realm.authentication.FederationException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;

/**
 * The only shape that a response may have: one assertion in its place, each id once, signatures
 * nowhere but where the profile has them. What is moved or copied to where a verifier looks and a
 * reader does not, or the other way round, is refused before anything is verified.
 *
 * @param assertion an assertion or an encrypted one
 * @param signature the response's own, if it has one
 */
record ResponseShape(Element response, Element assertion, Optional<Element> signature) {
  private static final Set<String> IDS = Set.of("id", "assertionid");
  private static final int LONGEST_ID = 256;

  static ResponseShape of(Element root, Checks checks) throws FederationException {
    checks.require(
        "root",
        "samlp:Response, version 2.0",
        root.getNodeName(),
        is(root, PROTOCOL, "Response") && root.getAttributeNS(null, "Version").equals("2.0"));
    List<Element> all = all(root);
    List<Element> assertions = all.stream().filter(ResponseShape::isAssertion).toList();
    checks.require(
        "assertions",
        "one, directly in the response",
        assertions.size(),
        assertions.size() == 1 && assertions.get(0).getParentNode() == root);
    requireUniqueIds(all, checks);
    Element assertion = assertions.get(0);
    Optional<Element> signature = signatureOf(root);
    long placed =
        signature.stream().count()
            + (is(assertion, ASSERTION, "Assertion") ? signatureOf(assertion).stream().count() : 0);
    long signatures = all.stream().filter(element -> is(element, SIGNATURE, "Signature")).count();
    checks.require(
        "signatures",
        "right after the issuer of the response or the assertion, and nowhere else",
        signatures + ", of them in place " + placed,
        signatures == placed);
    return new ResponseShape(root, assertion, signature);
  }

  /** Requires the same of an assertion that was encrypted, and so could not be looked at before. */
  static void requireDecrypted(Element assertion, Checks checks) throws FederationException {
    List<Element> all = all(assertion);
    long assertions = all.stream().filter(ResponseShape::isAssertion).count();
    checks.require(
        "decrypted",
        "one assertion",
        assertion.getNodeName() + ", with " + assertions,
        is(assertion, ASSERTION, "Assertion") && assertions == 1);
    requireUniqueIds(all, checks);
    long signatures = all.stream().filter(element -> is(element, SIGNATURE, "Signature")).count();
    long placed = signatureOf(assertion).stream().count();
    checks.require(
        "signatures of the decrypted assertion",
        "right after its issuer, and nowhere else",
        signatures + ", of them in place " + placed,
        signatures == placed);
  }

  private static boolean isAssertion(Element element) {
    return is(element, ASSERTION, "Assertion") || is(element, ASSERTION, "EncryptedAssertion");
  }

  /** The signature that stands right after the leading issuer. */
  static Optional<Element> signatureOf(Element parent) {
    List<Element> children = children(parent);
    return children.size() > 1
            && is(children.get(0), ASSERTION, "Issuer")
            && is(children.get(1), SIGNATURE, "Signature")
        ? Optional.of(children.get(1))
        : Optional.empty();
  }

  private static void requireUniqueIds(List<Element> all, Checks checks)
      throws FederationException {
    Set<String> ids = new HashSet<>();
    for (Element element : all) {
      NamedNodeMap attributes = element.getAttributes();
      for (int i = 0; i < attributes.getLength(); i++) {
        Attr attribute = (Attr) attributes.item(i);
        if (IDS.contains(attribute.getLocalName().toLowerCase(Locale.ROOT))) {
          String id = attribute.getValue();
          checks.require(
              "id",
              "each once, of 1 to 256 characters",
              id,
              !id.isEmpty() && id.length() <= LONGEST_ID && ids.add(id));
        }
      }
    }
  }
}
