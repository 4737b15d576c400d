package io.ostiary.federation.saml;

import static io.ostiary.federation.saml.HardenedXml.ASSERTION;
import static io.ostiary.federation.saml.HardenedXml.PROTOCOL;
import static io.ostiary.federation.saml.HardenedXml.SIGNATURE;
import static io.ostiary.federation.saml.SamlForge.RSA_SHA256;
import static io.ostiary.federation.saml.SamlForge.SHA256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ostiary.federation.Directories;
import io.ostiary.realm.authentication.FederationException;
import io.ostiary.realm.directory.CreateSAMLProvider;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Every known way to get a response accepted that the provider did not mean, made of good ones. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SamlAttackTest {
  private static final String EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";
  private static final String ENVELOPED = SIGNATURE + "enveloped-signature";

  private Directories directories;
  private SamlKey key;
  private SamlKey stranger;

  /** An attack, and the check that stops it. */
  private record Attack(String name, String check, Function<SamlAttackTest, String> response) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  void open(@TempDir Path temporary) {
    directories = new Directories(temporary.resolve("data"));
    key = SamlKey.rsa(temporary, 2048);
    stranger = SamlKey.rsa(temporary, 2048);
    directories.run(
        new CreateSAMLProvider(
            Directories.ACCOUNT,
            "idp",
            SamlKey.metadata(SamlForge.ENTITY, key),
            Map.of("ostiary:attributes", "groups")));
  }

  @AfterAll
  void close() {
    directories.close();
  }

  private SamlForge response(UnaryOperator<String> change) {
    return new SamlForge(directories.clock.instant(), change);
  }

  private SamlForge response() {
    return response(text -> text);
  }

  private FederationException refusal(String encoded) {
    return catchThrowableOfType(
        FederationException.class,
        () -> directories.federation.saml(encoded, SamlForge.PROVIDER, directories.snapshot()));
  }

  @Test
  void theResponsesWithoutAnAttackAreAccepted() {
    assertThat(refusal(response(text -> text.replace("A-1", "A-2")).signResponse(key).encoded()))
        .isNull();
    assertThat(refusal(response(text -> text.replace("A-1", "A-3")).signAssertion(key).encoded()))
        .isNull();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"wrappings", "signatures", "documents", "contents", "attributes"})
  void isRefused(Attack attack) {
    FederationException refusal = refusal(attack.response.apply(this));

    assertThat(refusal).isNotNull();
    assertThat(refusal.reason()).startsWith(attack.check);
  }

  // Wrapping: the signed element stays in the document, and another is put where it is read.

  private static Attack wrapped(String name, String check, Consumer<SamlForge> move) {
    return new Attack(
        "wrapping: " + name,
        check,
        test -> {
          SamlForge forge = test.response().signAssertion(test.key);
          move.accept(forge);
          return forge.encoded();
        });
  }

  private static Attack wrappedResponse(String name, String check, Consumer<SamlForge> move) {
    return new Attack(
        "wrapping: " + name,
        check,
        test -> {
          SamlForge forge = test.response().signResponse(test.key);
          move.accept(forge);
          return forge.encoded();
        });
  }

  /** A copy of an element that says `root` where it said `alice`, with another id. */
  private static Element evil(Element original, String id) {
    Element copy = (Element) original.cloneNode(true);
    copy.setAttribute("ID", id);
    SamlForge.only(copy, ASSERTION, "NameID").setTextContent("root");
    return copy;
  }

  private static Element without(Element copy, String namespace, String name) {
    Element found = SamlForge.only(copy, namespace, name);
    found.getParentNode().removeChild(found);
    return copy;
  }

  private static Element add(Element parent, String namespace, String name) {
    Element child = parent.getOwnerDocument().createElementNS(namespace, "x:" + name);
    parent.appendChild(child);
    return child;
  }

  private static Element signature(Element parent) {
    return SamlForge.only(parent, SIGNATURE, "Signature");
  }

  private static void replaceRoot(SamlForge forge, Element root) {
    Node old = forge.response();
    forge.document.replaceChild(root, old);
  }

  static Stream<Attack> wrappings() {
    return Stream.of(
        wrappedResponse(
            "the response in the signature of another (XSW1)",
            "assertions:",
            forge -> {
              Element original = forge.response();
              Element evil = evil(original, "evil");
              replaceRoot(forge, evil);
              without(original, SIGNATURE, "Signature");
              add(signature(evil), SIGNATURE, "Object").appendChild(original);
            }),
        wrappedResponse(
            "the response before the signature of another (XSW2)",
            "assertions:",
            forge -> {
              Element original = forge.response();
              Element evil = evil(original, "evil");
              replaceRoot(forge, evil);
              without(original, SIGNATURE, "Signature");
              evil.insertBefore(original, signature(evil));
            }),
        wrapped(
            "another assertion before the signed one (XSW3)",
            "assertions:",
            forge -> {
              Element evil = without(evil(forge.assertion(), "evil"), SIGNATURE, "Signature");
              forge.response().insertBefore(evil, forge.assertion());
            }),
        wrapped(
            "the signed assertion in another (XSW4)",
            "assertions:",
            forge -> {
              Element original = forge.assertion();
              Element evil = without(evil(original, "evil"), SIGNATURE, "Signature");
              forge.response().replaceChild(evil, original);
              evil.appendChild(original);
            }),
        wrapped(
            "the signature in another assertion, the signed one behind (XSW5)",
            "assertions:",
            forge -> {
              Element original = forge.assertion();
              Element evil = evil(original, "evil");
              without(original, SIGNATURE, "Signature");
              forge.response().replaceChild(evil, original);
              forge.response().appendChild(original);
            }),
        wrapped(
            "the signed assertion in the signature of another (XSW6)",
            "assertions:",
            forge -> {
              Element original = forge.assertion();
              Element evil = evil(original, "evil");
              forge.response().replaceChild(evil, original);
              without(original, SIGNATURE, "Signature");
              signature(evil).appendChild(original);
            }),
        wrapped(
            "another assertion in Extensions (XSW7)",
            "assertions:",
            forge -> {
              Element evil = without(evil(forge.assertion(), "evil"), SIGNATURE, "Signature");
              add(forge.response(), PROTOCOL, "Extensions").appendChild(evil);
            }),
        wrapped(
            "the signed assertion in an Object of another's signature (XSW8)",
            "assertions:",
            forge -> {
              Element original = forge.assertion();
              Element evil = evil(original, "evil");
              forge.response().replaceChild(evil, original);
              without(original, SIGNATURE, "Signature");
              add(signature(evil), SIGNATURE, "Object").appendChild(original);
            }),
        wrapped(
            "the signed assertion in an Advice",
            "assertions:",
            forge -> {
              Element original = forge.assertion();
              Element evil = without(evil(original, "evil"), SIGNATURE, "Signature");
              forge.response().replaceChild(evil, original);
              add(evil, ASSERTION, "Advice").appendChild(original);
            }),
        wrapped(
            "the signed assertion in StatusDetail",
            "assertions:",
            forge -> {
              Element original = forge.assertion();
              Element evil = without(evil(original, "evil"), SIGNATURE, "Signature");
              forge.response().replaceChild(evil, original);
              Element status = SamlForge.only(forge.response(), PROTOCOL, "Status");
              add(status, PROTOCOL, "StatusDetail").appendChild(original);
            }),
        wrapped(
            "the signed assertion in an element nobody knows",
            "assertions:",
            forge -> {
              Element evil = without(evil(forge.assertion(), "evil"), SIGNATURE, "Signature");
              Element original = forge.assertion();
              forge.response().replaceChild(evil, original);
              add(forge.response(), "urn:x", "Hidden").appendChild(original);
            }),
        wrapped(
            "the same id twice",
            "assertions:",
            forge -> forge.response().appendChild(evil(forge.assertion(), "A-1"))),
        wrapped(
            "the same id on something else",
            "id:",
            forge -> add(forge.response(), "urn:x", "Y").setAttribute("ID", "A-1")),
        wrapped(
            "the same id under another name",
            "id:",
            forge -> add(forge.response(), "urn:x", "Y").setAttribute("Id", "A-1")),
        wrapped(
            "the same id in a namespace",
            "id:",
            forge -> add(forge.response(), "urn:x", "Y").setAttributeNS("urn:x", "x:ID", "A-1")),
        wrapped(
            "the response's id is the assertion's",
            "id:",
            forge -> forge.response().setAttribute("ID", "A-1")),
        wrapped(
            "the assertion's signature moved to the response",
            "reference:",
            forge -> {
              Element moved = signature(forge.assertion());
              forge.response().insertBefore(moved, HardenedXml.children(forge.response()).get(1));
            }),
        wrapped(
            "the signature at the end of the assertion",
            "signatures:",
            forge -> forge.assertion().appendChild(signature(forge.assertion()))),
        wrapped(
            "the signature in the subject",
            "signatures:",
            forge ->
                SamlForge.only(forge.assertion(), ASSERTION, "Subject")
                    .appendChild(signature(forge.assertion()))),
        wrapped(
            "two signatures",
            "signatures:",
            forge -> forge.assertion().appendChild(signature(forge.assertion()).cloneNode(true))),
        wrapped(
            "an issuer before the issuer",
            "signatures:",
            forge ->
                forge
                    .assertion()
                    .insertBefore(
                        HardenedXml.children(forge.assertion()).get(0).cloneNode(true),
                        HardenedXml.children(forge.assertion()).get(0))));
  }

  // Signatures that cover less, or something else, or are made by somebody else.

  private static Attack changed(String name, String check, Consumer<SamlForge> change) {
    return new Attack(
        name,
        check,
        test -> {
          SamlForge forge = test.response().signResponse(test.key);
          change.accept(forge);
          return forge.encoded();
        });
  }

  private static Attack signed(
      String name,
      String check,
      String method,
      String digest,
      String uri,
      List<String> transforms) {
    return new Attack(
        name,
        check,
        test -> {
          SamlForge forge = test.response();
          SamlForge.sign(forge.response(), test.key, method, digest, uri, transforms, EXCLUSIVE);
          return forge.encoded();
        });
  }

  static Stream<Attack> signatures() {
    List<String> usual = List.of(ENVELOPED, EXCLUSIVE);
    return Stream.of(
        new Attack("nothing signed", "signed:", test -> test.response().encoded()),
        new Attack(
            "a stranger's signature",
            "signature of the Response:",
            test -> test.response().signResponse(test.stranger).encoded()),
        new Attack(
            "a stranger's signature with the provider's certificate",
            "signature of the Response:",
            SamlAttackTest::withForeignCertificate),
        changed(
            "a subject changed after signing",
            "signature of the Response:",
            forge -> SamlForge.only(forge.response(), ASSERTION, "NameID").setTextContent("root")),
        changed(
            "an attribute added after signing",
            "signature of the Response:",
            forge -> forge.response().setAttribute("Consent", "urn:x")),
        changed(
            "an empty signature",
            "signature's parts:",
            forge -> signature(forge.response()).setTextContent("")),
        changed(
            "an empty signature value",
            "signature of the Response:",
            forge ->
                SamlForge.only(forge.response(), SIGNATURE, "SignatureValue").setTextContent("")),
        changed(
            "SignedInfo twice",
            "signature's parts:",
            forge ->
                signature(forge.response())
                    .appendChild(
                        SamlForge.only(forge.response(), SIGNATURE, "SignedInfo").cloneNode(true))),
        changed(
            "an Object in the signature",
            "signature's parts:",
            forge -> add(signature(forge.response()), SIGNATURE, "Object")),
        changed(
            "two references",
            "SignedInfo:",
            forge ->
                SamlForge.only(forge.response(), SIGNATURE, "SignedInfo")
                    .appendChild(
                        SamlForge.only(forge.response(), SIGNATURE, "Reference").cloneNode(true))),
        changed(
            "a comment in the digest",
            "SignedInfo:",
            forge -> {
              Element value = SamlForge.only(forge.response(), SIGNATURE, "DigestValue");
              value.insertBefore(forge.document.createComment("x"), value.getFirstChild());
            }),
        changed(
            "a processing instruction in SignedInfo",
            "SignedInfo:",
            forge ->
                SamlForge.only(forge.response(), SIGNATURE, "SignedInfo")
                    .appendChild(forge.document.createProcessingInstruction("x", "y"))),
        changed(
            "an HMAC",
            "signature method:",
            forge ->
                SamlForge.only(forge.response(), SIGNATURE, "SignatureMethod")
                    .setAttribute("Algorithm", SIGNATURE + "hmac-sha1")),
        changed(
            "an XPath transform",
            "transforms:",
            forge -> {
              Element transform =
                  add(
                      SamlForge.only(forge.response(), SIGNATURE, "Transforms"),
                      SIGNATURE,
                      "Transform");
              transform.setAttribute("Algorithm", "http://www.w3.org/TR/1999/REC-xpath-19991116");
            }),
        changed(
            "an XSLT transform in place of the second",
            "second transform:",
            forge ->
                HardenedXml.children(SamlForge.only(forge.response(), SIGNATURE, "Transforms"))
                    .get(1)
                    .setAttribute("Algorithm", "http://www.w3.org/TR/1999/REC-xslt-19991116")),
        changed(
            "a parameter that is no list of prefixes",
            "second transform's parameter:",
            forge ->
                add(
                    HardenedXml.children(SamlForge.only(forge.response(), SIGNATURE, "Transforms"))
                        .get(1),
                    "urn:x",
                    "XPath")),
        changed(
            "no id on the response",
            "signed element's id:",
            forge -> forge.response().removeAttribute("ID")),
        signed(
            "SHA-1 signature", "signature method:", SIGNATURE + "rsa-sha1", SHA256, "#R-1", usual),
        signed("SHA-1 digest", "digest:", RSA_SHA256, SIGNATURE + "sha1", "#R-1", usual),
        signed("a reference to the whole document", "reference:", RSA_SHA256, SHA256, "", usual),
        signed(
            "a reference to the assertion from the response",
            "reference:",
            RSA_SHA256,
            SHA256,
            "#xpointer(id('R-1'))",
            usual),
        signed(
            "inclusive canonicalization",
            "second transform:",
            RSA_SHA256,
            SHA256,
            "#R-1",
            List.of(ENVELOPED, "http://www.w3.org/TR/2001/REC-xml-c14n-20010315")),
        signed(
            "canonicalization with comments",
            "second transform:",
            RSA_SHA256,
            SHA256,
            "#R-1",
            List.of(ENVELOPED, EXCLUSIVE + "WithComments")),
        signed(
            "transforms in the other order",
            "first transform:",
            RSA_SHA256,
            SHA256,
            "#R-1",
            List.of(EXCLUSIVE, ENVELOPED)));
  }

  private static String withForeignCertificate(SamlAttackTest test) {
    SamlForge forge = test.response().signResponse(test.stranger);
    SamlForge.only(forge.response(), SIGNATURE, "X509Certificate")
        .setTextContent(test.key.base64());
    return forge.encoded();
  }

  // Documents that are read differently by different readers, or cost too much to read.

  private static Attack text(String name, String check, UnaryOperator<String> change) {
    return new Attack(
        name,
        check,
        test -> SamlForge.encode(change.apply(test.response().signResponse(test.key).xml())));
  }

  private static Attack bytes(String name, Charset charset, String declared) {
    return new Attack(
        name,
        "response:",
        test ->
            Base64.getEncoder()
                .encodeToString(
                    ("<?xml version=\"1.0\" encoding=\""
                            + declared
                            + "\"?>"
                            + test.response(t -> t.replace("alice", "zo\u00eb"))
                                .signResponse(test.key)
                                .xml())
                        .getBytes(charset)));
  }

  static Stream<Attack> documents() {
    return Stream.of(
        text("a DTD", "response:", xml -> "<!DOCTYPE x>" + xml),
        text(
            "an outside entity",
            "response:",
            xml -> "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>" + xml),
        text(
            "default attributes",
            "response:",
            xml -> "<!DOCTYPE x [<!ATTLIST x ID CDATA 'R-1'>]>" + xml),
        text("a thousand laughs", "response:", SamlAttackTest::laughs),
        text("two roots", "response:", xml -> xml + "<x/>"),
        text("half a document", "response:", xml -> xml.substring(0, xml.length() / 2)),
        text("no XML", "response:", xml -> "{}"),
        text("nothing", "response:", xml -> ""),
        text(
            "a hundred elements deep",
            "response:",
            xml -> inRoot(xml, "<x>".repeat(100) + "</x>".repeat(100))),
        text("an unbound prefix", "response:", xml -> inRoot(xml, "<evil:x/>")),
        text("more than 256 KiB", "response:", xml -> inRoot(xml, "x".repeat(257 * 1024))),
        new Attack("more than 512 KiB of Base64", "length:", test -> "A".repeat(513 * 1024)),
        new Attack("no Base64", "response:", test -> "<x/>"),
        new Attack(
            "Base64 with stray characters",
            "response:",
            test -> test.response().signResponse(test.key).encoded().replace("A", "A*")),
        bytes("Latin-1 that says UTF-8", StandardCharsets.ISO_8859_1, "UTF-8"),
        text(
            "a logout response",
            "root:",
            xml -> xml.replace("samlp:Response", "samlp:LogoutResponse")),
        text("SAML 1.1", "root:", xml -> xml.replaceFirst("Version=\"2.0\"", "Version=\"1.1\"")),
        text(
            "an assertion alone",
            "root:",
            xml ->
                xml.substring(xml.indexOf("<saml:Assertion"), xml.indexOf("</samlp:Response>"))
                    .replace(
                        "<saml:Assertion", "<saml:Assertion xmlns:saml=\"" + ASSERTION + "\"")),
        text(
            "an encrypted assertion beside",
            "assertions:",
            xml -> inRoot(xml, "<saml:EncryptedAssertion/>")));
  }

  private static String inRoot(String xml, String more) {
    return xml.replace("</samlp:Response>", more + "</samlp:Response>");
  }

  private static String laughs(String xml) {
    StringBuilder dtd = new StringBuilder("<!DOCTYPE x [<!ENTITY a0 'ha'>");
    for (int i = 1; i < 10; i++) {
      dtd.append("<!ENTITY a%s '%s'>".formatted(i, ("&a" + (i - 1) + ";").repeat(10)));
    }
    return dtd.append("]>") + inRoot(xml, "<x>&a9;</x>");
  }

  // Correctly signed by the provider, and yet not meant for us, now, or at all.

  private static Attack content(String name, String check, UnaryOperator<String> change) {
    return new Attack(name, check, test -> test.response(change).signResponse(test.key).encoded());
  }

  private static UnaryOperator<String> replacing(String old, String by) {
    return text -> {
      assertThat(text).contains(old);
      return text.replace(old, by);
    };
  }

  static Stream<Attack> contents() {
    String success = "urn:oasis:names:tc:SAML:2.0:status:Success";
    String recipient = "Recipient=\"" + Directories.RECIPIENT + '"';
    String audience = "<saml:Audience>" + Directories.ENTITY_ID + "</saml:Audience>";
    String issued = "IssueInstant=\"2026-11-22T12:00:00Z\">\n    <saml:Issuer>";
    String bearer = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
    String until = "NotOnOrAfter=\"2026-11-22T12:01:00Z\"";
    String name = ">alice</saml:NameID>";
    return Stream.of(
        content(
            "a failed login",
            "status:",
            replacing(success, "urn:oasis:names:tc:SAML:2.0:status:Responder")),
        content(
            "success within failure",
            "status:",
            replacing("<samlp:StatusCode", "<samlp:StatusCode Value=\"urn:x\"/><samlp:StatusCode")),
        content(
            "another destination", "Destination:", replacing("door.example.com/saml\">", "x\">")),
        content(
            "no destination",
            "Destination:",
            replacing("Destination=\"" + Directories.RECIPIENT + '"', "")),
        content(
            "another issuer of both", "issuer of the R", replacing(SamlForge.ENTITY, "https://x")),
        content(
            "another issuer of the assertion",
            "issuer of the A",
            text -> {
              int last = text.lastIndexOf("<saml:Issuer>");
              return text.substring(0, last)
                  + text.substring(last).replaceFirst(SamlForge.ENTITY, "https://x");
            }),
        content(
            "an issuer of another format",
            "issuer's format:",
            replacing("<saml:Issuer>", "<saml:Issuer Format=\"urn:x\">")),
        content(
            "issued an hour ago", "IssueInstant:", replacing(issued, issued.replace("12:", "11:"))),
        content(
            "issued in an hour", "IssueInstant:", replacing(issued, issued.replace("12:", "13:"))),
        content(
            "a time with an offset",
            "IssueInstant:",
            replacing(issued, issued.replace("Z", "+00:00"))),
        content(
            "a time without a zone", "IssueInstant:", replacing(issued, issued.replace("Z", ""))),
        content("no issue instant", "IssueInstant:", replacing(issued, ">\n    <saml:Issuer>")),
        content(
            "not yet good",
            "NotBefore:",
            replacing("NotBefore=\"2026-11-22T12:00", "NotBefore=\"2026-11-22T12:02")),
        content(
            "conditions that have ended",
            "NotOnOrAfter:",
            text ->
                text.replaceFirst(
                    "(<saml:Conditions[^>]*NotOnOrAfter=\")2026-11-22T12:01",
                    "$12026-11-22T11:59")),
        content(
            "a confirmation that has ended",
            "confirmation's NotOnOrAfter:",
            text -> text.replaceFirst(until, until.replace("12:01", "11:59"))),
        content(
            "a confirmation without end", "NotOnOrAfter:", text -> text.replaceFirst(until, "")),
        content(
            "a confirmation that begins",
            "confirmation's NotBefore:",
            replacing(recipient, recipient + " NotBefore=\"2026-11-22T12:00:00Z\"")),
        content(
            "no conditions",
            "Conditions:",
            text -> between(text, "<saml:Conditions", "</saml:Conditions>")),
        content(
            "no audience",
            "AudienceRestriction:",
            text -> between(text, "<saml:AudienceRestriction>", "</saml:AudienceRestriction>")),
        content(
            "another audience",
            "audience:",
            replacing(audience, audience.replace("door.", "other."))),
        content(
            "an audience with a blank",
            "audience:",
            replacing(audience, audience.replace("com<", "com <"))),
        content(
            "a second restriction to others",
            "audience:",
            replacing(
                "<saml:AudienceRestriction>",
                "<saml:AudienceRestriction><saml:Audience>x</saml:Audience>"
                    + "</saml:AudienceRestriction><saml:AudienceRestriction>")),
        content(
            "a condition nobody understands",
            "condition:",
            replacing("<saml:AudienceRestriction>", "<saml:Condition/><saml:AudienceRestriction>")),
        content("another recipient", "Recipient:", replacing(recipient, "Recipient=\"https://x\"")),
        content("no recipient", "Recipient:", replacing(recipient, "")),
        content(
            "holder of key",
            "bearer confirmations:",
            replacing(bearer, "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key")),
        content(
            "an answer to a request nobody made",
            "InResponseTo:",
            replacing(recipient, recipient + " InResponseTo=\"_x\"")),
        content(
            "a response to a request nobody made",
            "InResponseTo:",
            text -> text.replaceFirst("Version=", "InResponseTo=\"_x\" Version=")),
        content("no name", "NameID:", replacing(name, "></saml:NameID>")),
        content("a name with blanks", "NameID:", replacing(name, "> alice</saml:NameID>")),
        content(
            "a name that is an element", "NameID:", replacing(name, "><x>alice</x></saml:NameID>")),
        content(
            "a name with an instruction", "NameID:", replacing(name, ">al<?x?>ice</saml:NameID>")),
        content(
            "an encrypted name",
            "NameID:",
            text -> text.replace("saml:NameID", "saml:EncryptedID")),
        content(
            "no subject", "Subject:", text -> between(text, "<saml:Subject>", "</saml:Subject>")),
        content(
            "no login",
            "AuthnStatement:",
            text -> between(text, "<saml:AuthnStatement", "</saml:AuthnStatement>")),
        content(
            "a session that has ended",
            "SessionNotOnOrAfter:",
            replacing(
                "SessionNotOnOrAfter=\"2026-11-22T14", "SessionNotOnOrAfter=\"2026-11-22T11")));
  }

  private static String between(String text, String from, String to) {
    int start = text.indexOf(from);
    return text.substring(0, start) + text.substring(text.indexOf(to) + to.length());
  }

  static Stream<Attack> attributes() {
    String aws = "https://aws.amazon.com/SAML/Attributes/";
    String pair = SamlForge.ROLE + ',' + SamlForge.PROVIDER;
    return Stream.of(
        content("no role", "Role:", replacing(aws + "Role\"", "x\"")),
        content("a role without a provider", "Role:", replacing(pair, SamlForge.ROLE)),
        content("two roles", "Role:", replacing(pair, SamlForge.ROLE + ',' + SamlForge.ROLE)),
        content("three ARNs", "Role:", replacing(pair, pair + ',' + SamlForge.PROVIDER)),
        content("no session name", "RoleSessionName:", replacing(aws + "RoleSessionName", "x")),
        content("a session name with a blank", "RoleSessionName:", replacing("alice@", "al ice@")),
        content(
            "two session names",
            "RoleSessionName:",
            replacing(
                "<saml:AttributeValue>alice@example.com",
                "<saml:AttributeValue>x1</saml:AttributeValue>"
                    + "<saml:AttributeValue>alice@example.com")),
        content("too long a session", "SessionDuration:", replacing(">1800<", ">43201<")),
        content("too short a session", "SessionDuration:", replacing(">1800<", ">899<")),
        content(
            "a session of other digits", "SessionDuration:", replacing(">1800<", ">\u0661800<")),
        content("a tag reserved to AWS", "session tag key:", replacing("Tag:team", "Tag:aws:x")),
        content(
            "a tag of two values",
            "session tag team:",
            replacing(
                "<saml:AttributeValue>red",
                "<saml:AttributeValue>blue</saml:AttributeValue><saml:AttributeValue>red")),
        content(
            "a value with elements", "attribute groups:", replacing(">staff<", "><x>staff</x><")),
        content(
            "an encrypted attribute",
            "attribute:",
            replacing(
                "</saml:AttributeStatement>",
                "<saml:EncryptedAttribute/></saml:AttributeStatement>")));
  }

  @Test
  void aCommentNeverCutsAName() throws FederationException {
    SamlForge forge =
        response(text -> text.replace("A-1", "A-4").replace(">alice<", ">root.evil<"));
    String xml = forge.signResponse(key).xml().replace(">root.evil<", ">root<!-- -->.evil<");

    assertThat(
            directories
                .federation
                .saml(SamlForge.encode(xml), SamlForge.PROVIDER, directories.snapshot())
                .subject())
        .isEqualTo("root.evil");
  }
}
