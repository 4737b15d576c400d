package io.ostiary.arquillian;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** How a server is laid out for one run, started in the foreground, and told ready. */
interface Launch {

  /** What its log says when all applications are there, or have failed. */
  String started();

  /** What its log says of an application that did not start. */
  String failed();

  /** Where one run's server finds applications. */
  Path applications(Path base);

  /** Lays out a folder of its own for one run, on a port of this machine. */
  void prepare(Path home, Path base, int port) throws IOException, InterruptedException;

  /** What starts it. */
  List<String> command(Path home, Path base, int port, Map<String, String> properties);

  /** What its environment has besides. */
  default Map<String, String> environment(Path base, Map<String, String> properties) {
    return Map.of();
  }

  /** Where a server that has MicroProfile Health answers for it. */
  default URI health(Path base, URI endpoint) throws IOException {
    return endpoint;
  }

  /** Deploys the applications, where a started server does not do so by itself. */
  default void deploy(Path home, Path base) throws IOException, InterruptedException {}
}
