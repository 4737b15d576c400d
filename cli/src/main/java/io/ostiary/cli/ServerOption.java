package io.ostiary.cli;

import io.ostiary.cli.remote.Credentials;
import io.ostiary.cli.remote.RemoteServer;
import java.time.InstantSource;
import java.util.Map;

/** The server that a command asks, and the key it asks with, found as AWS's clients find theirs. */
final class ServerOption {
  private ServerOption() {}

  /**
   * Finds them.
   *
   * @param endpoint as the command names it; if empty, as the environment does
   */
  static RemoteServer server(Console console, String endpoint) {
    Map<String, String> environment = console.environment();
    String url = endpoint.isEmpty() ? environment.getOrDefault("AWS_ENDPOINT_URL", "") : endpoint;
    if (url.isEmpty()) {
      throw new CommandFailure("no server is named; add `--endpoint URL` or set AWS_ENDPOINT_URL");
    }
    Credentials credentials =
        Credentials.find(environment, console.directory())
            .orElseThrow(
                () ->
                    new CommandFailure(
                        "there is no access key to sign with; set AWS_ACCESS_KEY_ID and"
                            + " AWS_SECRET_ACCESS_KEY, or AWS_SHARED_CREDENTIALS_FILE"));
    String region =
        environment.getOrDefault(
            "AWS_REGION", environment.getOrDefault("AWS_DEFAULT_REGION", "us-east-1"));
    try {
      return new RemoteServer(url, credentials, region, InstantSource.system());
    } catch (IllegalArgumentException e) {
      throw new CommandFailure("`" + url + "` is no link to a server; write `http://host:8080`");
    }
  }
}
