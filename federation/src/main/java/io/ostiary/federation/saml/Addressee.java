package io.ostiary.federation.saml;

import java.util.Optional;
import java.util.Set;

/**
 * Whom a response must be meant for.
 *
 * @param audiences our entity ids
 * @param recipients the addresses at which we take responses
 * @param request the id of the request that it must answer; if empty, it must answer none
 */
record Addressee(Set<String> audiences, Set<String> recipients, Optional<String> request) {
  Addressee {
    audiences = Set.copyOf(audiences);
    recipients = Set.copyOf(recipients);
  }
}
