package io.ostiary.realm.directory;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What the directory itself needs to know of an identity provider's metadata, which it otherwise
 * keeps as it is.
 *
 * @see <a href="https://docs.oasis-open.org/security/saml/v2.0/saml-metadata-2.0-os.pdf">Metadata
 *     for SAML 2.0</a>
 */
record SamlMetadata(String entityId, Optional<Instant> validUntil) {
  private static final int SHORTEST = 1000;
  private static final int LONGEST = 10_000_000;
  private static final int LONGEST_ENTITY_ID = 1024;
  private static final int DEEPEST = 64;
  private static final String METADATA = "urn:oasis:names:tc:SAML:2.0:metadata";
  private static final String XML_SIGNATURE = "http://www.w3.org/2000/09/xmldsig#";
  private static final QName ENTITY = new QName(METADATA, "EntityDescriptor");
  private static final QName ROLE = new QName(METADATA, "IDPSSODescriptor");
  private static final QName KEY = new QName(METADATA, "KeyDescriptor");
  private static final QName CERTIFICATE = new QName(XML_SIGNATURE, "X509Certificate");

  /** Reads a document, or refuses the command that brings it. */
  static SamlMetadata read(String document, Instant now) {
    Names.length("sAMLMetadataDocument", document, SHORTEST, LONGEST);
    SamlMetadata metadata = new Reading().read(document);
    if (metadata.validUntil.filter(until -> !until.isAfter(now)).isPresent()) {
      throw unusable("it was valid until " + metadata.validUntil.get());
    }
    return metadata;
  }

  private static DirectoryException unusable(String why) {
    return Refusal.invalid("Could not parse metadata: " + why + ".");
  }

  /** One pass over a document; it never leaves the document, whatever that asks for. */
  private static final class Reading {
    private final Deque<QName> open = new ArrayDeque<>();
    private String entityId = "";
    private Optional<Instant> validUntil = Optional.empty();
    private boolean describesProvider;
    private boolean keyIsForSigning;
    private boolean hasSigningKey;

    SamlMetadata read(String document) {
      try {
        XMLStreamReader xml = factory().createXMLStreamReader(new StringReader(document));
        while (xml.hasNext()) {
          take(xml.next(), xml);
        }
      } catch (XMLStreamException e) {
        throw unusable(
            "it is not well-formed XML at line %s, column %s"
                .formatted(e.getLocation().getLineNumber(), e.getLocation().getColumnNumber()));
      }
      if (!describesProvider) {
        throw unusable("it has no IDPSSODescriptor, which describes an identity provider");
      }
      if (!hasSigningKey) {
        throw unusable(
            "its IDPSSODescriptor has no KeyDescriptor for signing with an X.509 certificate");
      }
      return new SamlMetadata(entityId, validUntil);
    }

    private static XMLInputFactory factory() {
      XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
      factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
      factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      return factory;
    }

    private void take(int event, XMLStreamReader xml) throws XMLStreamException {
      if (event == XMLStreamConstants.DTD) {
        throw unusable("it holds a DTD; remove it");
      } else if (event == XMLStreamConstants.START_ELEMENT) {
        start(xml);
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        open.pop();
      }
    }

    private void start(XMLStreamReader xml) throws XMLStreamException {
      QName name = xml.getName();
      if (open.size() == DEEPEST) {
        throw unusable("its elements are nested more than %s deep".formatted(DEEPEST));
      }
      if (open.isEmpty()) {
        startEntity(name, xml);
      } else if (name.equals(ROLE) && open.size() == 1) {
        describesProvider = true;
        takeExpiry(xml);
      } else if (name.equals(KEY) && ROLE.equals(open.peek())) {
        String use = xml.getAttributeValue(null, "use");
        keyIsForSigning = use == null || use.equals("signing");
      } else if (name.equals(CERTIFICATE) && isWithinKeyForSigning()) {
        requireCertificate(xml.getElementText());
        hasSigningKey = true;
        return; // its end has been read
      }
      open.push(name);
    }

    private void startEntity(QName name, XMLStreamReader xml) {
      String id = xml.getAttributeValue(null, "entityID");
      if (!name.equals(ENTITY) || id == null || id.isEmpty() || id.length() > LONGEST_ENTITY_ID) {
        throw unusable("its outermost element is no EntityDescriptor with an entityID");
      }
      entityId = id;
      takeExpiry(xml);
    }

    private boolean isWithinKeyForSigning() {
      return keyIsForSigning && open.contains(KEY) && open.contains(ROLE);
    }

    private void takeExpiry(XMLStreamReader xml) {
      String text = xml.getAttributeValue(null, "validUntil");
      if (text != null) {
        Instant until = time(text);
        if (validUntil.filter(earlier -> earlier.isBefore(until)).isEmpty()) {
          validUntil = Optional.of(until);
        }
      }
    }

    private static Instant time(String text) {
      try {
        return OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeException withoutOffset) {
        try {
          return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
          throw unusable("its validUntil `%s` is not a time".formatted(text));
        }
      }
    }

    private static void requireCertificate(String base64) {
      try {
        byte[] der = Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
      } catch (IllegalArgumentException | CertificateException e) {
        throw unusable("an X509Certificate in it is not a certificate in Base64");
      }
    }
  }
}
