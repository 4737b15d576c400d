package io.ostiary.arquillian;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same WAR seen from Python: each test is a function of {@code depot_story.py}. */
class Boto3IT extends DepotInWildFly {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "buckets_and_objects",
        "multipart",
        "odd_keys",
        "administration",
        "denials",
        "presigned_urls",
        "conditional_reads"
      })
  void runs(String story) throws Exception {
    Program.assumePresent("python3");
    Path script = directory.resolve("depot_story.py");
    try (InputStream text = Boto3IT.class.getResourceAsStream("/depot_story.py")) {
      Files.copy(text, script);
    }
    Files.writeString(
        directory.resolve("credentials"),
        """
        [default]
        region = us-east-1
        aws_access_key_id = %s
        aws_secret_access_key = %s
        """
            .formatted(depot.root().accessKeyId(), depot.root().secretAccessKey()));
    Program python = new Program(directory, AwsCli.environment(directory, depot));
    boolean boto3 = python.run("python3", "-c", "import boto3").exit() == 0;
    if (!boto3) {
      System.out.println("SKIPPED: python3 has no boto3; install python3-boto3 to run this test");
    }
    Assumptions.assumeTrue(boto3, "python3 has no boto3; install python3-boto3");

    assertThat(python.run("python3", script.toString(), story).succeeds().out())
        .isEqualTo("ok " + story + "\n");
  }
}
