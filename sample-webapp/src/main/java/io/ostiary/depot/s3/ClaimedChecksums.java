package io.ostiary.depot.s3;

import io.ostiary.depot.checksum.Checksum;
import io.ostiary.depot.checksum.ChecksumAlgorithm;
import io.ostiary.depot.checksum.ChecksumType;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client says of the bytes it sends: {@code Content-MD5} and {@code x-amz-checksum-*}, as
 * headers or announced by {@code x-amz-trailer} and sent behind the body.
 */
final class ClaimedChecksums {
  private static final String PREFIX = "x-amz-checksum-";
  private static final int MD5_BYTES = 16;

  private final S3Request request;
  private final byte @Nullable [] md5;
  private final Map<ChecksumAlgorithm, String> headers;
  private final Set<ChecksumAlgorithm> announced;

  private ClaimedChecksums(
      S3Request request,
      byte @Nullable [] md5,
      Map<ChecksumAlgorithm, String> headers,
      Set<ChecksumAlgorithm> announced) {
    this.request = request;
    this.md5 = md5;
    this.headers = headers;
    this.announced = announced;
  }

  /** Reads the headers, before the body. */
  static ClaimedChecksums of(S3Request request) {
    return new ClaimedChecksums(
        request, md5(request), checksums(request.headersWithPrefix(PREFIX)), announced(request));
  }

  private static byte @Nullable [] md5(S3Request request) {
    Optional<String> header = request.header("Content-MD5");
    if (header.isEmpty()) {
      return null;
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(header.get());
      if (bytes.length == MD5_BYTES) {
        return bytes;
      }
    } catch (IllegalArgumentException notBase64) {
      // as for a wrong length
    }
    throw S3Error.InvalidDigest.because(
        "The Content-MD5 you specified was invalid; give the 16 bytes of the MD5 in base64.");
  }

  /**
   * The checksums among the headers or trailers called {@code x-amz-checksum-*}; names that are not
   * algorithms, such as {@code mode}, are something else.
   */
  static Map<ChecksumAlgorithm, String> checksums(Map<String, String> byName) {
    Map<ChecksumAlgorithm, String> claims = new EnumMap<>(ChecksumAlgorithm.class);
    byName.forEach(
        (name, value) ->
            ChecksumAlgorithm.named(name).ifPresent(algorithm -> claims.put(algorithm, value)));
    if (claims.size() > 1) {
      throw S3Error.InvalidRequest.because(
          "Expecting a single x-amz-checksum- header. Multiple checksum types are not allowed.");
    }
    return claims;
  }

  private static Set<ChecksumAlgorithm> announced(S3Request request) {
    Set<ChecksumAlgorithm> announced = EnumSet.noneOf(ChecksumAlgorithm.class);
    for (String name : request.joinedHeader("x-amz-trailer").orElse("").split(",", -1)) {
      String lowerCase = name.strip().toLowerCase(Locale.ROOT);
      if (lowerCase.startsWith(PREFIX)) {
        ChecksumAlgorithm.named(lowerCase.substring(PREFIX.length())).ifPresent(announced::add);
      }
    }
    return announced;
  }

  /** What has to be computed while the body comes in. */
  Set<ChecksumAlgorithm> algorithms() {
    Set<ChecksumAlgorithm> algorithms = EnumSet.noneOf(ChecksumAlgorithm.class);
    algorithms.addAll(headers.keySet());
    algorithms.addAll(announced);
    return algorithms;
  }

  /**
   * Compares all claims with the body that came in.
   *
   * @return the checksum that the client sent, now known to be right
   */
  Optional<Checksum> verify(byte[] actualMd5, Map<ChecksumAlgorithm, byte[]> actual) {
    if (md5 != null && !MessageDigest.isEqual(md5, actualMd5)) {
      throw S3Error.BadDigest.because(
          "The Content-MD5 you specified did not match what we received.");
    }
    List<Checksum> right = new ArrayList<>();
    Map<ChecksumAlgorithm, String> trailers = trailers();
    for (ChecksumAlgorithm algorithm : algorithms()) {
      String claim = headers.getOrDefault(algorithm, trailers.get(algorithm));
      if (claim == null) {
        throw S3Error.InvalidRequest.because(
            "x-amz-trailer announces %s%s, but it did not come behind the body."
                .formatted(PREFIX, algorithm.name().toLowerCase(Locale.ROOT)));
      }
      right.add(verify(algorithm, claim, actual));
    }
    return right.stream().findFirst();
  }

  private Map<ChecksumAlgorithm, String> trailers() {
    Map<ChecksumAlgorithm, String> claims = new EnumMap<>(ChecksumAlgorithm.class);
    Map<String, String> trailers = announced.isEmpty() ? Map.of() : request.trailers();
    for (ChecksumAlgorithm algorithm : announced) {
      String value = trailers.get(PREFIX + algorithm.name().toLowerCase(Locale.ROOT));
      if (value != null) {
        claims.put(algorithm, value.strip());
      }
    }
    return claims;
  }

  private static Checksum verify(
      ChecksumAlgorithm algorithm, String claim, Map<ChecksumAlgorithm, byte[]> actual) {
    byte[] claimed =
        algorithm
            .decode(claim)
            .orElseThrow(
                () ->
                    S3Error.InvalidRequest.because(
                        "Value for %s%s header is invalid."
                            .formatted(PREFIX, algorithm.name().toLowerCase(Locale.ROOT))));
    if (!MessageDigest.isEqual(claimed, actual.get(algorithm))) {
      throw S3Error.BadDigest.because(
          "The %s you specified did not match the calculated checksum.".formatted(algorithm));
    }
    return new Checksum(
        algorithm, ChecksumType.FULL_OBJECT, Base64.getEncoder().encodeToString(claimed));
  }
}
