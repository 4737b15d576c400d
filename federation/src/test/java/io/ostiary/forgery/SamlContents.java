package io.ostiary.forgery;

import static io.ostiary.forgery.SamlAttack.beforeSigning;
import static io.ostiary.forgery.SamlForge.ASSERTION;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What the provider has signed, and yet is not meant for us, or now, or at all. */
final class SamlContents {
  private static final String AWS = "https://aws.amazon.com/SAML/Attributes/";
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration TWO_MINUTES = Duration.ofMinutes(2);

  private SamlContents() {}

  static Stream<SamlAttack> all() {
    return Stream.of(responses(), times(), conditions(), subjects(), attributes())
        .flatMap(each -> each);
  }

  private static Stream<SamlAttack> responses() {
    return Stream.of(
        beforeSigning(
            "a failed login",
            "status:",
            set("StatusCode", "Value", "urn:oasis:names:tc:SAML:2.0:status:Responder")),
        beforeSigning(
            "success within failure",
            "status:",
            forge -> before(forge.only("StatusCode")).setAttribute("Value", "urn:x")),
        beforeSigning(
            "another destination", "Destination:", set("Response", "Destination", "https://x")),
        beforeSigning("no destination", "Destination:", unset("Response", "Destination")),
        beforeSigning(
            "another issuer of both",
            "issuer of the R",
            forge ->
                SamlForge.all(forge.response()).stream()
                    .filter(element -> element.getLocalName().equals("Issuer"))
                    .forEach(issuer -> issuer.setTextContent("https://x"))),
        beforeSigning(
            "another issuer of the assertion",
            "issuer of the A",
            forge -> SamlForge.only(forge.assertion(), "Issuer").setTextContent("https://x")),
        beforeSigning(
            "an issuer of another format", "issuer's format:", set("Issuer", "Format", "urn:x")),
        beforeSigning(
            "an answer to a request nobody made",
            "InResponseTo:",
            set("SubjectConfirmationData", "InResponseTo", "_x")),
        beforeSigning(
            "a response to a request nobody made",
            "InResponseTo:",
            set("Response", "InResponseTo", "_x")));
  }

  private static Stream<SamlAttack> times() {
    return Stream.of(
        beforeSigning(
            "issued an hour ago", "IssueInstant:", at("Assertion", "IssueInstant", HOUR.negated())),
        beforeSigning("issued in an hour", "IssueInstant:", at("Assertion", "IssueInstant", HOUR)),
        beforeSigning(
            "a time with an offset",
            "IssueInstant:",
            rewrite("Assertion", "IssueInstant", "Z", "+00:00")),
        beforeSigning(
            "a time without a zone",
            "IssueInstant:",
            rewrite("Assertion", "IssueInstant", "Z", "")),
        beforeSigning("no issue instant", "IssueInstant:", unset("Assertion", "IssueInstant")),
        beforeSigning("not yet good", "NotBefore:", at("Conditions", "NotBefore", TWO_MINUTES)),
        beforeSigning(
            "conditions that have ended",
            "NotOnOrAfter:",
            at("Conditions", "NotOnOrAfter", TWO_MINUTES.negated())),
        beforeSigning(
            "a confirmation that has ended",
            "confirmation's NotOnOrAfter:",
            at("SubjectConfirmationData", "NotOnOrAfter", TWO_MINUTES.negated())),
        beforeSigning(
            "a confirmation without end",
            "NotOnOrAfter:",
            unset("SubjectConfirmationData", "NotOnOrAfter")),
        beforeSigning(
            "a confirmation that begins",
            "confirmation's NotBefore:",
            at("SubjectConfirmationData", "NotBefore", Duration.ZERO)),
        beforeSigning(
            "a session that has ended",
            "SessionNotOnOrAfter:",
            at("AuthnStatement", "SessionNotOnOrAfter", HOUR.negated())));
  }

  private static Stream<SamlAttack> conditions() {
    return Stream.of(
        beforeSigning("no conditions", "Conditions:", drop("Conditions")),
        beforeSigning("no audience", "AudienceRestriction:", drop("AudienceRestriction")),
        beforeSigning("another audience", "audience:", text("Audience", "https://x")),
        beforeSigning(
            "an audience with a blank",
            "audience:",
            forge ->
                forge
                    .only("Audience")
                    .setTextContent(forge.only("Audience").getTextContent() + ' ')),
        beforeSigning(
            "a second restriction to others",
            "audience:",
            forge ->
                SamlForge.only(before(forge.only("AudienceRestriction")), "Audience")
                    .setTextContent("https://x")),
        beforeSigning(
            "a condition nobody understands",
            "condition:",
            forge -> {
              Element restriction = forge.only("AudienceRestriction");
              restriction
                  .getParentNode()
                  .insertBefore(
                      forge.document.createElementNS(ASSERTION, "x:Condition"), restriction);
            }));
  }

