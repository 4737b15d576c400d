package io.ostiary.signature;

import io.ostiary.signature.SignatureException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the signed headers announce of an {@code aws-chunked} body.
 *
 * @param length octets after decoding
 * @param announced names of the trailer's fields, lower-case
 */
record StreamLayout(long length, List<String> announced) {
  private static final int MOST_DIGITS = 15;
  private static final int MOST_FIELDS = 10;
  private static final String CHECKSUM = "x-amz-checksum-";

  static StreamLayout of(HeaderFields fields, PayloadMode mode) throws SignatureException {
    long length = length(fields.single(HeaderFields.DECODED_LENGTH));
    List<String> announced = announced(fields.single(HeaderFields.TRAILER));
    if (mode == PayloadMode.STREAMING_SIGNED && !announced.isEmpty()) {
      throw SignatureException.malformed(
          "x-amz-trailer announces a trailer, but x-amz-content-sha256 is not of a mode with one");
    }
    if (mode == PayloadMode.STREAMING_UNSIGNED_TRAILER
        && announced.stream().noneMatch(name -> name.startsWith(CHECKSUM))) {
      throw new SignatureException(
          Reason.PAYLOAD_MODE,
          "STREAMING-UNSIGNED-PAYLOAD-TRAILER needs a checksum in the trailer; announce one by"
              + " x-amz-trailer, such as x-amz-checksum-crc64nvme");
    }
    return new StreamLayout(length, announced);
  }

  private static long length(@Nullable String text) throws SignatureException {
    boolean valid = text != null && !text.isEmpty() && text.length() <= MOST_DIGITS;
    long length = 0;
    for (int i = 0; valid && text != null && i < text.length(); i++) {
      char c = text.charAt(i);
      valid = c >= '0' && c <= '9';
      length = 10 * length + c - '0';
    }
    if (!valid) {
      throw SignatureException.malformed(
          "A streamed payload needs the header x-amz-decoded-content-length, in decimal digits");
    }
    return length;
  }

  private static List<String> announced(@Nullable String text) throws SignatureException {
    List<String> names = new ArrayList<>(1);
    int from = 0;
    while (text != null && from <= text.length()) {
      int comma = text.indexOf(',', from);
      int to = comma < 0 ? text.length() : comma;
      String name = HeaderFields.trim(text.substring(from, to)).toLowerCase(Locale.ROOT);
      if (!HeaderFields.isLowerCaseToken(name)
          || names.contains(name)
          || names.size() == MOST_FIELDS
          || name.equals(ChunkedPayload.TRAILER_SIGNATURE)) {
        throw SignatureException.malformed(
            "x-amz-trailer must be at most %s header names separated by commas, each once"
                .formatted(MOST_FIELDS));
      }
      if (name.startsWith(CHECKSUM) && ChecksumAlgorithm.named(name).isEmpty()) {
        throw new SignatureException(
            Reason.PAYLOAD_MODE,
            "x-amz-trailer announces a checksum that is not supported here; use one of "
                + ChecksumAlgorithm.names());
      }
      names.add(name);
      from = to + 1;
    }
    return List.copyOf(names);
  }
}
