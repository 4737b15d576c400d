package io.ostiary.filter.mapping;

import io.ostiary.policy.service.Payload;
import io.ostiary.policy.service.Route;
import io.ostiary.policy.service.ServiceDefinition;
import io.ostiary.signature.Expectation;
import io.ostiary.signature.PayloadMode;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** What signatures must look like at the routes of an installation, made once for each. */
final class Expectations {
  private record Both(Expectation plain, Expectation secure) {}

  private final RouterSettings settings;

  /** By the very object, since a route is a large value. */
  private final IdentityHashMap<Route, Both> made = new IdentityHashMap<>();

  Expectations(List<ServiceDefinition> services, RouterSettings settings) {
    this.settings = settings;
    for (ServiceDefinition service : services) {
      for (Route route : service.routes()) {
        made.put(
            route, new Both(make(service, route, false, false), make(service, route, true, false)));
      }
    }
  }

  /**
   * That at a route.
   *
   * @param secure whether the request came over TLS
   * @param json whether the whole request is a JSON document
   */
  Expectation of(Entry entry, boolean secure, boolean json) {
    Both both = json ? null : made.get(entry.route());
    if (both == null) {
      return make(entry.service(), entry.route(), secure, json);
    }
    return secure ? both.secure : both.plain;
  }

  private Expectation make(ServiceDefinition service, Route route, boolean secure, boolean json) {
    Set<PayloadMode> payloads = EnumSet.noneOf(PayloadMode.class);
    for (Payload payload : route.intake().payload()) {
      payloads.add(PayloadMode.valueOf(payload.name()));
    }
    if (secure && !json) { // a JSON document says what is to be done, as a Query form does
      payloads.add(PayloadMode.UNSIGNED);
      payloads.add(PayloadMode.STREAMING_UNSIGNED_TRAILER);
    }
    return settings.expectation(service, payloads);
  }
}
