package io.ostiary.filter.http;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is admitted of a request before anything else is known of it.
 *
 * @param allowedHosts the values of Host that are ours, port included where clients send one;
 *     compared ignoring case; empty admits any
 * @param encodedTilde whether {@code %7E} may stand for {@code ~} in a path, as some old clients
 *     write it
 * @param memoryLimit the part of a body, in bytes, that is kept in memory; the rest goes to a file
 * @param spoolDirectory where those files live; they have no name once they are open
 */
public record HttpSettings(
    Set<String> allowedHosts, boolean encodedTilde, int memoryLimit, Path spoolDirectory) {

  /** The longest undecoded path, in characters. */
  public static final int PATH_LIMIT = 8 * 1024;

  /** The longest undecoded query, in characters. */
  public static final int QUERY_LIMIT = 16 * 1024;

  /** The most parameters of a query or a form. */
  public static final int PARAMETER_LIMIT = 1_000;

  /** The most field lines of a header. */
  public static final int HEADER_LIMIT = 128;

  /** The longest field value, in characters. */
  public static final int HEADER_VALUE_LIMIT = 16 * 1024;

  /** 1 MiB. */
  public static final int DEFAULT_MEMORY_LIMIT = 1024 * 1024;

  public HttpSettings {
    allowedHosts =
        allowedHosts.stream()
            .map(host -> host.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Any Host, strict paths, 1 MiB in memory, files where Java keeps temporary ones. */
  public static HttpSettings defaults() {
    return new HttpSettings(
        Set.of(), false, DEFAULT_MEMORY_LIMIT, Path.of(System.getProperty("java.io.tmpdir")));
  }
}
