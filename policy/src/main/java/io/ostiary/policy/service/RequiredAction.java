package io.ostiary.policy.service;

import java.util.Map;

/**
 * An action that a route needs to be allowed.
 *
 * @param action without the service's prefix
 * @param with for a variable of the resource's ARN, the variable of the request that fills it; one
 *     that is not listed fills itself
 */
public record RequiredAction(String action, Map<String, String> with) {
  public RequiredAction {
    with = Map.copyOf(with);
  }
}
