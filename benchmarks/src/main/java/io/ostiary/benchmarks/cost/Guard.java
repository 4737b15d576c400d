package io.ostiary.benchmarks.cost;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import org.apache.catalina.Context;

/**
 * What may stand in front of an application; each implementation is found as a service. All of them
 * stand in one server, each in front of an application of its own that is the same otherwise.
 */
public interface Guard extends AutoCloseable {

  /** Below this an application answers whom it is asked by. */
  String RECORDS = "/records/";

  /** A short name in lower case, which is the application's context path, too. */
  String name();

  /** The name and version that a table prints. */
  String title();

  /**
   * Puts itself in front of an application that is not started yet.
   *
   * @param folder for whatever it keeps, its own
   */
  void guard(Context application, Path folder) throws Exception;

  /** The ways past it, once the server answers on a port of this machine. */
  List<Way> ways(int port) throws Exception;

  /**
   * Says whether it did all that it is measured for, since it was asked last.
   *
   * @throws IllegalStateException if it did not
   */
  default void verify() {}

  @Override
  void close() throws IOException;

  /** Every guard on the class path, nobody first and Ostiary next. */
  static List<Guard> all() {
    List<String> first = List.of(Nobody.NAME, OstiaryGuard.NAME);
    return ServiceLoader.load(Guard.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(
            Comparator.<Guard>comparingInt(
                    guard -> Math.floorMod(first.indexOf(guard.name()), first.size() + 1))
                .thenComparing(Guard::name))
        .toList();
  }
}
