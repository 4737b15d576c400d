package io.ostiary.policy.service;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The form of a resource's ARN, such as <code>arn:${Partition}:s3:::${Bucket}/${Key}</code>. Before
 * the resource part only the installation's own variables may stand.
 */
public final class ArnTemplate {

  /** What the installation itself fills in. */
  public static final Set<String> INSTALLATION = Set.of("Partition", "Region", "Account");

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z][A-Za-z0-9]{0,63})}");
  private static final Pattern LITERAL = Pattern.compile("[^${}*?\\p{Cntrl}]*");

  private final String text;
  private final List<String> literals;
  private final List<String> names;

  private ArnTemplate(String text, List<String> literals, List<String> names) {
    this.text = text;
    this.literals = List.copyOf(literals);
    this.names = List.copyOf(names);
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException whose message says what to write instead
   */
  public static ArnTemplate parse(String text) {
    List<String> literals = new ArrayList<>();
    List<String> names = new ArrayList<>();
    Matcher variable = VARIABLE.matcher(text);
    int end = 0;
    while (variable.find()) {
      literals.add(text.substring(end, variable.start()));
      names.add(variable.group(1));
      end = variable.end();
    }
    literals.add(text.substring(end));
    ArnTemplate template = new ArnTemplate(text, literals, names);
    template.check();
    return template;
  }

  private void check() {
    boolean plain = literals.stream().allMatch(part -> LITERAL.matcher(part).matches());
    String[] parts = fill(name -> INSTALLATION.contains(name) ? "" : "\0").split(":", 6);
    if (!plain || !text.startsWith("arn:${Partition}:") || parts.length < 6 || parts[5].isEmpty()) {
      throw new IllegalArgumentException(
          "`%s` is not the form of an ARN; write `arn:${Partition}:service:region:account:resource`"
                  .formatted(text)
              + " with variables as `${Name}` and no wildcard");
    }
    for (int i = 0; i < 5; i++) {
      if (parts[i].indexOf('\0') >= 0) {
        throw new IllegalArgumentException(
            "`%s` has a variable of the request before the resource part;".formatted(text)
                + " only ${Partition}, ${Region} and ${Account} may stand there");
      }
    }
  }

  /** The variables that the request must supply. */
  public Set<String> variables() {
    Set<String> own = new LinkedHashSet<>(names);
    own.removeAll(INSTALLATION);
    return own;
  }

  /** The ARN with each variable replaced by its value; values are data, no character is special. */
  public String fill(UnaryOperator<String> values) {
    StringBuilder filled = new StringBuilder(literals.get(0));
    for (int i = 0; i < names.size(); i++) {
      filled.append(values.apply(names.get(i))).append(literals.get(i + 1));
    }
    return filled.toString();
  }

  /**
   * What follows a resource's ARN in the pattern of all the resources of this form that it holds:
   * empty if this is its own form, {@code /*} for <code>…/${Key}</code>; none if it holds no such.
   */
  Optional<String> beneath(ArnTemplate holder) {
    boolean within = text.equals(holder.text) || text.startsWith(holder.text + '/');
    return within
        ? Optional.of(VARIABLE.matcher(text.substring(holder.text.length())).replaceAll("*"))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return text;
  }
}
