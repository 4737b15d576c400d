package io.ostiary.policy.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.ostiary.policy.service.ValueSource.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceDefinitionTest {

  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(VersionFlag.V202012)
          .getSchema(read("service-definition-1.schema.json"));

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"s3", "iam", "sts", "documents"})
  void anExampleIsSoundByParserAndSchema(String name) {
    String json = read("examples/" + name + ".service.json");

    assertThat(ServiceDefinition.parse(name, json).routes()).isNotEmpty();
    assertThat(schemaProblems(json)).isEmpty();
  }

  /**
   * A definition with one line replaced, and the problems that brings.
   *
   * @param schema whether the JSON Schema sees it too; what refers to something it cannot know
   */
  record Fault(
      String name, String base, int line, String text, List<String> problems, boolean schema) {

    static Fault from(JsonNode row) {
      List<String> problems = new ArrayList<>();
      row.path("problems").forEach(problem -> problems.add(problem.asText()));
      return new Fault(
          row.path("name").asText(),
          row.path("base").asText("sound"),
          row.path("line").asInt(),
          row.path("text").asText(),
          problems,
          row.path("schema").isMissingNode());
    }

    String definition() {
      List<String> lines = new ArrayList<>(Arrays.asList(sound().split("\n", -1)));
      lines.set(line - 1, text);
      return String.join("\n", lines);
    }

    String sound() {
      return read(base + ".service.json");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Fault> faults() throws IOException {
    List<Fault> faults = new ArrayList<>();
    new ObjectMapper()
        .readTree(read("malformed-definitions.json"))
        .forEach(row -> faults.add(Fault.from(row)));
    return faults;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void aFaultIsNamedWithItsPlaceAndRemedy(Fault fault) {
    assertThat(ServiceDefinition.parse("f", fault.sound()).routes()).isNotEmpty();

    assertThatThrownBy(() -> ServiceDefinition.parse("f", fault.definition()))
        .isInstanceOf(ServiceDefinitionException.class)
        .extracting(Throwable::getMessage)
        .satisfies(
            message ->
                assertThat(message.split("\n"))
                    .containsExactlyElementsOf(
                        fault.problems().stream().map(problem -> "f:" + problem).toList()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void theSchemaRefusesWhatAParserWithoutMemoryCouldSee(Fault fault) {
    boolean refused = schemaRefuses(fault.definition());

    assertThat(refused).isEqualTo(fault.schema());
  }

  private static boolean schemaRefuses(String json) {
    try {
      return !schemaProblems(json).isEmpty();
    } catch (IllegalArgumentException notJson) {
      return true;
    }
  }

  @Test
  void whatAnExampleSaysIsRead() {
    ServiceDefinition s3 = ServiceDefinition.parse("s3.json", read("examples/s3.service.json"));

    assertThat(s3.pathAsSent()).isTrue();
    assertThat(s3.unsignedPayloadByDefault()).isTrue();
    assertThat(s3.errors()).isEqualTo(ErrorShape.S3);
    assertThat(s3.queryVersion()).isEmpty();
    assertThat(s3.signingNames()).containsExactly("s3");
    assertThat(s3.variable("Key")).isEqualTo(new PathVariable(true, 1024, ""));
    assertThat(s3.variable("Unheard")).isEqualTo(PathVariable.DEFAULT);
    assertThat(s3.tagKeys().resource()).contains("s3:ExistingObjectTag");
    assertThat(s3.actions().get("ListAllMyBuckets"))
        .isEqualTo(
            new ActionDefinition("ListAllMyBuckets", Optional.empty(), AccessLevel.LIST, Set.of()));
    Route put = s3.routes().get(7);
    assertThat(put.methods()).containsExactly("PUT");
    assertThat(put.paths()).extracting(PathTemplate::toString).containsExactly("/{Bucket}/{Key*}");
    assertThat(put.access()).containsExactlyInAnyOrder(Access.SIGNED, Access.ANONYMOUS);
    assertThat(put.intake().payload()).containsExactlyInAnyOrder(Payload.values());
    assertThat(put.bodyLimit()).isEqualTo(5L << 30);
    assertThat(put.streamed()).isTrue();
    assertThat(put.reads(Kind.HEADER)).isTrue();
    assertThat(put.reads(Kind.FORM)).isFalse();
    Route copy = s3.routes().get(8);
    assertThat(copy.select().headers())
        .containsExactly(Map.entry("x-amz-copy-source", Selectors.Value.ANY));
    assertThat(copy.authorize().get(1).with()).containsEntry("Key", "SourceKey");
    assertThat(copy.extract()).map(Extraction::header).contains("x-amz-copy-source");
  }

  @Test
  void aQueryServiceAsksForTheActionItselfUnlessItSaysOtherwise() {
    ServiceDefinition iam = ServiceDefinition.parse("iam", read("examples/iam.service.json"));
    ServiceDefinition sts = ServiceDefinition.parse("sts", read("examples/sts.service.json"));

    assertThat(iam.errors()).isEqualTo(ErrorShape.QUERY);
    assertThat(iam.queryVersion()).contains("2010-05-08");
    assertThat(iam.routes().get(2).authorize()).containsExactly(RequiredAction.of("GetUser"));
    assertThat(iam.routes().get(1).reads(Kind.FORM)).isTrue();
    assertThat(sts.routes().get(0).decidedByEndpoint()).isTrue();
    assertThat(sts.routes().get(0).authorize()).isEmpty();
    assertThat(sts.routes().get(1).access()).containsExactly(Access.UNAUTHENTICATED);
  }

  @Test
  void allProblemsAreToldAtOnce() {
    String json =
        """
        { "service": "Docs", "surprise": 1,
          "actions": {},
          "routes": [] }
        """;

    assertThatThrownBy(() -> ServiceDefinition.parse("docs.service.json", json))
        .hasMessage(
            """
            docs.service.json:1:3: service `Docs`; write lower-case letters, digits and hyphens
            docs.service.json:3:3: `routes` is empty; name at least one
            docs.service.json:1:22: unknown member `surprise` of a service definition; it may have \
            `$schema`, `service`, `title`, `signingNames`, `pathRule`, `unsignedPayloadByDefault`, \
            `query`, `version`, `errors`, `conditionKeys`, `resources`, `selectors`, `variables`, \
            `actions`, `tagKeys`, `defaults`, `routes`""");
  }

  @Test
  void aDefinitionHasALargestSize() {
    String json = " ".repeat(DefinitionNode.LONGEST) + "{}";

    assertThatThrownBy(() -> ServiceDefinition.parse("big", json))
        .hasMessage("big:1:1: longer than 1 MiB; split it into several services");
  }

  @Test
  void aDefinitionNestsOnlySoDeep() {
    assertThatThrownBy(() -> ServiceDefinition.parse("deep", "[".repeat(1000)))
        .hasMessageStartingWith("deep:1:")
        .hasMessageContaining("not JSON")
        .hasMessageContaining("depth");
  }

  @ParameterizedTest
  @CsvSource({"512B,512", "20KiB,20480", "1MiB,1048576", "5GiB,5368709120", "0B,0"})
  void aSizeIsANumberOfBytes(String size, long bytes) {
    String json = read("sound.service.json").replace("1MiB", size);

    assertThat(ServiceDefinition.parse("f", json).routes().get(0).bodyLimit()).isEqualTo(bytes);
  }

  private static Set<ValidationMessage> schemaProblems(String json) {
    return SCHEMA.validate(json, InputFormat.JSON);
  }

  private static String read(String resource) {
    try (InputStream stream = ServiceDefinition.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("no resource " + resource);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
