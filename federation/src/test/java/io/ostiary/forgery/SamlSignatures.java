package io.ostiary.forgery;

import static io.ostiary.forgery.SamlAttack.onSigned;
import static io.ostiary.forgery.SamlAttack.onSignedAssertion;
import static io.ostiary.forgery.SamlForge.PROTOCOL;
import static io.ostiary.forgery.SamlForge.RSA_SHA256;
import static io.ostiary.forgery.SamlForge.SHA256;
import static io.ostiary.forgery.SamlForge.SIGNATURE;
import static io.ostiary.forgery.SamlWrappings.add;
import static io.ostiary.forgery.SamlWrappings.signature;

import java.util.List;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.w3c.dom.Element;

/** Signatures that cover less, or something else, or are made by somebody else. */
final class SamlSignatures {
  private static final String EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";
  private static final String ENVELOPED = SIGNATURE + "enveloped-signature";
  private static final String HMAC = "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256";

  /** The reference to the response itself. */
  private static final String OWN = "#{id}";

  private static final List<String> USUAL = List.of(ENVELOPED, EXCLUSIVE);

  private SamlSignatures() {}

  static Stream<SamlAttack> all() {
    return Stream.of(strangers(), changed(), made()).flatMap(each -> each);
  }

  private static Stream<SamlAttack> strangers() {
    return Stream.of(
        new SamlAttack("nothing signed", "signed:", material -> material.unsigned().encoded()),
        new SamlAttack(
            "a stranger's signature",
            "signature of the Response:",
            material -> material.unsigned().signResponse(material.strangersKey()).encoded()),
        new SamlAttack(
            "a stranger's signature with the provider's certificate",
            "signature of the Response:",
            SamlSignatures::withForeignCertificate),
        new SamlAttack(
            "an HMAC whose secret is the public key",
            "signature method:",
            SamlSignatures::withPublicKeyAsSecret));
  }

  private static String withForeignCertificate(SamlAttack.Material material) {
    SamlForge forge = material.unsigned().signResponse(material.strangersKey());
    forge.only("X509Certificate").setTextContent(material.key().base64());
    return forge.encoded();
  }

  private static String withPublicKeyAsSecret(SamlAttack.Material material) {
    SamlForge forge = material.unsigned();
    byte[] known = material.key().certificate().getPublicKey().getEncoded();
    SamlForge.sign(
        forge.response(),
        new SecretKeySpec(known, "HmacSHA256"),
        material.key().certificate(),
        HMAC,
        SHA256,
        "#" + forge.response().getAttribute("ID"),
        USUAL);
    return forge.encoded();
  }

