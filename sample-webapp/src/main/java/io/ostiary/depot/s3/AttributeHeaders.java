package io.ostiary.depot.s3;

import io.ostiary.depot.store.ObjectAttributes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The attributes of an object as headers of requests and answers. */
final class AttributeHeaders {
  private static final String METADATA = "x-amz-meta-";
  private static final int MOST_METADATA = 2048;
  private static final String DEFAULT_TYPE = "binary/octet-stream";
  private static final List<String> KEPT =
      List.of(
          "Cache-Control",
          "Content-Disposition",
          "Content-Encoding",
          "Content-Language",
          "Content-Type",
          "Expires");

  /** What would promise something that Depot does not do. */
  private static final List<String> REFUSED =
      List.of(
          "x-amz-grant-",
          "x-amz-object-lock-",
          "x-amz-server-side-encryption",
          "x-amz-website-redirect-location");

  private AttributeHeaders() {}

  /** What a request that makes an object says of it, but for who may do what with it. */
  static ObjectAttributes read(S3Request request) {
    refuseUnsupported(request);
    Map<String, String> headers = new TreeMap<>();
    headers.put("Content-Type", DEFAULT_TYPE);
    for (String name : KEPT) {
      request.joinedHeader(name).ifPresent(value -> headers.put(name, value));
    }
    String encoding = withoutChunking(headers.getOrDefault("Content-Encoding", ""));
    if (encoding.isEmpty()) {
      headers.remove("Content-Encoding");
    } else {
      headers.put("Content-Encoding", encoding);
    }
    Map<String, String> metadata = request.headersWithPrefix(METADATA);
    if (bytes(metadata) > MOST_METADATA) {
      throw S3Error.MetadataTooLarge.because(
          "Your metadata headers have %s bytes; at most %s are possible."
              .formatted(bytes(metadata), MOST_METADATA));
    }
    return new ObjectAttributes(
        headers, metadata, Tags.ofHeader(request.header(S3Request.TAGGING).orElse("")));
  }

  /** {@code aws-chunked} is how the body travelled, not how the object is encoded. */
  private static String withoutChunking(String encodings) {
    return Arrays.stream(encodings.split(",", -1))
        .map(String::strip)
        .filter(one -> !one.isEmpty() && !one.toLowerCase(Locale.ROOT).equals("aws-chunked"))
        .collect(Collectors.joining(","));
  }

  private static int bytes(Map<String, String> metadata) {
    return metadata.entrySet().stream()
        .mapToInt(one -> (one.getKey() + one.getValue()).getBytes(StandardCharsets.UTF_8).length)
        .sum();
  }

  private static void refuseUnsupported(S3Request request) {
    for (String prefix : REFUSED) {
      if (!request.headersWithPrefix(prefix).isEmpty()) {
        throw S3Error.NotImplemented.because(
            "Depot does not do what the header `%s…` asks for; leave it out.".formatted(prefix));
      }
    }
    String storageClass = request.header("x-amz-storage-class").orElse("STANDARD");
    if (!storageClass.equals("STANDARD")) {
      throw S3Error.InvalidStorageClass.because(
          "`%s` is not a storage class of Depot; leave it out or write `STANDARD`."
              .formatted(storageClass));
    }
  }

  static void write(ObjectAttributes attributes, S3Answer answer) {
    attributes.headers().forEach(answer::header);
    attributes.metadata().forEach((name, value) -> answer.header(METADATA + name, value));
    if (!attributes.tags().isEmpty()) {
      answer.header("x-amz-tagging-count", Integer.toString(attributes.tags().size()));
    }
  }
}
