package io.ostiary.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** What came back, read by the JDK's XML parser. */
public record Answer(int status, Map<String, String> headers, String body) {

  /** The texts of all elements at a path below the root, such as {@code Error/Code}. */
  public List<String> texts(String path) {
    List<Element> at = List.of(root());
    for (String step : path.split("/", -1)) {
      List<Element> below = new ArrayList<>();
      for (Element element : at) {
        children(element).stream().filter(c -> c.getLocalName().equals(step)).forEach(below::add);
      }
      at = below;
    }
    return at.stream().map(Node::getTextContent).toList();
  }

  /** The text of the one element at a path. */
  public String text(String path) {
    List<String> texts = texts(path);
    assertThat(texts).as("%s in %s", path, body).hasSize(1);
    return texts.get(0);
  }

  /** The names of the elements right below a path. */
  public List<String> names(String path) {
    Element at = root();
    for (String step : path.split("/", -1)) {
      at =
          children(at).stream()
              .filter(c -> c.getLocalName().equals(step))
              .findFirst()
              .orElseThrow(() -> new AssertionError("no " + path + " in " + body));
    }
    return children(at).stream().map(Element::getLocalName).toList();
  }

  /** The answer itself, once it was seen to be a success. */
  public Answer succeeds() {
    assertThat(status).as(body).isEqualTo(200);
    return this;
  }

  /** Fails unless this is the error. */
  public void isError(int expectedStatus, String code, String message) {
    assertThat(status).as(body).isEqualTo(expectedStatus);
    assertThat(text("Error/Code")).isEqualTo(code);
    assertThat(text("Error/Message")).isEqualTo(message);
    assertThat(text("Error/Type")).isEqualTo(expectedStatus < 500 ? "Sender" : "Receiver");
    assertThat(text("RequestId")).isEqualTo(Installation.REQUEST_ID);
  }

  public Element root() {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      Document document =
          factory.newDocumentBuilder().parse(new InputSource(new StringReader(body)));
      return document.getDocumentElement();
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new AssertionError(body, e);
    }
  }

  /** The elements right below one. */
  public static List<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }
}
