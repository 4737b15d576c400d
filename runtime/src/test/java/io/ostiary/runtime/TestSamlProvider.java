package io.ostiary.runtime;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** A SAML provider that lets everybody in as alice: what it is asked, and its signed answers. */
final class TestSamlProvider {
  private static final String PASSWORD = "changeit";
  private static final String RESPONSE =
      """
      <samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" \
      xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_r{id}" Version="2.0" \
      IssueInstant="{now}" Destination="{recipient}"{answered}>\
      <saml:Issuer>{issuer}</saml:Issuer>\
      <samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>\
      <saml:Assertion ID="_a{id}" Version="2.0" IssueInstant="{now}"><saml:Issuer>{issuer}</saml:Issuer>\
      <saml:Subject><saml:NameID>alice</saml:NameID>\
      <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">\
      <saml:SubjectConfirmationData NotOnOrAfter="{soon}" Recipient="{recipient}"{answered}/>\
      </saml:SubjectConfirmation></saml:Subject>\
      <saml:Conditions NotBefore="{now}" NotOnOrAfter="{soon}"><saml:AudienceRestriction>\
      <saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>\
      <saml:AuthnStatement AuthnInstant="{now}"><saml:AuthnContext/></saml:AuthnStatement>\
      <saml:AttributeStatement>\
      <saml:Attribute Name="https://aws.amazon.com/SAML/Attributes/Role">{roles}</saml:Attribute>\
      <saml:Attribute Name="https://aws.amazon.com/SAML/Attributes/RoleSessionName">\
      <saml:AttributeValue>alice</saml:AttributeValue></saml:Attribute>\
      </saml:AttributeStatement></saml:Assertion></samlp:Response>""";

  private final String entityId;
  private final PrivateKey key;
  private final X509Certificate certificate;

  /** The roles that it offers, by ARN, with the provider's own after a comma. */
  List<String> roles = List.of();

  TestSamlProvider(Path folder, String entityId) throws Exception {
    this.entityId = entityId;
    Path file = Files.createTempDirectory(folder, "saml").resolve("key.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "idp",
                "-dname",
                "CN=idp",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString(),
                "-keyalg",
                "RSA",
                "-keysize",
                "2048")
            .redirectErrorStream(true)
            .start();
    byte[] said = keytool.getInputStream().readAllBytes();
    if (keytool.waitFor() != 0) {
      throw new AssertionError(new String(said, StandardCharsets.UTF_8));
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    key = (PrivateKey) store.getKey("idp", PASSWORD.toCharArray());
    certificate = (X509Certificate) store.getCertificate("idp");
  }

  String address() {
    return entityId + "/sso";
  }

  String metadata() throws Exception {
    return """
    <md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="%s">
    <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
    <ds:X509Data><ds:X509Certificate>%s</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="%3$s/post"/>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="%3$s"/>
    </md:IDPSSODescriptor></md:EntityDescriptor>
    """
        .formatted(
            entityId, Base64.getEncoder().encodeToString(certificate.getEncoded()), address());
  }

  /** What a browser was sent with. */
  record Asked(Element request, String relayState) {
    String id() {
      return request.getAttribute("ID");
    }
  }

  /** Reads an address that a browser was sent to. */
  Asked read(URI address) throws Exception {
    if (!address.toString().startsWith(address() + "?")) {
      throw new AssertionError(address);
    }
    Map<String, String> query = new HashMap<>();
    for (String pair : address.getRawQuery().split("&", -1)) {
      query.put(
          pair.substring(0, pair.indexOf('=')),
          URLDecoder.decode(pair.substring(pair.indexOf('=') + 1), StandardCharsets.UTF_8));
    }
    byte[] deflated = Base64.getDecoder().decode(query.getOrDefault("SAMLRequest", ""));
    try (InputStream raw =
        new InflaterInputStream(new ByteArrayInputStream(deflated), new Inflater(true))) {
      return new Asked(
          document(raw.readAllBytes()).getDocumentElement(), query.getOrDefault("RelayState", ""));
    }
  }

  private static Document document(byte[] xml) throws Exception {
    return DocumentBuilderFactory.newDefaultNSInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml));
  }

  /** The form's field that answers a request, or nobody's if its id is empty. */
  String response(String requestId, String recipient, String audience, UnaryOperator<String> change)
      throws Exception {
    StringBuilder values = new StringBuilder();
    roles.forEach(role -> values.append("<saml:AttributeValue>" + role + "</saml:AttributeValue>"));
    Instant now = Instant.now();
    String text =
        RESPONSE
            .replace("{answered}", requestId.isEmpty() ? "" : " InResponseTo=\"" + requestId + '"')
            .replace("{roles}", values)
            .replace("{id}", UUID.randomUUID().toString())
            .replace("{now}", now.toString())
            .replace("{soon}", now.plusSeconds(60).toString())
            .replace("{issuer}", entityId)
            .replace("{recipient}", recipient)
            .replace("{audience}", audience);
    Document document = document(change.apply(text).getBytes(StandardCharsets.UTF_8));
    Element assertion =
        (Element)
            document
                .getElementsByTagNameNS("urn:oasis:names:tc:SAML:2.0:assertion", "Assertion")
                .item(0);
    sign(assertion);
    StringWriter signed = new StringWriter();
    TransformerFactory.newDefaultInstance()
        .newTransformer()
        .transform(new DOMSource(document), new StreamResult(signed));
    return Base64.getEncoder().encodeToString(signed.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void sign(Element assertion) throws Exception {
    XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");
    Reference reference =
        factory.newReference(
            "#" + assertion.getAttribute("ID"),
            factory.newDigestMethod(DigestMethod.SHA256, null),
            List.of(
                factory.newTransform(Transform.ENVELOPED, (TransformParameterSpec) null),
                factory.newTransform(
                    CanonicalizationMethod.EXCLUSIVE, (TransformParameterSpec) null)),
            null,
            null);
    DOMSignContext context =
        new DOMSignContext(key, assertion, assertion.getFirstChild().getNextSibling());
    context.setIdAttributeNS(assertion, null, "ID");
    factory
        .newXMLSignature(
            factory.newSignedInfo(
                factory.newCanonicalizationMethod(
                    CanonicalizationMethod.EXCLUSIVE, (C14NMethodParameterSpec) null),
                factory.newSignatureMethod(
                    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", null),
                List.of(reference)),
            null)
        .sign(context);
  }
}
