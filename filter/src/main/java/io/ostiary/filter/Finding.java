package io.ostiary.filter;

import io.ostiary.filter.audit.AuditEvent.AuditedResource;
import io.ostiary.filter.audit.AuditEvent.Details;
import io.ostiary.filter.audit.AuditEvent.Failure;
import io.ostiary.filter.audit.AuditEvent.Identity;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an endpoint of ours decided of a request that was left to it, as the audit has it. Holds no
 * secret.
 *
 * @param name the event's, such as {@code AssumeRole}
 * @param outcome {@code Allowed}, {@code ExplicitlyDenied}, {@code ImplicitlyDenied}, or {@code
 *     Refused} for another reason than a policy
 * @param caller who it turned out to be; empty for whoever made the request
 * @param parameters what tells the request from others of the same name
 * @param failure why it was refused, as the client is told
 */
public record Finding(
    String name,
    String outcome,
    Optional<Identity> caller,
    Map<String, String> parameters,
    List<AuditedResource> resources,
    Optional<Failure> failure,
    Details details) {

  /** What was allowed. */
  public static Finding allowed(
      String name,
      Optional<Identity> caller,
      Map<String, String> parameters,
      List<AuditedResource> resources,
      Map<String, String> answer) {
    return new Finding(
        name, "Allowed", caller, parameters, resources, Optional.empty(), new Details(answer, ""));
  }

  /**
   * What was refused.
   *
   * @param outcome in which way
   * @param reason for administrators only; empty if the failure says it all
   */
  public static Finding refused(
      String name,
      String outcome,
      Optional<Identity> caller,
      Map<String, String> parameters,
      List<AuditedResource> resources,
      Failure failure,
      String reason) {
    return new Finding(
        name,
        outcome,
        caller,
        parameters,
        resources,
        Optional.of(failure),
        new Details(Map.of(), reason));
  }
}
