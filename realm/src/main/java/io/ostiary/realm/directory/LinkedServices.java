package io.ostiary.realm.directory;

import io.ostiary.realm.directory.DirectoryException.Code;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The services of an installation for which service-linked roles may be made. */
public final class LinkedServices {
  private final Map<String, LinkedService> byHost;

  /**
   * Registers services.
   *
   * @throws IllegalArgumentException if two have one host
   */
  public LinkedServices(Collection<LinkedService> services) {
    byHost =
        services.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    LinkedService::host,
                    Function.identity(),
                    (one, other) -> {
                      throw new IllegalArgumentException(
                          "service %s is registered twice".formatted(one.host()));
                    }));
  }

  /**
   * The service of a host.
   *
   * @throws DirectoryException if it is not registered
   */
  public LinkedService named(String host) {
    return Optional.ofNullable(byHost.get(host))
        .orElseThrow(
            () ->
                new DirectoryException(
                    Code.ACCESS_DENIED, "Cannot find Service Linked Role template for " + host));
  }
}
