package io.ostiary.forgery;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfo;
import javax.xml.crypto.dsig.keyinfo.KeyInfoFactory;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** Makes responses: good ones, and others out of them. */
public final class SamlForge {
  public static final String PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol";
  public static final String ASSERTION = "urn:oasis:names:tc:SAML:2.0:assertion";
  public static final String SIGNATURE = "http://www.w3.org/2000/09/xmldsig#";

  /** What the provider of {@link #SamlForge(Instant, UnaryOperator)} is called. */
  public static final String ENTITY = "https://idp.example.com/realms/iam";

  public static final String ROLE = "arn:aws:iam::123456789012:role/staff";
  public static final String PROVIDER = "arn:aws:iam::123456789012:saml-provider/idp";
  public static final String RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
  public static final String SHA256 = DigestMethod.SHA256;

  private static final String TEMPLATE =
      """
      <samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
          xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="R-1" Version="2.0"
          IssueInstant="{now}" Destination="https://door.example.com/saml">
        <saml:Issuer>{issuer}</saml:Issuer>
        <samlp:Status><samlp:StatusCode
            Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>
        <saml:Assertion ID="A-1" Version="2.0" IssueInstant="{now}">
          <saml:Issuer>{issuer}</saml:Issuer>
          <saml:Subject>
            <saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">alice</saml:NameID>
            <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
              <saml:SubjectConfirmationData NotOnOrAfter="{soon}"
                  Recipient="https://door.example.com/saml"/>
            </saml:SubjectConfirmation>
          </saml:Subject>
          <saml:Conditions NotBefore="{now}" NotOnOrAfter="{soon}">
            <saml:AudienceRestriction><saml:Audience>https://door.example.com</saml:Audience></saml:AudienceRestriction>
          </saml:Conditions>
          <saml:AuthnStatement AuthnInstant="{now}" SessionIndex="s-1" SessionNotOnOrAfter="{later}">
            <saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified</saml:AuthnContextClassRef></saml:AuthnContext>
          </saml:AuthnStatement>
          <saml:AttributeStatement>
            <saml:Attribute Name="https://aws.amazon.com/SAML/Attributes/Role"><saml:AttributeValue>{role},{provider}</saml:AttributeValue></saml:Attribute>
            <saml:Attribute Name="https://aws.amazon.com/SAML/Attributes/RoleSessionName"><saml:AttributeValue>alice@example.com</saml:AttributeValue></saml:Attribute>
            <saml:Attribute Name="https://aws.amazon.com/SAML/Attributes/SessionDuration"><saml:AttributeValue>1800</saml:AttributeValue></saml:Attribute>
            <saml:Attribute Name="https://aws.amazon.com/SAML/Attributes/PrincipalTag:team"><saml:AttributeValue>red</saml:AttributeValue></saml:Attribute>
            <saml:Attribute Name="groups"><saml:AttributeValue>staff</saml:AttributeValue><saml:AttributeValue>ops</saml:AttributeValue></saml:Attribute>
          </saml:AttributeStatement>
        </saml:Assertion>
      </samlp:Response>
      """;

  final Document document;

  private SamlForge(byte[] xml) {
    document = parse(xml);
  }

  /** An unsigned response, its text changed first. */
  public SamlForge(Instant now, UnaryOperator<String> change) {
    this(
        change
            .apply(
                TEMPLATE
                    .replace("{now}", now.toString())
                    .replace("{soon}", now.plusSeconds(60).toString())
                    .replace("{later}", now.plusSeconds(7200).toString())
                    .replace("{issuer}", ENTITY)
                    .replace("{role}", ROLE)
                    .replace("{provider}", PROVIDER))
            .getBytes(StandardCharsets.UTF_8));
  }

  /** A response that somebody else has made. */
  public static SamlForge of(String base64) {
    return new SamlForge(Base64.getMimeDecoder().decode(base64));
  }

  static Document parse(byte[] xml) {
    try {
      return DocumentBuilderFactory.newDefaultNSInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(xml));
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw new AssertionError(e);
    }
  }

  public Element response() {
    return document.getDocumentElement();
  }

  public Element assertion() {
    return only("Assertion");
  }

  /** The first element of a local name. */
  Element only(String name) {
    return only(response(), name);
  }

  static Element only(Element parent, String name) {
    return all(parent).stream()
        .filter(element -> element.getLocalName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** All elements below a parent, itself included, in order. */
  static List<Element> all(Element parent) {
    List<Element> all = new ArrayList<>();
    all.add(parent);
    children(parent).forEach(child -> all.addAll(all(child)));
    return all;
  }

  static List<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }

  /** The same without a signature. */
  public SamlForge unsigned() {
    all(response()).stream()
        .filter(element -> element.getLocalName().equals("Signature"))
        .toList()
        .forEach(signature -> signature.getParentNode().removeChild(signature));
    return this;
  }

  public SamlForge signAssertion(SamlKey key) {
    sign(assertion(), key, RSA_SHA256, SHA256);
    return this;
  }

  public SamlForge signResponse(SamlKey key) {
    sign(response(), key, RSA_SHA256, SHA256);
    return this;
  }

  /** Puts a signature where the profile has it. */
  public static void sign(Element parent, SamlKey key, String method, String digest) {
    sign(
        parent,
        key.key(),
        key.certificate(),
        method,
        digest,
        "#" + parent.getAttribute("ID"),
        List.of(Transform.ENVELOPED, CanonicalizationMethod.EXCLUSIVE));
  }

  static void sign(
      Element parent,
      Key key,
      X509Certificate certificate,
      String method,
      String digest,
      String uri,
      List<String> transforms) {
    XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");
    try {
      List<Transform> chain = new ArrayList<>();
      for (String transform : transforms) {
        chain.add(factory.newTransform(transform, (TransformParameterSpec) null));
      }
      Reference reference =
          factory.newReference(uri, factory.newDigestMethod(digest, null), chain, null, null);
      KeyInfoFactory keys = factory.getKeyInfoFactory();
      KeyInfo info = keys.newKeyInfo(List.of(keys.newX509Data(List.of(certificate))));
      DOMSignContext context =
          new DOMSignContext(key, parent, children(parent).get(0).getNextSibling());
      context.setDefaultNamespacePrefix("ds");
      context.setIdAttributeNS(parent, null, "ID");
      factory
          .newXMLSignature(
              factory.newSignedInfo(
                  factory.newCanonicalizationMethod(
                      CanonicalizationMethod.EXCLUSIVE, (C14NMethodParameterSpec) null),
                  factory.newSignatureMethod(method, null),
                  List.of(reference)),
              info)
          .sign(context);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** As XML. */
  public String xml() {
    return xml(document);
  }

  static String xml(Node node) {
    try {
      Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
      transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      StringWriter text = new StringWriter();
      transformer.transform(new DOMSource(node), new StreamResult(text));
      return text.toString();
    } catch (TransformerException e) {
      throw new AssertionError(e);
    }
  }

  public static String encode(String xml) {
    return Base64.getEncoder().encodeToString(xml.getBytes(StandardCharsets.UTF_8));
  }

  /** As it is posted. */
  public String encoded() {
    return encode(xml());
  }
}
