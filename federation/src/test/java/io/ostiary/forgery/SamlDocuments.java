package io.ostiary.forgery;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Documents that are read differently by different readers, or cost too much to read. */
final class SamlDocuments {
  private static final String DEEP = "<x>".repeat(100) + "</x>".repeat(100);

  private SamlDocuments() {}

  private static SamlAttack text(String name, String check, UnaryOperator<String> change) {
    return new SamlAttack(
        name, check, material -> SamlForge.encode(change.apply(material.signedResponse().xml())));
  }

  static Stream<SamlAttack> all() {
    return Stream.of(
        text("a DTD", "response:", xml -> "<!DOCTYPE x>" + xml),
        text(
            "an outside entity",
            "response:",
            xml ->
                "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
                    + inRoot(xml, "<x>&e;</x>")),
        text(
            "default attributes",
            "response:",
            xml -> "<!DOCTYPE x [<!ATTLIST x ID CDATA 'R-1'>]>" + xml),
        text("a thousand laughs", "response:", SamlDocuments::laughs),
        text("two roots", "response:", xml -> xml + "<x/>"),
        text("half a document", "response:", xml -> xml.substring(0, xml.length() / 2)),
        text("no XML", "response:", xml -> "{}"),
        text("nothing", "response:", xml -> ""),
        text("a hundred elements deep", "response:", xml -> inRoot(xml, DEEP)),
        text("an unbound prefix", "response:", xml -> inRoot(xml, "<evil:x/>")),
        text("more than 256 KiB", "response:", xml -> inRoot(xml, "x".repeat(257 * 1024))),
        new SamlAttack("more than 512 KiB of Base64", "length:", any -> "A".repeat(513 * 1024)),
        new SamlAttack("no Base64", "response:", any -> "<x/>"),
        new SamlAttack(
            "Base64 with stray characters",
            "response:",
            material -> material.signedResponse().encoded().replace("A", "A*")),
        new SamlAttack("Latin-1 that says UTF-8", "response:", SamlDocuments::inLatin1),
        new SamlAttack("an assertion alone", "root:", SamlDocuments::assertionAlone),
        text(
            "a logout response",
            "root:",
            xml -> xml.replace("samlp:Response", "samlp:LogoutResponse")),
        SamlAttack.onSigned(
            "SAML 1.1", "root:", forge -> forge.response().setAttribute("Version", "1.1")),
        SamlAttack.onSigned(
            "an encrypted assertion beside",
            "assertions:",
            forge ->
                SamlWrappings.add(forge.response(), SamlForge.ASSERTION, "EncryptedAssertion")),
        SamlAttack.onSigned(
            "a comment that cuts a name, and another name behind it (CVE-2017-11427)",
            "signature of the Response:",
            forge -> {
              forge.only("NameID").setTextContent("root");
              forge.only("NameID").appendChild(forge.document.createComment("x"));
              forge.only("NameID").appendChild(forge.document.createTextNode(".evil"));
            }));
  }

  private static String inRoot(String xml, String more) {
    int end = xml.lastIndexOf("</");
    return xml.substring(0, end) + more + xml.substring(end);
  }

  private static String laughs(String xml) {
    StringBuilder dtd = new StringBuilder("<!DOCTYPE x [<!ENTITY a0 'ha'>");
    for (int i = 1; i < 10; i++) {
      dtd.append("<!ENTITY a" + i + " '" + ("&a" + (i - 1) + ";").repeat(10) + "'>");
    }
    return dtd.append("]>") + inRoot(xml, "<x>&a9;</x>");
  }

  private static String inLatin1(SamlAttack.Material material) {
    SamlForge forge = material.unsigned();
    forge.only("NameID").setTextContent("zo\u00eb");
    String xml = forge.signResponse(material.key()).xml();
    return Base64.getEncoder()
        .encodeToString(
            ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + xml)
                .getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String assertionAlone(SamlAttack.Material material) {
    return SamlForge.encode(SamlForge.xml(material.signedAssertion().assertion()));
  }
}
