package io.ostiary.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ostiary coverage}: what a build learns of an application's routes. */
class CoverageTest {
  private static final String DEFINITION =
      """
      {
        "service": "docs",
        "resources": { "page": { "arn": "arn:${Partition}:docs:::${Page}" } },
        "actions": {
          "ReadPage": { "resource": "page", "access": "read" },
          "WritePage": { "resource": "page", "access": "write" },
          "PrintPage": { "resource": "page", "access": "read" }
        },
        "routes": [
          { "method": ["GET", "HEAD"], "path": "/docs/{Page*}", "authorize": ["ReadPage"] },
          { "method": "PUT", "path": "/docs/{Page*}", "authorize": ["ReadPage", "WritePage"] },
          { "method": "GET", "path": "/about", "access": ["unauthenticated"] }
        ]
      }
      """;

  @TempDir Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    return Ostiary.run(
        new Console(new ByteArrayInputStream(new byte[0]), out, err, directory), arguments);
  }

  @BeforeEach
  void write() throws IOException {
    Files.writeString(directory.resolve("docs.service.json"), DEFINITION);
  }

  @Test
  void aRouteForWhichNoPolicyIsAskedIsAFault() {
    assertThat(run("coverage", "docs.service.json")).isEqualTo(1);
    assertThat(out.toString(UTF_8))
        .isEqualTo(
            """
            GET /about → FAULT: no policy is asked (docs.service.json:12:5)
            GET|HEAD /docs/{Page*} → docs:ReadPage (docs.service.json:10:5)
            PUT /docs/{Page*} → docs:ReadPage, docs:WritePage (docs.service.json:11:5)
            no route → docs:PrintPage
            """);
  }

  @Test
  void aRouteThatIsNamedAsPublicIsNone() {
    assertThat(run("coverage", "--public", "/about", "docs.service.json")).isZero();
    assertThat(out.toString(UTF_8))
        .contains("GET /about → no policy is asked, as is meant (docs.service.json:12:5)\n");
  }

  @Test
  void aPathThatIsNamedAsPublicAndIsNotIsAFault() {
    assertThat(run("coverage", "--public=/about", "--public=/docs", "docs.service.json"))
        .isEqualTo(1);
    assertThat(out.toString(UTF_8))
        .endsWith("`/docs` is named as public, but no policy-free route has it\n");
  }

  @Test
  void aBrokenDefinitionIsNotCovered() throws IOException {
    Files.writeString(directory.resolve("docs.service.json"), DEFINITION.replace("GET", "get"));
    assertThat(run("coverage", "docs.service.json")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("docs.service.json:10:");
  }
}
