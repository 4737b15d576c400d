package io.ostiary.depot.s3;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The parameters behind the question mark; a name without {@code =} has the empty value. */
final class Query {
  private final Map<String, String> parameters;

  private Query(Map<String, String> parameters) {
    this.parameters = parameters;
  }

  static Query parse(@Nullable String text) {
    Map<String, String> parameters = new TreeMap<>();
    if (text != null) {
      for (String pair : text.split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
        if (!name.isEmpty() && parameters.putIfAbsent(name, value) != null) {
          throw S3Error.InvalidArgument.because(
              "The parameter `%s` is there twice; give it once.".formatted(name));
        }
      }
    }
    return new Query(parameters);
  }

  static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw S3Error.InvalidURI.because(
          "`%s` is not percent-encoded; write `%%25` for a percent sign.".formatted(text));
    }
  }

  Set<String> names() {
    return Collections.unmodifiableSet(parameters.keySet());
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  String orEmpty(String name) {
    return parameters.getOrDefault(name, "");
  }

  /** The number that a parameter holds, within bounds; a number above the greatest is that. */
  int number(String name, int least, int greatest, int otherwise) {
    String text = parameters.get(name);
    if (text == null || text.isEmpty()) {
      return otherwise;
    }
    if (text.matches("[0-9]{1,9}") && Integer.parseInt(text) >= least) {
      return Math.min(Integer.parseInt(text), greatest);
    }
    throw S3Error.InvalidArgument.because(
        "`%s` is not a value of `%s`; give a whole number from %s to %s."
            .formatted(text, name, least, greatest));
  }
}
