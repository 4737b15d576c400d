package io.ostiary.endpoint.iam;

import io.ostiary.policy.service.ServiceDefinition;
import io.ostiary.realm.Realm;
import io.ostiary.realm.directory.LinkedServices;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What some operations need beside the directory.
 *
 * @param linked the services for which service-linked roles may be made
 * @param services all that are served, which reports tell of
 * @param outboundIssuer by account, who its web identity tokens say made them
 */
record Surroundings(
    Realm realm,
    LinkedServices linked,
    List<ServiceDefinition> services,
    UnaryOperator<String> outboundIssuer) {

  Surroundings {
    services = List.copyOf(services);
  }

  LastUses lastUses() {
    return new LastUses(realm.once());
  }
}
