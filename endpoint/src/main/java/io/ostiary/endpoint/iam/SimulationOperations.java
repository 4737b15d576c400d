package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.Call;
import io.ostiary.endpoint.query.Listing;
import io.ostiary.endpoint.query.Operation;
import io.ostiary.endpoint.query.Parameters;
import io.ostiary.endpoint.query.XmlWriter;
import io.ostiary.policy.validation.ContextKeys;
import io.ostiary.realm.directory.Identity;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What policies would decide, and what they want to know. */
final class SimulationOperations {

  /** A page costs at most as much as so many statements that are looked at. */
  private static final int STATEMENTS_PER_PAGE = 500_000;

  /** Policies to look through. */
  private record Policies(Optional<String> sourceArn, List<String> passed) {}

  static final List<Operation> ALL =
      List.of(
          simulation("SimulateCustomPolicy", SimulationInput::ofPolicies),
          simulation("SimulatePrincipalPolicy", SimulationInput::ofPrincipal),
          Operation.of(
              "GetContextKeysForCustomPolicy",
              (in, call) ->
                  new Policies(Optional.empty(), SimulationInput.readRequiredPolicies(in)),
              SimulationOperations::keys,
              SimulationOperations::write),
          Operation.of(
              "GetContextKeysForPrincipalPolicy",
              (in, call) ->
                  new Policies(
                      Optional.of(in.text("PolicySourceArn", Texts.ARN)),
                      SimulationInput.readPolicies(in)),
              SimulationOperations::keys,
              SimulationOperations::write));

  private SimulationOperations() {}

  private static Operation simulation(String name, Function<Parameters, SimulationInput> read) {
    return Operation.list(
        name,
        (in, call) -> read.apply(in),
        (input, call) -> Simulation.of(input, call),
        simulation -> STATEMENTS_PER_PAGE / (1 + simulation.statements()),
        Simulation::scenarios,
        new Listing<>(
            "EvaluationResults",
            Simulation.Scenario::key,
            (xml, scenario) -> scenario.evaluation().write(xml)));
  }

  private static List<String> keys(Policies policies, Call call) {
    Optional<Identity> source = policies.sourceArn().map(arn -> PolicySource.find(arn, call));
    CitedPolicies all =
        PolicySource.policies(source, call).addAll("PolicyInputList", policies.passed());
    return ContextKeys.of(all.originals());
  }

  private static void write(XmlWriter xml, List<String> keys) {
    xml.list("ContextKeyNames", keys, XmlWriter::text);
  }
}
