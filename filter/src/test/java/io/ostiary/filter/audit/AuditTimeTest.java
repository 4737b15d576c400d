package io.ostiary.filter.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditTimeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-22T18:00:15Z",
        "2026-11-22T18:00:15.100Z",
        "2026-11-22T18:00:15.000001Z",
        "2026-11-22T18:00:15.000000001Z",
        "2026-11-22T18:00:15.999999999Z",
        "1969-12-31T23:59:59.500Z",
        "-0001-01-01T00:00:00.010Z",
        "+12345-01-01T00:00:00Z"
      })
  void isWrittenAsTheInstantItself(String text) {
    assertThat(AuditTime.text(Instant.parse(text))).isEqualTo(Instant.parse(text).toString());
  }
}