  private static Stream<SamlAttack> subjects() {
    return Stream.of(
        beforeSigning(
            "another recipient",
            "Recipient:",
            set("SubjectConfirmationData", "Recipient", "https://x")),
        beforeSigning("no recipient", "Recipient:", unset("SubjectConfirmationData", "Recipient")),
        beforeSigning(
            "holder of key",
            "bearer confirmations:",
            set("SubjectConfirmation", "Method", "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key")),
        beforeSigning("no name", "NameID:", text("NameID", "")),
        beforeSigning("a name with blanks", "NameID:", text("NameID", " alice")),
        beforeSigning(
            "a name that is an element",
            "NameID:",
            forge -> SamlWrappings.add(forge.only("NameID"), "urn:x", "x")),
        beforeSigning(
            "a name with an instruction",
            "NameID:",
            forge ->
                forge
                    .only("NameID")
                    .appendChild(forge.document.createProcessingInstruction("x", "y"))),
        beforeSigning(
            "an encrypted name",
            "NameID:",
            forge ->
                forge.document.renameNode(forge.only("NameID"), ASSERTION, "saml:EncryptedID")),
        beforeSigning("no subject", "Subject:", drop("Subject")),
        beforeSigning("no login", "AuthnStatement:", drop("AuthnStatement")));
  }

  private static Stream<SamlAttack> attributes() {
    return Stream.of(
        beforeSigning("no role", "Role:", attribute(AWS + "Role")),
        beforeSigning(
            "a role without a provider", "Role:", attribute(AWS + "Role", SamlForge.ROLE)),
        beforeSigning(
            "two roles", "Role:", attribute(AWS + "Role", SamlForge.ROLE + ',' + SamlForge.ROLE)),
        beforeSigning(
            "three ARNs",
            "Role:",
            attribute(
                AWS + "Role",
                SamlForge.ROLE + ',' + SamlForge.PROVIDER + ',' + SamlForge.PROVIDER)),
        beforeSigning("no session name", "RoleSessionName:", attribute(AWS + "RoleSessionName")),
        beforeSigning(
            "a session name with a blank",
            "RoleSessionName:",
            attribute(AWS + "RoleSessionName", "al ice")),
        beforeSigning(
            "two session names",
            "RoleSessionName:",
            attribute(AWS + "RoleSessionName", "alice", "root")),
        beforeSigning(
            "too long a session", "SessionDuration:", attribute(AWS + "SessionDuration", "43201")),
        beforeSigning(
            "too short a session", "SessionDuration:", attribute(AWS + "SessionDuration", "899")),
        beforeSigning(
            "a session of other digits",
            "SessionDuration:",
            attribute(AWS + "SessionDuration", "\u0661800")),
        beforeSigning(
            "a tag reserved to AWS",
            "session tag key:",
            attribute(AWS + "PrincipalTag:aws:x", "red")),
        beforeSigning(
            "a tag of two values",
            "session tag team:",
            attribute(AWS + "PrincipalTag:team", "blue", "red")),
        beforeSigning(
            "a value with elements",
            "attribute groups:",
            attribute("groups", "staff")
                .andThen(
                    forge ->
                        SamlWrappings.add(last(forge.only("AttributeStatement")), "urn:x", "x"))),
        beforeSigning(
            "an encrypted attribute",
            "attribute:",
            forge ->
                SamlWrappings.add(
                    forge.only("AttributeStatement"), ASSERTION, "EncryptedAttribute")));
  }

  private static Consumer<SamlForge> set(String element, String attribute, String value) {
    return forge -> forge.only(element).setAttribute(attribute, value);
  }

  private static Consumer<SamlForge> unset(String element, String attribute) {
    return forge -> forge.only(element).removeAttribute(attribute);
  }

  /** With a time that is so long after the response's. */
  private static Consumer<SamlForge> at(String element, String attribute, Duration after) {
    return forge -> {
      Instant issued = Instant.parse(forge.response().getAttribute("IssueInstant"));
      forge.only(element).setAttribute(attribute, issued.plus(after).toString());
    };
  }

  private static Consumer<SamlForge> rewrite(
      String element, String attribute, String old, String by) {
    return forge -> {
      String value = forge.only(element).getAttribute(attribute);
      forge.only(element).setAttribute(attribute, value.replace(old, by));
    };
  }

  private static Consumer<SamlForge> text(String element, String text) {
    return forge -> forge.only(element).setTextContent(text);
  }

  private static Consumer<SamlForge> drop(String element) {
    return forge -> remove(forge.only(element));
  }

  private static void remove(Node node) {
    node.getParentNode().removeChild(node);
  }

  /** A copy of an element, right before it. */
  private static Element before(Element original) {
    Element copy = (Element) original.cloneNode(true);
    original.getParentNode().insertBefore(copy, original);
    return copy;
  }

  /** With an attribute of these values instead of whatever it has; of none, without it. */
  private static Consumer<SamlForge> attribute(String name, String... values) {
    return forge -> {
      Element statement = forge.only("AttributeStatement");
      SamlForge.children(statement).stream()
          .filter(attribute -> attribute.getAttribute("Name").equals(name))
          .forEach(SamlContents::remove);
      if (values.length > 0) {
        Element attribute = SamlWrappings.add(statement, ASSERTION, "Attribute");
        attribute.setAttribute("Name", name);
        for (String value : values) {
          SamlWrappings.add(attribute, ASSERTION, "AttributeValue").setTextContent(value);
        }
      }
    };
  }

  /** The last value of the last attribute. */
  private static Element last(Element statement) {
    Element element = statement;
    for (List<Element> children = SamlForge.children(element);
        !children.isEmpty();
        children = SamlForge.children(element)) {
      element = children.get(children.size() - 1);
    }
    return element;
  }
}
