package io.ostiary.policy.fuzz;

import static io.ostiary.policy.fuzz.Input.require;

import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicySyntaxException;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.validation.Finding;
import io.ostiary.policy.validation.FindingLevel;
import io.ostiary.policy.validation.PolicyValidator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Any text is a policy or malformed at a place, and the validator has something to say of it. */
public final class ParserFuzz {
  private static final PolicyValidator VALIDATOR = PolicyValidator.of(List.of());

  private ParserFuzz() {}

  public static void fuzzerTestOneInput(byte[] bytes) {
    Input input = new Input(bytes);
    check(input.oneOf(PolicyType.values()), input.text());
  }

  private static void check(PolicyType type, String text) {
    Policy policy = parse(text, type);
    List<PolicySyntaxException> faults = Policy.faults(text, type);
    List<Finding> findings = VALIDATOR.findings(text, type);
    for (Finding finding : findings) {
      require(finding.line() > 0 && finding.column() > 0, "`%s` has a place", finding);
      require(!finding.toString().isBlank(), "`%s` has words", finding.code());
    }
    require((policy == null) != faults.isEmpty(), "a text is malformed or has no faults");
    if (policy == null) {
      require(
          findings.stream().anyMatch(finding -> finding.level() == FindingLevel.ERROR),
          "what is malformed has an error");
    } else {
      require(policy.equals(Policy.parse(policy.text(), type)), "a policy's text is the policy");
      require(!policy.statements().isEmpty(), "a policy has statements");
    }
  }

  static @Nullable Policy parse(String text, PolicyType type) {
    try {
      return Policy.parse(text, type);
    } catch (PolicySyntaxException fault) {
      require(fault.line() > 0 && fault.column() > 0, "`%s` has a place", fault.problem());
      require(!fault.problem().isBlank(), "a fault has words");
      return null;
    }
  }
}
