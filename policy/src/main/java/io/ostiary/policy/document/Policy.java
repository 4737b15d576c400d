package io.ostiary.policy.document;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A policy document: its exact text and what it says, compiled. Immutable. Two are equal if they
 * are of one type, have the same text, and name the same accounts by canonical ids.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html">Grammar
 *     of the IAM JSON policy language</a>
 */
public final class Policy {
  private final String text;
  private final PolicyType type;

  /** Null until somebody asks for it. */
  private volatile @Nullable Content content;

  /** What a document says. */
  private record Content(Version version, Optional<String> id, List<Statement> statements) {}

  private Policy(String text, PolicyType type, @Nullable Content content) {
    this.text = text;
    this.type = type;
    this.content = content;
  }

  Policy(
      String text,
      PolicyType type,
      Version version,
      Optional<String> id,
      List<Statement> statements) {
    this(text, type, new Content(version, id, List.copyOf(statements)));
  }

  /**
   * Reads a policy of a type, strictly. A canonical user id in it names nobody.
   *
   * @throws PolicySyntaxException if the document is not one that AWS would store as that type
   */
  public static Policy parse(String text, PolicyType type) {
    return parse(text, type, CanonicalUsers.NONE);
  }

  /**
   * Reads a policy of a type, strictly. A canonical user id in it names the account that has it
   * now, for good.
   *
   * @throws PolicySyntaxException if the document is not one that AWS would store as that type
   */
  public static Policy parse(String text, PolicyType type, CanonicalUsers canonicalUsers) {
    return PolicyReader.read(text, type, canonicalUsers);
  }

  /**
   * Everything that keeps a text from being a policy of a type, in no particular order; empty if it
   * is one. A fault that hides what follows, as broken JSON does, comes alone; after a thousand
   * faults no more are looked for.
   */
  public static List<PolicySyntaxException> faults(String text, PolicyType type) {
    return PolicyReader.faults(text, type);
  }

  /**
   * A policy that was found sound before, such as one that was stored. It is read when it is first
   * asked what it says, by {@link #statements} above all; should it be unsound after all, that
   * throws a {@link PolicySyntaxException} each time, and nothing is to be allowed.
   */
  public static Policy deferred(String text, PolicyType type) {
    return new Policy(text, type, null);
  }

  /** At worst, two who ask first at once each read it. */
  private Content content() {
    Content known = content;
    if (known == null) {
      known = parse(text, type).content();
      content = known;
    }
    return known;
  }

  /** The document as it was given, character for character. */
  public String text() {
    return text;
  }

  public PolicyType type() {
    return type;
  }

  /** The version of the language that the document is in; the older if it does not say. */
  public Version version() {
    return content().version;
  }

  /** The document's Id, which decides nothing. */
  public Optional<String> id() {
    return content().id;
  }

  /** The statements in the document's order, never none. */
  public List<Statement> statements() {
    return content().statements;
  }

  /** All that does not follow from the text. */
  private List<Optional<PrincipalElement>> principals() {
    return statements().stream()
        .map(statement -> Optional.ofNullable(statement.principals()))
        .toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Policy policy
        && type == policy.type
        && text.equals(policy.text)
        && principals().equals(policy.principals());
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + text.hashCode();
  }

  @Override
  public String toString() {
    return "Policy[" + type + ", statements=" + statements().size() + ']';
  }
}
