package io.ostiary.depot.s3;

import io.ostiary.depot.store.StoredObject;
import io.ostiary.depot.store.WriteCondition;
import java.util.Arrays;
import java.util.Optional;

/** The conditions of RFC 9110 §13 that a request sets on an object. */
final class Preconditions {
  private static final long SECOND = 1000;

  private final S3Request request;
  private final String prefix;

  private Preconditions(S3Request request, String prefix) {
    this.request = request;
    this.prefix = prefix;
  }

  /** On the object that is asked for. */
  static Preconditions of(S3Request request) {
    return new Preconditions(request, "");
  }

  /** On the object that is copied. */
  static Preconditions ofCopySource(S3Request request) {
    return new Preconditions(request, "x-amz-copy-source-");
  }

  /**
   * What the conditions say of reading {@code object}.
   *
   * @return false if the client has it already
   * @throws S3Exception if a condition fails
   */
  boolean allowReading(StoredObject object) {
    Optional<String> match = request.header(prefix + "If-Match");
    long unmodifiedSince = request.date(prefix + "If-Unmodified-Since");
    if (match.isPresent()
        ? !names(match.get(), object)
        : unmodifiedSince >= 0 && seconds(object) > unmodifiedSince) {
      throw failed(match.isPresent() ? "If-Match" : "If-Unmodified-Since");
    }
    Optional<String> noneMatch = request.header(prefix + "If-None-Match");
    long modifiedSince = request.date(prefix + "If-Modified-Since");
    return noneMatch.isPresent()
        ? !names(noneMatch.get(), object)
        : modifiedSince < 0 || seconds(object) > modifiedSince;
  }

  /** What the conditions say of replacing what is there. */
  WriteCondition forWriting() {
    Optional<String> match = request.header(prefix + "If-Match");
    Optional<String> noneMatch = request.header(prefix + "If-None-Match");
    return current -> {
      if (match.isPresent() && current.isEmpty()) {
        throw S3Error.NoSuchKey.because("The specified key does not exist.");
      }
      if (match.isPresent() && current.filter(object -> names(match.get(), object)).isEmpty()) {
        throw failed("If-Match");
      }
      if (noneMatch.isPresent()
          && current.filter(object -> names(noneMatch.get(), object)).isPresent()) {
        throw failed("If-None-Match");
      }
    };
  }

  private S3Exception failed(String condition) {
    return S3Error.PreconditionFailed.because(
        "At least one of the pre-conditions you specified did not hold: `%s%s`."
            .formatted(prefix, condition));
  }

  /** Modified when, in milliseconds of whole seconds, all that HTTP can say. */
  private static long seconds(StoredObject object) {
    return object.modifiedMillis() / SECOND * SECOND;
  }

  private static boolean names(String header, StoredObject object) {
    return Arrays.stream(header.split(",", -1))
        .map(String::strip)
        .map(one -> one.startsWith("W/") ? one.substring(2) : one)
        .map(Preconditions::unquoted)
        .anyMatch(one -> one.equals("*") || one.equals(object.etag()));
  }

  /** An ETag without its quotes. */
  static String unquoted(String etag) {
    boolean quoted = etag.length() > 1 && etag.startsWith("\"") && etag.endsWith("\"");
    return quoted ? etag.substring(1, etag.length() - 1) : etag;
  }
}
