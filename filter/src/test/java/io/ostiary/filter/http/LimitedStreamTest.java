package io.ostiary.filter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LimitedStreamTest {

  @Test
  void givesExactlyAsMuchAsAdmitted() throws IOException {
    assertThat(new LimitedStream(new ByteArrayInputStream(new byte[4]), 4).readAllBytes())
        .hasSize(4);
  }

  @Test
  void failsRatherThanGiveMore() {
    assertThatThrownBy(
            () -> new LimitedStream(new ByteArrayInputStream(new byte[5]), 4).readAllBytes())
        .isInstanceOf(BodyTooLargeException.class);
    assertThatThrownBy(() -> new LimitedStream(new ByteArrayInputStream(new byte[5]), 0).read())
        .isInstanceOf(BodyTooLargeException.class);
    assertThatThrownBy(() -> new LimitedStream(new ByteArrayInputStream(new byte[5]), 4).skip(5))
        .isInstanceOf(BodyTooLargeException.class);
  }
}
