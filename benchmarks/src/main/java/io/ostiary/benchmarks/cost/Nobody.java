package io.ostiary.benchmarks.cost;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.catalina.Context;

/** No guard at all: what every other is compared with. */
public final class Nobody implements Guard {
  static final String NAME = "bare";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "the server by itself";
  }

  @Override
  public void guard(Context application, Path folder) {}

  @Override
  public List<Way> ways(int port) {
    return List.of(Way.plain(this, "no door", Map.of()));
  }

  @Override
  public void close() {}
}
