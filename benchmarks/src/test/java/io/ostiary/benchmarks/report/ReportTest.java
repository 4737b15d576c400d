package io.ostiary.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ostiary.benchmarks.engine.Engine;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs every benchmark method once, so that none rots; how long it takes is not looked at. */
class ReportTest {
  @TempDir Path folder;

  @Test
  void runsEveryBenchmarkAndWritesItDown() throws Exception {
    System.setProperty("jmh.ignoreLock", "true");
    PrintStream quiet =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Results results = new Report(Form.SMOKE, Engine.all(), quiet).run();
    Report.write(results, "smoke", folder);

    assertThat(names(results)).isEqualTo(benchmarks());
    JsonNode json = new ObjectMapper().readTree(folder.resolve("smoke.json").toFile());
    assertThat(json.at("/measurements").size()).isEqualTo(results.measurements().size());
    assertThat(json.at("/machine/cores").asInt()).isPositive();
    assertThat(Files.readString(folder.resolve("README.md")))
        .contains("| Ostiary |", "jCasbin 1.99.0", "load average", "smoke.svg");
    assertThat(svg().getElementsByTagName("circle").getLength())
        .isEqualTo(results.engines().size() * Form.SMOKE.sizes().size());
  }

  private org.w3c.dom.Document svg() throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(Files.readAllBytes(folder.resolve("smoke.svg"))));
  }

  private static Set<String> names(Results results) {
    Set<String> names = new TreeSet<>();
    results.measurements().forEach(one -> names.add(one.name()));
    return names;
  }

  private static Set<String> benchmarks() {
    Set<String> names = new TreeSet<>();
    for (BenchmarkListEntry entry :
        BenchmarkList.defaultList()
            .getAll(
                OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT),
                java.util.List.of())) {
      String[] path = entry.getUsername().split("\\.", -1);
      names.add(path[path.length - 2] + '.' + path[path.length - 1]);
    }
    return names;
  }
}
