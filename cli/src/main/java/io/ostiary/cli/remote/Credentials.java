package io.ostiary.cli.remote;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An access key, found where AWS's clients look for it: {@code AWS_ACCESS_KEY_ID} and its
 * companions, else the profile {@code AWS_PROFILE} of {@code AWS_SHARED_CREDENTIALS_FILE} or {@code
 * ~/.aws/credentials}.
 */
public final class Credentials {
  private static final String DEFAULT = "default";

  private final String accessKeyId;
  private final String secret;
  private final Optional<String> sessionToken;

  private Credentials(String accessKeyId, String secret, Optional<String> sessionToken) {
    this.accessKeyId = accessKeyId;
    this.secret = secret;
    this.sessionToken = sessionToken;
  }

  /**
   * Finds a key.
   *
   * @param directory what a relative file name is relative to
   */
  public static Optional<Credentials> find(Map<String, String> environment, Path directory) {
    String id = environment.getOrDefault("AWS_ACCESS_KEY_ID", "");
    String secret = environment.getOrDefault("AWS_SECRET_ACCESS_KEY", "");
    if (!id.isEmpty() && !secret.isEmpty()) {
      return Optional.of(new Credentials(id, secret, given(environment, "AWS_SESSION_TOKEN")));
    }
    Path home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home", "")));
    Path file =
        given(environment, "AWS_SHARED_CREDENTIALS_FILE")
            .map(directory::resolve)
            .orElse(home.resolve(".aws").resolve("credentials"));
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    return in(file, given(environment, "AWS_PROFILE").orElse(DEFAULT));
  }

  private static Optional<Credentials> in(Path file, String profile) {
    Map<String, String> values = new HashMap<>();
    boolean here = false;
    try {
      for (String line : Files.readAllLines(file)) {
        String text = line.strip();
        int equals = text.indexOf('=');
        if (text.startsWith("[")) {
          here = text.equals('[' + profile + ']');
        } else if (here && equals > 0 && !text.startsWith("#")) {
          values.put(text.substring(0, equals).strip(), text.substring(equals + 1).strip());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("`" + file + "` cannot be read", e);
    }
    Optional<String> id = given(values, "aws_access_key_id");
    Optional<String> secret = given(values, "aws_secret_access_key");
    return id.isPresent() && secret.isPresent()
        ? Optional.of(new Credentials(id.get(), secret.get(), given(values, "aws_session_token")))
        : Optional.empty();
  }

  private static Optional<String> given(Map<String, String> values, String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }

  String accessKeyId() {
    return accessKeyId;
  }

  /** For {@link Signature} alone. */
  String secret() {
    return secret;
  }

  Optional<String> sessionToken() {
    return sessionToken;
  }

  @Override
  public String toString() {
    return accessKeyId;
  }
}
