package io.ostiary.policy.service;

import java.util.Map;
import java.util.Optional;

/**
 * An action that a route needs to be allowed.
 *
 * @param action without the service's prefix
 * @param with for a variable of the resource's ARN, the variable of the request that fills it; one
 *     that is not listed fills itself
 * @param ifTagged how the name of a tag begins that makes a request need it, in whatever case; if
 *     empty, every request does
 */
public record RequiredAction(String action, Map<String, String> with, Optional<String> ifTagged) {
  public RequiredAction {
    with = Map.copyOf(with);
  }

  /** One that every request needs, on a resource whose variables the request has by their names. */
  static RequiredAction of(String action) {
    return new RequiredAction(action, Map.of(), Optional.empty());
  }
}
