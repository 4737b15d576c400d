package io.ostiary.policy.document;

import io.ostiary.policy.condition.ArnPattern;
import io.ostiary.policy.condition.Template;
import io.ostiary.policy.request.Arn;
import io.ostiary.policy.request.RequestContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Resources as a statement names them: {@code *}, or an ARN with wildcards and, in its sixth part,
 * policy variables. An ARN that breaks off with a {@code *} goes on with anything.
 */
public final class ResourcePattern {
  private static final String ANY = "*";
  private static final String ARN_PREFIX = "arn:";

  private final String text;
  private final @Nullable ArnPattern arn;

  /** Whether only one resource matches, the text. */
  private final boolean literal;

  private ResourcePattern(String text, @Nullable ArnPattern arn) {
    this.text = text;
    this.arn = arn;
    this.literal = arn != null && arn.outline().equals(text) && text.indexOf(Template.GAP) < 0;
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if it is none; the message says how to mend it
   */
  static ResourcePattern parse(String text, boolean variables, PolicyType type) {
    if (text.equals(ANY)) {
      return new ResourcePattern(text, null);
    }
    if (!text.startsWith(ARN_PREFIX)) {
      throw new IllegalArgumentException(
          "resource `%s` is no ARN; write `arn:partition:service:region:account:resource` or `*`"
              .formatted(text));
    }
    boolean mayBreakOff = type != PolicyType.RESOURCE_CONTROL;
    ArnPattern arn =
        (mayBreakOff ? ArnPattern.abbreviated(text, variables) : ArnPattern.full(text, variables))
            .orElse(null);
    if (arn == null && !mayMatchNothing(text, type)) {
      throw new IllegalArgumentException(
          "resource `%s` has fewer than six parts; write `arn:partition:service:region:account:resource`%s"
              .formatted(text, mayBreakOff ? ", or end it in `*`" : ""));
    }
    return new ResourcePattern(text, arn);
  }

  /**
   * The text of a pattern that matches one ARN and no other: what would be a wildcard or a variable
   * in it is escaped, for a policy of version 2012-10-17.
   */
  public static String literal(String resourceArn) {
    Arn arn = Arn.parse(resourceArn);
    String name = arn.resource();
    String escaped = name.replace("${", "${$}{").replace("*", "${*}").replace("?", "${?}");
    return resourceArn.substring(0, resourceArn.length() - name.length()) + escaped;
  }

  /**
   * Whether a pattern of too few parts to match any ARN is stored all the same. (A wildcard in the
   * middle stays between its colons.)
   */
  private static boolean mayMatchNothing(String text, PolicyType type) {
    boolean wildcard = text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    return type == PolicyType.RESOURCE || (wildcard && type != PolicyType.RESOURCE_CONTROL);
  }

  /** As written. */
  public String text() {
    return text;
  }

  /**
   * Says whether a resource is among those meant.
   *
   * @param resource an ARN, or {@code *} for no particular resource, which only {@code *} covers
   */
  public boolean matches(String resource, RequestContext context) {
    if (literal) {
      return text.equals(resource);
    }
    return arn == null ? text.equals(ANY) : arn.matches(resource, context);
  }

  /**
   * What all resources that this pattern matches have in common, as a {@linkplain Template#outline
   * template's outline}; empty if it matches none.
   */
  public Optional<String> outline() {
    if (text.equals(ANY)) {
      return Optional.of(String.valueOf(Template.GAP));
    }
    return arn == null ? Optional.empty() : Optional.of(arn.outline());
  }

  /** The folded condition keys that this pattern's variables name. */
  public List<String> keys() {
    return arn == null ? List.of() : arn.keys();
  }

  @Override
  public String toString() {
    return text;
  }
}
