package io.ostiary.depot.s3;

import io.ostiary.depot.checksum.Checksum;
import io.ostiary.depot.checksum.ChecksumAlgorithm;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checksums as headers and elements of answers. */
final class ChecksumHeaders {
  private ChecksumHeaders() {}

  static void write(@Nullable Checksum checksum, S3Answer answer) {
    if (checksum != null) {
      writeValue(checksum, answer);
      answer.header("x-amz-checksum-type", checksum.type().name());
    }
  }

  /** Without the type, as for parts. */
  static void writeValue(Checksum checksum, S3Answer answer) {
    String name = checksum.algorithm().name().toLowerCase(Locale.ROOT);
    answer.header("x-amz-checksum-" + name, checksum.value());
  }

  static void write(@Nullable Checksum checksum, XmlAnswer xml) {
    if (checksum != null) {
      xml.element(element(checksum.algorithm()), checksum.value());
    }
  }

  /** The checksums among an element's children. */
  static Map<ChecksumAlgorithm, String> read(XmlElement element) {
    Map<ChecksumAlgorithm, String> checksums = new EnumMap<>(ChecksumAlgorithm.class);
    for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
      element.text(element(algorithm)).ifPresent(value -> checksums.put(algorithm, value));
    }
    return checksums;
  }

  private static String element(ChecksumAlgorithm algorithm) {
    return "Checksum" + algorithm.name();
  }
}
