package io.ostiary.cli.testing;

import io.ostiary.cli.simulation.SimulationCase;
import io.ostiary.cli.simulation.TypeName;
import io.ostiary.policy.condition.Explanation;
import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.decision.DecisiveStatement;
import io.ostiary.policy.request.AuthorizationRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * What came out of the tests of one file.
 *
 * @param file how messages call it
 */
public record TestReport(String file, List<Outcome> outcomes) {

  /**
   * What came out of one test.
   *
   * @param faults a paragraph for each question that was decided otherwise than expected; none if
   *     the test passed
   */
  public record Outcome(String name, int line, int questions, List<List<String>> faults) {
    public Outcome {
      faults = List.copyOf(faults);
    }

    public boolean passed() {
      return faults.isEmpty();
    }
  }

  public TestReport {
    outcomes = List.copyOf(outcomes);
  }

  /**
   * Asks every question.
   *
   * @param explained whether what failed is told with its whole trace
   */
  static TestReport of(String file, List<PolicyTest> tests, boolean explained) {
    List<Outcome> outcomes = new ArrayList<>();
    for (PolicyTest test : tests) {
      List<List<String>> faults = new ArrayList<>();
      for (SimulationCase question : test.questions()) {
        Decision decision = question.decide();
        if (!test.expected().isMet(decision)) {
          faults.add(fault(test.expected(), question, decision, explained));
        }
      }
      outcomes.add(new Outcome(test.name(), test.place().line(), test.questions().size(), faults));
    }
    return new TestReport(file, outcomes);
  }

  public int failed() {
    return (int) outcomes.stream().filter(outcome -> !outcome.passed()).count();
  }

  private static List<String> fault(
      Expectation expected, SimulationCase question, Decision decision, boolean explained) {
    AuthorizationRequest request = question.request();
    List<String> lines = new ArrayList<>();
    lines.add(
        request.principal().name()
            + " asks for "
            + request.action()
            + " of "
            + request.resource().name());
    lines.add(
        "expected "
            + expected.words()
            + ", but it is "
            + Expectation.of(decision).words()
            + reason(decision));
    if (explained) {
      question.trace().toString().lines().forEach(line -> lines.add("  " + line));
    }
    return lines;
  }

  private static String reason(Decision decision) {
    if (decision instanceof Decision.Allowed allowed) {
      DecisiveStatement by = allowed.by();
      return by == null ? ": the root user may do anything" : by(by);
    }
    return decision instanceof Decision.ExplicitlyDenied denied
        ? by(denied.by())
        : ": no "
            + TypeName.of(((Decision.ImplicitlyDenied) decision).missing()).replace('-', ' ')
            + " policy allows it";
  }

  private static String by(DecisiveStatement by) {
    String sid = by.sid().isEmpty() ? "" : " `" + by.sid() + '`';
    return " by the "
        + TypeName.of(by.type()).replace('-', ' ')
        + " policy "
        + by.policyId()
        + ", statement "
        + by.index()
        + sid
        + ", line "
        + by.line();
  }

  /**
   * The outcomes as text.
   *
   * @param failuresOnly whether to leave out what passed
   */
  public String text(boolean failuresOnly) {
    StringBuilder out = new StringBuilder();
    out.append(file).append('\n');
    for (Outcome outcome : outcomes) {
      if (outcome.passed()) {
        if (!failuresOnly) {
          out.append("  ok    ").append(Explanation.visible(outcome.name()));
          out.append(outcome.questions() > 1 ? " (" + outcome.questions() + ")\n" : "\n");
        }
      } else {
        failure(outcome, out);
      }
    }
    return failuresOnly && failed() == 0 ? "" : out.toString();
  }

  private void failure(Outcome outcome, StringBuilder out) {
    out.append("  FAIL  ").append(Explanation.visible(outcome.name()));
    out.append(" (").append(file).append(':').append(outcome.line()).append(")\n");
    for (List<String> fault : outcome.faults()) {
      for (String line : fault) {
        out.append("        ").append(Explanation.visible(line)).append('\n');
      }
    }
  }
}
