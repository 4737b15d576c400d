package io.ostiary.endpoint.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

/** What is written is what a parser reads. */
class XmlWriterTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain",
        "a<b>&amp;c\"d'e",
        "]]>",
        "<!-- -->",
        "tab\tline\nreturn\rboth\r\n",
        "  spaces  ",
        "é Ω 日本 😀",
        "\uFFFD\uE000\u0085\u2028"
      })
  void aParserReadsTheTextThatWasWritten(String text) throws Exception {
    String xml = new XmlWriter().element("T", text).toString();
    assertThat(
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getDocumentElement()
                .getTextContent())
        .isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "a\u0008", "\u001b", "\uFFFE", "\uFFFF", "\uD800", "x\uDC00"})
  void whatXmlCannotHoldIsRefused(String text) {
    XmlWriter xml = new XmlWriter();
    assertThatThrownBy(() -> xml.element("T", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("XML cannot hold the character U+");
  }

  @Test
  void elementsNestAndListsHaveMembers() {
    XmlWriter xml = new XmlWriter();
    xml.root(
        "R",
        "https://example.com/?a&b",
        root ->
            root.element("Time", Instant.parse("2026-01-02T03:04:05.678Z"))
                .element("Flag", true)
                .list("Names", List.of("a", "b"), XmlWriter::text)
                .list("None", List.of(), XmlWriter::text));
    assertThat(xml)
        .hasToString(
            "<R xmlns=\"https://example.com/?a&amp;b\"><Time>2026-01-02T03:04:05Z</Time>"
                + "<Flag>true</Flag><Names><member>a</member><member>b</member></Names>"
                + "<None></None></R>");
  }
}
