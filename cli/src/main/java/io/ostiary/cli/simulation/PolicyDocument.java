package io.ostiary.cli.simulation;

import io.ostiary.cli.tree.MalformedException;
import io.ostiary.cli.tree.Node;
import io.ostiary.cli.tree.Place;
import io.ostiary.policy.document.PolicySyntaxException;
import java.util.Comparator;
import java.util.List;

/**
 * A policy as a case or a policy test gives it.
 *
 * @param name how a decision cites it
 * @param text the JSON to compile
 */
public record PolicyDocument(String name, String text, Origin origin) {

  private static final int MAX_FAULTS = 100;

  /** Where a document was given, hence where its author looks for a line of it. */
  public sealed interface Origin {
    Place place(PolicySyntaxException refusal);

    default String problem(PolicySyntaxException refusal) {
      return refusal.problem();
    }
  }

  /** An object in another document. */
  record Inline(Node.Members object) implements Origin {
    @Override
    public Place place(PolicySyntaxException refusal) {
      return object.nearest(refusal.pointer()).place();
    }
  }

  /** A text in another document, which holds the JSON. */
  record Embedded(Node.Text holder) implements Origin {
    @Override
    public Place place(PolicySyntaxException refusal) {
      return holder.place();
    }

    @Override
    public String problem(PolicySyntaxException refusal) {
      return "in the policy's text, " + refusal.getMessage();
    }
  }

  /** A file of its own. */
  record OfFile(String file) implements Origin {
    @Override
    public Place place(PolicySyntaxException refusal) {
      return Place.of(file, refusal.line(), refusal.column());
    }
  }

  /**
   * A policy that stands in a document as an object or as a text that holds its JSON.
   *
   * @param onItsLines whether the lines that a decision cites are those of the whole document,
   *     rather than the policy's own
   */
  public static PolicyDocument of(Node node, boolean onItsLines) {
    String name = node.place().pointer();
    if (node instanceof Node.Members object) {
      String text = onItsLines ? node.jsonOnItsLines() : node.json();
      return new PolicyDocument(name, text, new Inline(object));
    }
    if (node instanceof Node.Text text) {
      return new PolicyDocument(name, text.value(), new Embedded(text));
    }
    throw node.place()
        .refuse(
            "a policy is " + node.kind() + " here; write the document, or its JSON as one text");
  }

  /** A policy in a file of its own, called as its author calls it. */
  public static PolicyDocument ofFile(String file, String text) {
    return new PolicyDocument(file, text, new OfFile(file));
  }

  /** What is wrong with this document, where its author finds it; as much as anybody reads. */
  MalformedException refused(List<PolicySyntaxException> faults) {
    return new MalformedException(
        faults.stream()
            .sorted(
                Comparator.comparingInt(PolicySyntaxException::line)
                    .thenComparingInt(PolicySyntaxException::column))
            .limit(MAX_FAULTS)
            .map(
                fault ->
                    new MalformedException.Fault(
                        origin.place(fault), fault.malformation().name(), origin.problem(fault)))
            .toList());
  }
}
