package io.ostiary.arquillian;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * IAM by its stock clients: the sections of {@code iam_commands.sh} are calls of {@code aws iam},
 * the functions of {@code iam_story.py} what boto3 does, Terraform's sequences of calls among it.
 */
class IamClientsIT extends DepotInWildFly {
  private static final Path DEFINITION =
      Path.of("../endpoint/src/main/resources/io/ostiary/endpoint/iam/iam.service.json");

  @TempDir Path directory;
  private Program program;

  @BeforeEach
  void settle() throws IOException {
    for (String name : new String[] {"iam_commands.sh", "iam_story.py"}) {
      Files.writeString(directory.resolve(name), resource(name));
    }
    Files.writeString(directory.resolve("metadata.xml"), resource("saml_metadata.xml"));
    Files.copy(DEFINITION, directory.resolve("iam.service.json"));
    Files.writeString(
        directory.resolve("credentials"),
        """
        [default]
        region = us-east-1
        aws_access_key_id = %s
        aws_secret_access_key = %s
        """
            .formatted(depot.root().accessKeyId(), depot.root().secretAccessKey()));
    program = new Program(directory, AwsCli.environment(directory, depot));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = IamClientsIT.class.getResourceAsStream("/" + name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void everyEverydayOperationIsAmongTheCommands() throws IOException {
    String commands = resource("iam_commands.sh");
    assertThat(resource("iam-operations.txt").lines())
        .hasSize(95)
        .allSatisfy(
            operation -> assertThat(commands).containsPattern("aws iam " + operation + "\\s"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"users", "groups", "roles", "policies", "providers"})
  void commandsOf(String section) throws Exception {
    Program.assumePresent("aws");
    assertThat(program.run("sh", "iam_commands.sh", section).succeeds().out())
        .isEqualTo("ok " + section + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "paginators",
        "waiters",
        "pages_while_things_change",
        "wrong_parameters",
        "denials",
        "terraform_users",
        "terraform_roles",
        "terraform_policies",
        "terraform_providers",
        "escalations_by_policies",
        "escalations_by_credentials",
        "escalations_by_roles",
        "escalations_by_tags",
        "escalations_by_session_tags",
        "escalations_by_providers",
        "boundaries",
        "twenty_clients_at_once"
      })
  void runs(String story) throws Exception {
    Program.assumePresent("python3");
    boolean boto3 = program.run("python3", "-c", "import boto3").exit() == 0;
    if (!boto3) {
      System.out.println("SKIPPED: python3 has no boto3; install python3-boto3 to run this test");
    }
    Assumptions.assumeTrue(boto3, "python3 has no boto3; install python3-boto3");
    assertThat(
            program
                .run("python3", directory.resolve("iam_story.py").toString(), story)
                .succeeds()
                .out())
        .isEqualTo("ok " + story + "\n");
  }
}
