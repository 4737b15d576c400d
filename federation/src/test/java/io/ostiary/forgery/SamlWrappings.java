package io.ostiary.forgery;

import static io.ostiary.forgery.SamlAttack.onSigned;
import static io.ostiary.forgery.SamlAttack.onSignedAssertion;
import static io.ostiary.forgery.SamlForge.ASSERTION;
import static io.ostiary.forgery.SamlForge.PROTOCOL;
import static io.ostiary.forgery.SamlForge.SIGNATURE;

import java.util.stream.Stream;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * The signed element stays in the document, and another is put where it is read.
 *
 * @see <a
 *     href="https://www.usenix.org/conference/usenixsecurity12/technical-sessions/presentation/somorovsky">On
 *     Breaking SAML: Be Whoever You Want to Be</a>
 */
final class SamlWrappings {
  private SamlWrappings() {}

  /** A copy of an element that says `root` where it said `alice`, with another id. */
  private static Element evil(Element original, String id) {
    Element copy = (Element) original.cloneNode(true);
    copy.setAttribute("ID", id);
    SamlForge.only(copy, "NameID").setTextContent("root");
    return copy;
  }

  private static Element without(Element copy, String name) {
    Element found = SamlForge.only(copy, name);
    found.getParentNode().removeChild(found);
    return copy;
  }

  private static String assertionId(SamlForge forge) {
    return forge.assertion().getAttribute("ID");
  }

  static Element add(Element parent, String namespace, String name) {
    Element child = parent.getOwnerDocument().createElementNS(namespace, "x:" + name);
    parent.appendChild(child);
    return child;
  }

  static Element signature(Element parent) {
    return SamlForge.only(parent, "Signature");
  }

  private static void replaceRoot(SamlForge forge, Element root) {
    Node old = forge.response();
    forge.document.replaceChild(root, old);
  }

  static Stream<SamlAttack> all() {
    return Stream.of(
        onSigned(
            "wrapping: the response in the signature of another (XSW1)",
            "assertions:",
            forge -> {
              Element original = forge.response();
              Element evil = evil(original, "evil");
              replaceRoot(forge, evil);
              without(original, "Signature");
              add(signature(evil), SIGNATURE, "Object").appendChild(original);
            }),
        onSigned(
            "wrapping: the response before the signature of another (XSW2)",
            "assertions:",
            forge -> {
              Element original = forge.response();
              Element evil = evil(original, "evil");
              replaceRoot(forge, evil);
              without(original, "Signature");
              evil.insertBefore(original, signature(evil));
            }),
        onSignedAssertion(
            "wrapping: another assertion before the signed one (XSW3)",
            "assertions:",
            forge -> {
              Element evil = without(evil(forge.assertion(), "evil"), "Signature");
              forge.response().insertBefore(evil, forge.assertion());
            }),
        onSignedAssertion(
            "wrapping: the signed assertion in another (XSW4)",
            "assertions:",
            forge -> {
              Element original = forge.assertion();
              Element evil = without(evil(original, "evil"), "Signature");
              forge.response().replaceChild(evil, original);
              evil.appendChild(original);
            }),
        onSignedAssertion(
            "wrapping: the signature in another assertion, the signed one behind (XSW5)",
            "assertions:",
            forge -> {
              Element original = forge.assertion();
              Element evil = evil(original, "evil");
              without(original, "Signature");
              forge.response().replaceChild(evil, original);
              forge.response().appendChild(original);
            }),
        onSignedAssertion(
            "wrapping: the signed assertion in the signature of another (XSW6)",
            "assertions:",
            forge -> {
              Element original = forge.assertion();
              Element evil = evil(original, "evil");
              forge.response().replaceChild(evil, original);
              without(original, "Signature");
              signature(evil).appendChild(original);
            }),
        onSignedAssertion(
            "wrapping: another assertion in Extensions (XSW7)",
            "assertions:",
            forge -> {
              Element evil = without(evil(forge.assertion(), "evil"), "Signature");
              add(forge.response(), PROTOCOL, "Extensions").appendChild(evil);
            }),
        onSignedAssertion(
            "wrapping: the signed assertion in an Object of another's signature (XSW8)",
            "assertions:",
            forge -> {
              Element original = forge.assertion();
              Element evil = evil(original, "evil");
              forge.response().replaceChild(evil, original);
              without(original, "Signature");
              add(signature(evil), SIGNATURE, "Object").appendChild(original);
            }),
        onSignedAssertion(
            "wrapping: the signed assertion in an Advice",
            "assertions:",
            forge -> {
              Element original = forge.assertion();
              Element evil = without(evil(original, "evil"), "Signature");
              forge.response().replaceChild(evil, original);
              add(evil, ASSERTION, "Advice").appendChild(original);
            }),
        onSignedAssertion(
            "wrapping: the signed assertion in StatusDetail",
            "assertions:",
            forge -> {
              Element original = forge.assertion();
              Element evil = without(evil(original, "evil"), "Signature");
              forge.response().replaceChild(evil, original);
              Element status = forge.only("Status");
              add(status, PROTOCOL, "StatusDetail").appendChild(original);
            }),
        onSignedAssertion(
            "wrapping: the signed assertion in an element nobody knows",
            "assertions:",
            forge -> {
              Element evil = without(evil(forge.assertion(), "evil"), "Signature");
              Element original = forge.assertion();
              forge.response().replaceChild(evil, original);
              add(forge.response(), "urn:x", "Hidden").appendChild(original);
            }),
        onSignedAssertion(
            "wrapping: the same id twice",
            "assertions:",
            forge -> forge.response().appendChild(evil(forge.assertion(), assertionId(forge)))),
        onSignedAssertion(
            "wrapping: the same id on something else",
            "id:",
            forge -> add(forge.response(), "urn:x", "Y").setAttribute("ID", assertionId(forge))),
        onSignedAssertion(
            "wrapping: the same id under another name",
            "id:",
            forge -> add(forge.response(), "urn:x", "Y").setAttribute("Id", assertionId(forge))),
        onSignedAssertion(
            "wrapping: the same id in a namespace",
            "id:",
            forge ->
                add(forge.response(), "urn:x", "Y")
                    .setAttributeNS("urn:x", "x:ID", assertionId(forge))),
        onSignedAssertion(
            "wrapping: the response's id is the assertion's",
            "id:",
            forge -> forge.response().setAttribute("ID", assertionId(forge))),
        onSignedAssertion(
            "wrapping: the assertion's signature moved to the response",
            "reference:",
            forge -> {
              Element moved = signature(forge.assertion());
              forge.response().insertBefore(moved, SamlForge.children(forge.response()).get(1));
            }),
        onSignedAssertion(
            "wrapping: the signature at the end of the assertion",
            "signatures:",
            forge -> forge.assertion().appendChild(signature(forge.assertion()))),
        onSignedAssertion(
            "wrapping: the signature in the subject",
            "signatures:",
            forge -> forge.only("Subject").appendChild(signature(forge.assertion()))),
        onSignedAssertion(
            "wrapping: two signatures",
            "signatures:",
            forge -> forge.assertion().appendChild(signature(forge.assertion()).cloneNode(true))),
        onSignedAssertion(
            "wrapping: an issuer before the issuer",
            "signatures:",
            forge ->
                forge
                    .assertion()
                    .insertBefore(
                        SamlForge.children(forge.assertion()).get(0).cloneNode(true),
                        SamlForge.children(forge.assertion()).get(0))));
  }
}
