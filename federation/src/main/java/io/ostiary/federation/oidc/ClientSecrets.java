package io.ostiary.federation.oidc;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The secrets by which we prove to issuers which client we are, where we are one that has a secret.
 * A secret belongs to one issuer and is shown to no other.
 */
public final class ClientSecrets {
  /** None: we are a public client everywhere. */
  public static final ClientSecrets NONE = new ClientSecrets(Map.of());

  private static final int FIELDS = 3;

  private record Client(String issuer, String id) {}

  private final Map<Client, String> secrets;

  private ClientSecrets(Map<Client, String> secrets) {
    this.secrets = Map.copyOf(secrets);
  }

  /**
   * Those in a file: on each line an issuer, a client's id and its secret, with spaces between.
   * Empty lines and those that begin with {@code #} say nothing.
   *
   * @throws IOException if a line says something else; the message does not quote it
   */
  public static ClientSecrets read(Path file) throws IOException {
    Map<Client, String> secrets = new HashMap<>();
    int number = 0;
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      number++;
      String stripped = line.strip();
      if (stripped.isEmpty() || stripped.startsWith("#")) {
        continue;
      }
      String[] fields = stripped.split(" +", FIELDS);
      if (fields.length != FIELDS
          || secrets.put(new Client(fields[0], fields[1]), fields[2]) != null) {
        throw new IOException(
            "line %s of `%s` is not `ISSUER CLIENT-ID SECRET`, or names a client again"
                .formatted(number, file));
      }
    }
    return new ClientSecrets(secrets);
  }

  boolean has(String issuer, String clientId) {
    return secrets.containsKey(new Client(issuer, clientId));
  }

  /**
   * An Authorization header's value that proves which client we are; empty without a secret.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1">RFC 6749, 2.3.1</a>
   */
  Optional<String> basic(String issuer, String clientId) {
    return form(issuer, clientId)
        .map(
            secret ->
                "Basic "
                    + Base64.getEncoder()
                        .encodeToString(
                            (encode(clientId) + ':' + encode(secret))
                                .getBytes(StandardCharsets.US_ASCII)));
  }

  /** The secret itself, for issuers that take it only in a form. */
  Optional<String> form(String issuer, String clientId) {
    return Optional.ofNullable(secrets.get(new Client(issuer, clientId)));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return secrets.size() + " client secrets";
  }
}
