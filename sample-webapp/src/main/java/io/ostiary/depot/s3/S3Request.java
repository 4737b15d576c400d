package io.ostiary.depot.s3;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** A request as S3 reads it: path style, bucket first, the rest is the key. */
final class S3Request {
  static final String COPY_SOURCE = "x-amz-copy-source";
  static final String TAGGING = "x-amz-tagging";
  static final String ACL = "x-amz-acl";
  static final String OWNERSHIP = "x-amz-object-ownership";
  private static final int LONGEST_KEY = 1024;

  private final HttpServletRequest request;
  private final Query query;
  private final String bucket;
  private final String key;

  private S3Request(HttpServletRequest request, Query query, String bucket, String key) {
    this.request = request;
    this.query = query;
    this.bucket = bucket;
    this.key = key;
  }

  /** Reads path and query, not the body. */
  static S3Request of(HttpServletRequest request) {
    String path = Optional.ofNullable(request.getPathInfo()).orElse("/").substring(1);
    int slash = path.indexOf('/');
    String bucket = slash < 0 ? path : path.substring(0, slash);
    String key = slash < 0 ? "" : path.substring(slash + 1);
    requireKey(key);
    return new S3Request(request, Query.parse(request.getQueryString()), bucket, key);
  }

  /** A key has at most 1,024 bytes, and only characters that an XML answer can name. */
  static void requireKey(String key) {
    if (key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
      throw S3Error.KeyTooLongError.because(
          "Your key is too long; it may have %s bytes of UTF-8.".formatted(LONGEST_KEY));
    }
    boolean nameable =
        key.codePoints()
            .allMatch(
                point ->
                    point >= ' '
                        && !(point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)
                        && point != 0xfffe
                        && point != 0xffff);
    if (!nameable) {
      throw S3Error.InvalidURI.because(
          "The key holds a control character or half a character; leave it out.");
    }
  }

  /** Empty for the service itself. */
  String bucket() {
    return bucket;
  }

  /** Empty for a bucket. */
  String key() {
    return key;
  }

  Query query() {
    return query;
  }

  String path() {
    return request.getRequestURI();
  }

  /**
   * The operation asked for: method, level and what tells operations of both apart, such as {@code
   * GET bucket ?location}, {@code PUT object ?partNumber ?uploadId}, {@code PUT object from copy}.
   */
  String operation() {
    StringBuilder name = new StringBuilder(request.getMethod());
    name.append(bucket.isEmpty() ? " service" : key.isEmpty() ? " bucket" : " object");
    TreeSet<String> subResources = new TreeSet<>(query.names());
    subResources.retainAll(SubResource.NAMES);
    subResources.forEach(one -> name.append(" ?").append(one));
    header(COPY_SOURCE).ifPresent(source -> name.append(" from copy"));
    return name.toString();
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeader(name));
  }

  /** All values of a header that may be repeated, as one list. */
  Optional<String> joinedHeader(String name) {
    List<String> values = Collections.list(request.getHeaders(name));
    return values.isEmpty() ? Optional.empty() : Optional.of(String.join(",", values));
  }

  /** All headers whose lower-case name starts with {@code prefix}, by what follows it. */
  Map<String, String> headersWithPrefix(String prefix) {
    Map<String, String> found = new TreeMap<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      String lowerCase = name.toLowerCase(Locale.ROOT);
      if (lowerCase.startsWith(prefix)) {
        found.put(lowerCase.substring(prefix.length()), joinedHeader(name).orElse(""));
      }
    }
    return found;
  }

  /** The time in a header, in milliseconds since 1970; −1 if there is none that can be read. */
  long date(String name) {
    try {
      return request.getDateHeader(name);
    } catch (IllegalArgumentException notADate) {
      return -1;
    }
  }

  /** The body; a client that waits for {@code 100 Continue} gets it when this is first read. */
  InputStream body() throws IOException {
    return request.getInputStream();
  }

  /** What came behind the body, by lower-case name; complete when the body has been read. */
  Map<String, String> trailers() {
    Map<String, String> trailers = new TreeMap<>();
    if (request.isTrailerFieldsReady()) {
      request
          .getTrailerFields()
          .forEach((name, value) -> trailers.put(name.toLowerCase(Locale.ROOT), value));
    }
    return trailers;
  }

  /** How many bytes the object in the body has, if the client said so. */
  Optional<Long> contentLength() {
    Optional<String> decoded = header("x-amz-decoded-content-length");
    if (decoded.isPresent()) {
      return decoded.map(S3Request::length);
    }
    long length = request.getContentLengthLong();
    return length < 0 ? Optional.empty() : Optional.of(length);
  }

  private static long length(String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw S3Error.InvalidArgument.because(
          "`%s` is not a length in `x-amz-decoded-content-length`; give a whole number."
              .formatted(text));
    }
    return Long.parseLong(text);
  }
}
