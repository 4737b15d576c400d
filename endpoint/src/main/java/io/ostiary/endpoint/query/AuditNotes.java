package io.ostiary.endpoint.query;

import io.ostiary.filter.Finding;
import io.ostiary.filter.audit.AuditEvent.AuditedResource;
import io.ostiary.filter.audit.AuditEvent.Details;
import io.ostiary.filter.audit.AuditEvent.Failure;
import io.ostiary.filter.audit.AuditEvent.Identity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an operation that decides by itself tells the audit, noted while it is carried out. Nothing
 * secret is noted. For one call.
 */
public final class AuditNotes {
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private final Map<String, String> answer = new LinkedHashMap<>();
  private final List<AuditedResource> resources = new ArrayList<>();
  private Optional<Identity> caller = Optional.empty();

  /** A parameter as it was sent, named as CloudTrail names it. */
  public void parameter(String name, Object value) {
    parameters.put(name, value.toString());
  }

  /** Something of the answer. */
  public void answer(String name, Object value) {
    answer.put(name, value.toString());
  }

  /** What it was about. */
  public void resource(String arn, String accountId) {
    resources.add(new AuditedResource(arn, accountId));
  }

  /** Who it turned out to be. */
  public void caller(Identity identity) {
    caller = Optional.of(identity);
  }

  Finding allowed(String operation) {
    return Finding.allowed(operation, caller, parameters, resources, answer);
  }

  Finding refused(String operation, OperationException refused) {
    return new Finding(
        operation,
        refused.outcome(),
        caller,
        parameters,
        resources,
        Optional.of(new Failure(refused.code(), refused.message())),
        new Details(Map.of(), refused.reason()));
  }
}
