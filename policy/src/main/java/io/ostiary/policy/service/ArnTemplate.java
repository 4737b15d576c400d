package io.ostiary.policy.service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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

  /**
   * Reads a template as an annotation has it, with variables as {@code {name}}: a whole ARN, or
   * what follows the installation's account in one of the service's.
   *
   * @throws IllegalArgumentException whose message says what to write instead
   */
  public static ArnTemplate parse(String service, String text) {
    StringBuilder whole = new StringBuilder(64);
    if (!text.startsWith("arn:")) {
      whole.append("arn:${Partition}:").append(service).append("::${Account}:");
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      whole.append(c == '{' && (i == 0 || text.charAt(i - 1) != '$') ? "${" : String.valueOf(c));
    }
    return parse(whole.toString());
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
   * The values that make an ARN of this form; empty if it has another. A variable that is not the
   * last ends where what follows it first comes; none has an empty value.
   *
   * @param installation what fills the installation's own variables
   */
  public Optional<Map<String, String>> match(String arn, UnaryOperator<String> installation) {
    if (!arn.startsWith(literals.get(0))) {
      return Optional.empty();
    }
    Map<String, String> values = new HashMap<>();
    int at = literals.get(0).length();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      String next = literals.get(i + 1);
      int end =
          INSTALLATION.contains(name)
              ? at + installation.apply(name).length()
              : end(arn, at, next, i == names.size() - 1);
      if (end < at || !arn.startsWith(next, end)) {
        return Optional.empty();
      }
      String value = arn.substring(at, end);
      String before =
          INSTALLATION.contains(name) ? installation.apply(name) : values.putIfAbsent(name, value);
      if (before != null && !before.equals(value)) {
        return Optional.empty();
      }
      at = end + next.length();
    }
    return at == arn.length() ? Optional.of(values) : Optional.empty();
  }

  /** Where the value ends that begins at a place; before that place if it would be empty. */
  private static int end(String arn, int at, String next, boolean last) {
    int end = last ? arn.length() - next.length() : arn.indexOf(next, at + 1);
    return end > at && (last || !next.isEmpty()) ? end : -1;
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