  private static Stream<SamlAttack> changed() {
    return Stream.of(
        onSigned(
            "a subject changed after signing",
            "signature of the Response:",
            forge -> forge.only("NameID").setTextContent("root")),
        onSigned(
            "an attribute added after signing",
            "signature of the Response:",
            forge -> forge.response().setAttribute("Consent", "urn:x")),
        onSigned(
            "an empty signature",
            "signature's parts:",
            forge -> signature(forge.response()).setTextContent("")),
        onSigned(
            "an empty signature value",
            "signature of the Response:",
            forge -> forge.only("SignatureValue").setTextContent("")),
        onSigned(
            "SignedInfo twice",
            "signature's parts:",
            forge ->
                signature(forge.response()).appendChild(forge.only("SignedInfo").cloneNode(true))),
        onSigned(
            "an Object in the signature",
            "signature's parts:",
            forge -> add(signature(forge.response()), SIGNATURE, "Object")),
        onSigned(
            "two references",
            "SignedInfo:",
            forge -> forge.only("SignedInfo").appendChild(forge.only("Reference").cloneNode(true))),
        onSigned(
            "a comment in the digest",
            "SignedInfo:",
            forge -> {
              Element value = forge.only("DigestValue");
              value.insertBefore(forge.document.createComment("x"), value.getFirstChild());
            }),
        onSigned(
            "a processing instruction in SignedInfo",
            "SignedInfo:",
            forge ->
                forge
                    .only("SignedInfo")
                    .appendChild(forge.document.createProcessingInstruction("x", "y"))),
        onSigned(
            "an HMAC",
            "signature method:",
            forge ->
                forge.only("SignatureMethod").setAttribute("Algorithm", SIGNATURE + "hmac-sha1")),
        onSigned(
            "an XPath transform",
            "transforms:",
            forge -> {
              Element transform = add(forge.only("Transforms"), SIGNATURE, "Transform");
              transform.setAttribute("Algorithm", "http://www.w3.org/TR/1999/REC-xpath-19991116");
            }),
        onSigned(
            "an XSLT transform in place of the second",
            "second transform:",
            forge ->
                SamlForge.children(forge.only("Transforms"))
                    .get(1)
                    .setAttribute("Algorithm", "http://www.w3.org/TR/1999/REC-xslt-19991116")),
        onSigned(
            "a parameter that is no list of prefixes",
            "second transform's parameter:",
            forge -> add(SamlForge.children(forge.only("Transforms")).get(1), "urn:x", "XPath")),
        onSigned(
            "no id on the response",
            "signed element's id:",
            forge -> forge.response().removeAttribute("ID")),
        onSigned(
            "a Base64 transform in place of the second",
            "second transform:",
            forge ->
                SamlForge.children(forge.only("Transforms"))
                    .get(1)
                    .setAttribute("Algorithm", SIGNATURE + "base64")),
        onSigned(
            "SignedInfo canonicalized with its comments",
            "canonicalization:",
            forge ->
                forge
                    .only("CanonicalizationMethod")
                    .setAttribute("Algorithm", EXCLUSIVE + "WithComments")),
        onSignedAssertion(
            "another subject, and its digest elsewhere (CVE-2024-45409)",
            "signature of the Assertion:",
            forge -> {
              Element digest = (Element) forge.only("DigestValue").cloneNode(true);
              forge.only("NameID").setTextContent("root");
              add(forge.only("Status"), PROTOCOL, "StatusDetail").appendChild(digest);
            }),
        onSignedAssertion(
            "a namespace that nothing can canonicalize (CVE-2025-66568)",
            "signature of the Assertion:",
            forge -> {
              forge.only("NameID").setTextContent("root");
              forge
                  .assertion()
                  .setAttributeNS("http://www.w3.org/2000/xmlns/", "xmlns:void", "relative");
            }));
  }

  /** What the provider has signed itself, in a way that it should not. */
  private static SamlAttack made(
      String name, String check, String method, String digest, String uri, String... transforms) {
    return new SamlAttack(
        name,
        check,
        material -> {
          SamlForge forge = material.unsigned();
          SamlForge.sign(
              forge.response(),
              material.key().key(),
              material.key().certificate(),
              method,
              digest,
              uri.replace("{id}", forge.response().getAttribute("ID")),
              transforms.length == 0 ? USUAL : List.of(transforms));
          return forge.encoded();
        });
  }

  private static Stream<SamlAttack> made() {
    String sha1 = SIGNATURE + "sha1";
    return Stream.of(
        made("SHA-1 signature", "signature method:", SIGNATURE + "rsa-sha1", SHA256, OWN),
        made("SHA-1 digest", "digest:", RSA_SHA256, sha1, OWN),
        made("a reference to the whole document", "reference:", RSA_SHA256, SHA256, ""),
        made(
            "a reference by an expression",
            "reference:",
            RSA_SHA256,
            SHA256,
            "#xpointer(id('{id}'))"),
        made(
            "inclusive canonicalization",
            "second transform:",
            RSA_SHA256,
            SHA256,
            OWN,
            ENVELOPED,
            "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"),
        made(
            "canonicalization with comments",
            "second transform:",
            RSA_SHA256,
            SHA256,
            OWN,
            ENVELOPED,
            EXCLUSIVE + "WithComments"),
        made(
            "transforms in the other order",
            "first transform:",
            RSA_SHA256,
            SHA256,
            OWN,
            EXCLUSIVE,
            ENVELOPED));
  }
}
