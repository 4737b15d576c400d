package io.ostiary.realm.directory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.ostiary.policy.condition.Explanation;
import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicySyntaxException;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.validation.Finding;
import io.ostiary.policy.validation.PolicyValidator;
import io.ostiary.realm.directory.DirectoryException.Code;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why IAM does not take a policy document: first AWS's sentence for the gravest fault, which tools
 * look for, then every fault with its place and its remedy.
 */
public final class PolicyRefusal {
  private static final int MOST_SHOWN = 3;
  private static final int MOST_CHARACTERS = 600;
  private static final PolicyValidator VALIDATOR = PolicyValidator.of(List.of());
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A fault.
   *
   * @param problem with its place
   */
  private record Fault(AwsSentence sentence, String problem) {}

  private PolicyRefusal() {}

  /** What to say of a document as a policy of a type; empty if it is one. */
  public static Optional<String> message(String text, PolicyType type) {
    List<PolicySyntaxException> malformed = Policy.faults(text, type);
    List<Fault> faults = new ArrayList<>();
    if (malformed.isEmpty() && type == PolicyType.IDENTITY) {
      JsonNode document = tree(text);
      VALIDATOR.findings(text, type).forEach(finding -> add(finding, document, faults));
    } else if (!malformed.isEmpty()) {
      JsonNode document = tree(text);
      malformed.forEach(fault -> faults.add(fault(fault, document, type)));
    }
    return faults.isEmpty() ? Optional.empty() : Optional.of(told(faults));
  }

  /** Reads a document for a command, or refuses the command. */
  static Policy parse(String text, PolicyType type) {
    Optional<String> message = message(text, type);
    try {
      Policy policy = Policy.parse(text, type);
      if (message.isPresent()) {
        throw new DirectoryException(Code.MALFORMED_POLICY_DOCUMENT, message.get());
      }
      return policy;
    } catch (PolicySyntaxException first) {
      throw new DirectoryException(
          Code.MALFORMED_POLICY_DOCUMENT, message.orElse(first.problem()), first);
    }
  }

  private static Fault fault(PolicySyntaxException fault, JsonNode document, PolicyType type) {
    String pointer = fault.pointer();
    return new Fault(
        AwsSentence.of(fault.malformation(), type, pointer, document.at(pointer)),
        String.valueOf(fault.getMessage()));
  }

  /** Adds what AWS's validator refuses although the grammar has nothing against it. */
  private static void add(Finding finding, JsonNode document, List<Fault> faults) {
    AwsSentence.of(finding.code(), document.at(finding.pointer()).asText())
        .ifPresent(
            sentence ->
                faults.add(
                    new Fault(
                        sentence,
                        "line %s, column %s (%s): %s"
                            .formatted(
                                finding.line(),
                                finding.column(),
                                finding.pointer(),
                                finding.message()))));
  }

  private static String told(List<Fault> faults) {
    AwsSentence gravest =
        faults.stream().map(Fault::sentence).min(Comparator.naturalOrder()).orElseThrow();
    String problems =
        faults.stream()
            .limit(MOST_SHOWN)
            .map(fault -> shown(fault.problem()))
            .collect(Collectors.joining("; "));
    int more = faults.size() - MOST_SHOWN;
    return shown(gravest.text())
        + ' '
        + problems
        + (more > 0 ? "; and %s more to mend".formatted(more) : "");
  }

  /** Documents may hold texts of any length and kind. */
  private static String shown(String text) {
    return text.length() <= MOST_CHARACTERS
        ? Explanation.visible(text)
        : Explanation.visible(text.substring(0, MOST_CHARACTERS)) + '…';
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException broken) {
      return MissingNode.getInstance();
    }
  }
}
