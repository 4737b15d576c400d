package io.ostiary.policy.oracle;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The documents that bear on a request, layer by layer. Of the boundary and the session policies,
 * null means that there is none, which limits nothing. The guardrails of an organisation come in
 * levels. Access-control lists are a resource's besides its policies, and not of roles.
 */
record PlainPolicies(
    List<PlainDocument> identity,
    List<PlainDocument> resource,
    @Nullable List<PlainDocument> boundary,
    @Nullable List<PlainDocument> session,
    List<List<PlainDocument>> serviceControl,
    List<List<PlainDocument>> resourceControl,
    List<PlainAcl> acls) {

  Stream<PlainDocument> documents() {
    return Stream.of(
            Stream.of(identity, resource),
            Stream.ofNullable(boundary),
            Stream.ofNullable(session),
            serviceControl.stream(),
            resourceControl.stream())
        .flatMap(layers -> layers)
        .flatMap(List::stream);
  }
}
