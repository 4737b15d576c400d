package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.Parameters;
import io.ostiary.endpoint.query.Text;
import io.ostiary.policy.request.RequestContext.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be simulated, as its caller says it.
 *
 * @param sourceArn whose policies count; empty if only those that are passed do
 * @param policies passed as texts, like all policies here
 * @param context the keys and values that the caller makes up
 */
record SimulationInput(
    Optional<String> sourceArn,
    List<String> policies,
    List<String> boundaries,
    List<String> actions,
    List<String> resources,
    Optional<String> resourcePolicy,
    Optional<String> resourceOwner,
    Optional<String> callerArn,
    Map<String, Values> context) {

  private static final int MOST_POLICIES = 100;
  private static final int MOST_NAMES = 1000;
  private static final int MOST_SCENARIOS = 10_000;
  private static final Text ACTION = Text.of(3, 128);
  private static final Text RESOURCE = Text.of(1, 2048);

  /** Where EC2 would want certain resources together; here each is decided by itself. */
  private static final List<String> HANDLING =
      List.of(
          "EC2-Classic-InstanceStore",
          "EC2-Classic-EBS",
          "EC2-VPC-InstanceStore",
          "EC2-VPC-InstanceStore-Subnet",
          "EC2-VPC-EBS",
          "EC2-VPC-EBS-Subnet");

  /** Reads a simulation of the policies of an identity, and of others beside them. */
  static SimulationInput ofPrincipal(Parameters in) {
    String source = in.text("PolicySourceArn", Texts.ARN);
    return read(Optional.of(source), readPolicies(in), in);
  }

  /** Reads a simulation of policies that are passed. */
  static SimulationInput ofPolicies(Parameters in) {
    return read(Optional.empty(), readRequiredPolicies(in), in);
  }

  static List<String> readPolicies(Parameters in) {
    return in.list("PolicyInputList", MOST_POLICIES, SimulationInput::document);
  }

  static List<String> readRequiredPolicies(Parameters in) {
    return in.someOf("PolicyInputList", MOST_POLICIES, SimulationInput::document);
  }

  private static String document(Parameters in) {
    return in.text("", Texts.POLICY_DOCUMENT);
  }

  private static SimulationInput read(
      Optional<String> source, List<String> policies, Parameters in) {
    List<String> actions = in.someOf("ActionNames", MOST_NAMES, one -> one.text("", ACTION));
    List<String> resources = in.list("ResourceArns", MOST_NAMES, one -> one.text("", RESOURCE));
    if (actions.size() * Math.max(1, resources.size()) > MOST_SCENARIOS) {
      in.refuse(
          Refusals.invalid(
              "%s actions of %s resources are more than %s simulations; ask for fewer at once"
                  .formatted(actions.size(), resources.size(), MOST_SCENARIOS)));
    }
    in.optionalWord("ResourceHandlingOption", HANDLING);
    return new SimulationInput(
        source,
        policies,
        in.list("PermissionsBoundaryPolicyInputList", MOST_POLICIES, SimulationInput::document),
        actions,
        resources.isEmpty() ? List.of("*") : resources,
        in.optionalText("ResourcePolicy", Texts.POLICY_DOCUMENT),
        in.optionalText("ResourceOwner", RESOURCE),
        in.optionalText("CallerArn", RESOURCE),
        ContextEntries.read(in));
  }
}
