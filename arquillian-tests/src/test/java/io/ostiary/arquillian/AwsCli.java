package io.ostiary.arquillian;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/**
 * The stock {@code aws} command, told of Ostiary by {@code AWS_ENDPOINT_URL} and of its callers by
 * a credentials file, and by nothing else. Each caller is a profile.
 */
final class AwsCli {
  private final Path directory;
  private final Program program;
  private final Map<String, AwsCredentials> profiles = new LinkedHashMap<>();

  AwsCli(Path directory, Installation depot) {
    Program.assumePresent("aws");
    this.directory = directory;
    this.program = new Program(directory, environment(directory, depot));
  }

  /** The settings that any AWS client understands. */
  static Map<String, String> environment(Path directory, Installation depot) {
    return Map.of(
        "AWS_ENDPOINT_URL", depot.endpoint().toString(),
        "AWS_SHARED_CREDENTIALS_FILE", directory.resolve("credentials").toString(),
        "AWS_CONFIG_FILE", directory.resolve("config").toString(),
        "AWS_EC2_METADATA_DISABLED", "true",
        "AWS_PAGER", "");
  }

  AwsCli profile(String name, AwsCredentials key) throws IOException {
    profiles.put(name, key);
    StringBuilder text = new StringBuilder();
    profiles.forEach(
        (profile, each) ->
            text.append("[%s]%n".formatted(profile))
                .append("region = us-east-1%n".formatted())
                .append("aws_access_key_id = %s%n".formatted(each.accessKeyId()))
                .append("aws_secret_access_key = %s%n".formatted(each.secretAccessKey())));
    Files.writeString(directory.resolve("credentials"), text);
    return this;
  }

  /** Uses a credentials file as the server wrote it. */
  AwsCli credentialsFile(Path file) throws IOException {
    Files.writeString(directory.resolve("credentials"), Files.readString(file));
    return this;
  }

  /** Adds a setting that {@code aws configure set} would write. */
  AwsCli configuration(String text) throws IOException {
    Files.writeString(directory.resolve("config"), text);
    return this;
  }

  Program.Outcome run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("aws"));
    command.addAll(List.of(arguments));
    return program.run(command);
  }
}
