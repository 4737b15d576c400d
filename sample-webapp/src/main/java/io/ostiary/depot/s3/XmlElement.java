package io.ostiary.depot.s3;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An element of a document that a client sent: local name, text and children. A document has no
 * DTD, and is limited in size, depth and number of elements.
 */
final class XmlElement {
  private static final int MOST_ELEMENTS = 80_000;
  private static final int DEEPEST = 8;
  private static final XMLInputFactory FACTORY = factory();

  private final String name;
  private final StringBuilder text = new StringBuilder();
  private final List<XmlElement> children = new ArrayList<>();

  private XmlElement(String name) {
    this.name = name;
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> new ByteArrayInputStream(new byte[0]));
    return factory;
  }

  /** Reads a document whose root is called {@code root}. */
  static XmlElement read(byte[] bytes, String root) {
    XmlElement element;
    try {
      element = parse(FACTORY.createXMLStreamReader(new ByteArrayInputStream(bytes)));
    } catch (XMLStreamException e) {
      throw malformed();
    }
    if (!element.name.equals(root)) {
      throw malformed();
    }
    return element;
  }

  private static XmlElement parse(XMLStreamReader reader) throws XMLStreamException {
    Deque<XmlElement> open = new ArrayDeque<>();
    XmlElement document = new XmlElement("");
    open.push(document);
    int elements = 0;
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          XmlElement element = new XmlElement(reader.getLocalName());
          open.element().children.add(element);
          open.push(element);
          elements++;
          if (elements > MOST_ELEMENTS || open.size() > DEEPEST) {
            throw malformed();
          }
        }
        case XMLStreamConstants.END_ELEMENT -> open.pop();
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
            open.element().text.append(reader.getText());
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> throw malformed();
        default -> {}
      }
    }
    return document.children.get(0);
  }

  static S3Exception malformed() {
    return S3Error.MalformedXML.because(
        "The XML you provided was not well-formed or did not validate against our published schema.");
  }

  List<XmlElement> children(String childName) {
    return children.stream().filter(child -> child.name.equals(childName)).toList();
  }

  /** The text of the one child of that name, if there is one. */
  Optional<String> text(String childName) {
    List<XmlElement> found = children(childName);
    if (found.size() > 1) {
      throw malformed();
    }
    return found.stream().map(child -> child.text.toString().strip()).findFirst();
  }

  /** The text, as it is, of the one child of that name, which must be there. */
  String requiredText(String childName) {
    List<XmlElement> found = children(childName);
    if (found.size() != 1) {
      throw malformed();
    }
    return found.get(0).text.toString();
  }
}
