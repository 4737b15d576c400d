package io.ostiary.depot.s3;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** How an answer writes keys: as they are, or percent-encoded if {@code encoding-type=url}. */
record Names(boolean encoded, UnaryOperator<String> writer) {

  static Names asked(Query query) {
    String type = query.orEmpty("encoding-type");
    if (type.isEmpty()) {
      return new Names(false, UnaryOperator.identity());
    }
    if (!type.equals("url")) {
      throw S3Error.InvalidArgument.because(
          "`%s` is not an encoding type; write `url`.".formatted(type));
    }
    return new Names(true, Names::encode);
  }

  private static String encode(String key) {
    return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
  }

  String write(String key) {
    return writer.apply(key);
  }
}
