package io.ostiary.depot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DepotSettingsTest {

  @Test
  void aPropertyComesBeforeTheEnvironmentAndThatBeforeTheDefault() {
    Map<String, String> properties = Map.of("ostiary.data", "/p");
    Map<String, String> environment = Map.of("OSTIARY_DATA", "/e", "OSTIARY_PARTITION", "aws-cn");
    assertThat(DepotSettings.read(properties::get, environment::get))
        .isEqualTo(new DepotSettings(Path.of("/p/depot"), "aws-cn"));
    assertThat(DepotSettings.read(name -> null, environment::get).folder())
        .isEqualTo(Path.of("/e/depot"));
    assertThat(DepotSettings.read(name -> " ", name -> null))
        .isEqualTo(new DepotSettings(Path.of("ostiary-data/depot"), "aws"));
  }
}
