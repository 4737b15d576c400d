package io.ostiary.cli.tree;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What YAML says, told in JSON. */
class YamlTreeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "a              | \"a\"",
        "'yes'          | \"yes\"",
        "\"no\"         | \"no\"",
        "true           | true",
        "False          | false",
        "'true'         | \"true\"",
        "null           | null",
        "~              | null",
        "'null'         | \"null\"",
        "0              | 0",
        "-1.5e+3        | -1.5e+3",
        "1E5            | 1E5",
        "012345678901   | \"012345678901\"",
        "123456789012   | 123456789012",
        "'123456789012' | \"123456789012\"",
        "1.             | \"1.\"",
        ".5             | \".5\"",
        "1e             | \"1e\"",
        "1e+            | \"1e+\"",
        "-              | [null]",
        "0x1F           | \"0x1F\"",
        "1_000          | \"1_000\"",
        "2026-03-01     | \"2026-03-01\"",
        "10.0.0.0/8     | \"10.0.0.0/8\"",
        "12:30          | \"12:30\"",
        "arn:aws:s3:::b | \"arn:aws:s3:::b\"",
        "[]             | []",
        "{}             | {}",
        "{a: [1, {b: }]}| {\"a\":[1,{\"b\":null}]}",
      })
  void saysTheSameAsJson(String yaml, String json) {
    assertThat(YamlTree.read(yaml, "f").json()).isEqualTo(json);
  }

  @Test
  void knowsWhereEachValueStands() {
    Node root = YamlTree.read("a:\n  - b\n  - c~d/e: \"ü\"\n", "f.yaml");
    Node deep = root.nearest("/a/1/c~0d~1e");
    assertThat(deep.place()).hasToString("f.yaml:3:12");
    assertThat(deep.place().pointer()).isEqualTo("/a/1/c~0d~1e");
    assertThat(root.nearest("/a/7/x").place()).hasToString("f.yaml:2:3");
    assertThat(root.nearest("")).isSameAs(root);
    assertThat(root.nearest("/a/0/x").place()).hasToString("f.yaml:2:5");
  }

  @Test
  void readsATextOfManyLines() {
    assertThat(YamlTree.read("a: |\n  one\n  two\n", "f").json())
        .isEqualTo("{\"a\":\"one\\ntwo\\n\"}");
  }
}
