package io.ostiary.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DocumentationTest {

  @Test
  void theTutorialPrintsTheServiceDefinitionThatItsTestRuns() throws Exception {
    String definition =
        Files.readString(
            Path.of(
                "src/test/resources/io/ostiary/runtime/records/WEB-INF/ostiary/records.service.json"));
    assertThat(Files.readString(Path.of("../docs/tutorial.md"))).contains(definition);
  }
}
