package io.ostiary.application.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MeteringTest {

  @Test
  void whereThereIsNoMicrometerNothingIsCounted() {
    assertThat(Metering.isServed(MeteringTest.class.getClassLoader())).isTrue();
    assertThat(Metering.isServed(ClassLoader.getPlatformClassLoader())).isFalse();
  }
}
