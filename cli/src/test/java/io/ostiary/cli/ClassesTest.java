package io.ostiary.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.cli.classes.site.Api;
import io.ostiary.cli.classes.unclear.Unclear;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ostiary definition} and {@code ostiary coverage} make of compiled classes. */
class ClassesTest {
  @TempDir Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    out.reset();
    return Ostiary.run(
        new Console(new ByteArrayInputStream(new byte[0]), out, err, directory), arguments);
  }

  /** The folder of a class of an example. */
  private static String folder(Class<?> type) throws Exception {
    Path root = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    return root.resolve(type.getPackageName().replace('.', '/')).toString();
  }

  @Test
  void annotationsMakeAServiceDefinition() throws Exception {
    assertThat(run("definition", "--classes", folder(Api.class))).isZero();
    assertThat(out.toString(UTF_8).replaceAll("\\s+", " "))
        .isEqualTo(
            """
            { "$schema" : "https://ostiary.io/schemas/service-definition-1.json",
              "service" : "records",
              "resources" : {
                "record" : { "arn" : "arn:${Partition}:records::${Account}:record/${id}" },
                "record2" : { "arn" : "arn:${Partition}:records::${Account}:record/${id}/file/${file}" } },
              "actions" : {
                "GetFile" : { "resource" : "record2", "access" : "read" },
                "GetRecord" : { "resource" : "record", "access" : "read" },
                "ListRecords" : { "access" : "list" },
                "PutRecord" : { "resource" : "record", "access" : "write" } },
              "routes" : [
                { "method" : [ "GET", "HEAD" ], "path" : "/api/records",
                  "access" : [ "signed", "anonymous" ], "authorize" : [ "ListRecords" ] },
                { "method" : [ "GET", "HEAD" ], "path" : "/api/records/about",
                  "access" : [ "unauthenticated" ] },
                { "method" : [ "GET", "HEAD" ], "path" : "/api/records/{id}",
                  "access" : [ "bearer" ], "authorize" : [ "GetRecord" ] },
                { "method" : [ "GET", "HEAD" ], "path" : "/api/records/{id}/files/{file*}",
                  "access" : [ "signed", "anonymous" ], "authorize" : [ "GetFile" ] },
                { "method" : [ "GET", "HEAD" ], "path" : "/pages/{page}",
                  "authorize" : [ { "action" : "GetRecord", "with" : { "id" : "page" } } ] },
                { "method" : [ "PUT" ], "path" : "/api/records/{number}",
                  "access" : [ "signed", "anonymous" ],
                  "authorize" : [ { "action" : "PutRecord", "with" : { "id" : "number" } } ] } ] }
            """
                .replaceAll("\\s+", " "));
  }

  @Test
  void aWayInOfWhichNothingIsSaidIsAFault() throws Exception {
    assertThat(run("coverage", "--classes", folder(Api.class))).isEqualTo(1);
    assertThat(out.toString(UTF_8))
        .isEqualTo(
            """
            DELETE /api/records/{id} → FAULT: nothing says which action it is (io.ostiary.cli.classes.site.Records.delete)
            DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT /api/records/{id}/parts/… → FAULT: nothing says which action it is (io.ostiary.cli.classes.site.Records.parts)
            GET|HEAD /api/records → records:ListRecords (io.ostiary.cli.classes.site.Records.list)
            GET|HEAD /api/records/about → FAULT: no policy is asked (io.ostiary.cli.classes.site.Records.about)
            GET|HEAD /api/records/{id: [0-9]{1,9}} → records:GetRecord (io.ostiary.cli.classes.site.Records.read)
            GET|HEAD /api/records/{id}/files/{file: .+} → records:GetFile (io.ostiary.cli.classes.site.Records.file)
            GET|HEAD /pages/{page} → records:GetRecord (io.ostiary.cli.classes.site.Page.doGet)
            POST /pages/* → FAULT: nothing says which action it is (io.ostiary.cli.classes.site.Page.doPost)
            PUT /api/records/{number} → records:PutRecord (io.ostiary.cli.classes.site.Records.put)
            """);
  }

  @Test
  void aRouteSaysWhatAnAnnotationDoesNot() throws Exception {
    Files.writeString(
        directory.resolve("records.service.json"),
        """
        {
          "service": "records",
          "actions": { "All": { "access": "write" } },
          "routes": [
            { "method": ["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "OPTIONS"],
              "path": "/api/{Rest*}", "authorize": ["All"] },
            { "method": "POST", "path": "/pages/{Rest*}", "authorize": ["All"] }
          ]
        }
        """);
    assertThat(
            run(
                "coverage",
                "records.service.json",
                "--public",
                "/api/records/about",
                "--classes",
                folder(Api.class)))
        .isEqualTo(1); // what is beneath a locator nobody knows
    assertThat(out.toString(UTF_8))
        .contains(
            "DELETE /api/records/{id} → as its route says",
            "GET|HEAD /api/records/about → no policy is asked, as is meant",
            "GET|HEAD /pages/{page} → records:GetRecord; no route lets requests in",
            "POST /pages/* → as its route says")
        .containsOnlyOnce("FAULT");
  }

  @Test
  void whatNoDefinitionCanSayIsNamed() throws Exception {
    assertThat(run("definition", "--classes", folder(Unclear.class))).isEqualTo(1);
    assertThat(err.toString(UTF_8))
        .contains(
            "Unclear.mixed: no service definition can state the path `/unclear/{name}.json`",
            "Unclear.other: the action `GetRecord` is on another kind of resource than elsewhere");
    assertThat(out.toString(UTF_8)).isEmpty();
  }

  @Test
  void classesThatAreNoneAreNamed() {
    assertThat(run("definition", "--classes", "nowhere")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("there is no file `nowhere`");
  }

  @Test
  void withNeitherDefinitionsNorClassesThereIsNothingToCover() {
    assertThat(run("coverage")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("Name service definitions");
  }
}
