package io.ostiary.policy.condition;

import io.ostiary.policy.request.RequestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An ARN with wildcards, compared part by part, so that a {@code *} never runs past a colon except
 * within the sixth part, which holds everything after the fifth colon. Variables count in the sixth
 * part only.
 */
public final class ArnPattern {
  private static final int PARTS = 6;
  private static final String PREFIX = "arn:";

  /** Heads met lately, so that patterns can share them: nearly all of a service's are the same. */
  private static final String[] RECENT_HEADS = new String[256];

  private final @Nullable String head;
  private final Template[] headParts;
  private final Template resource;

  private ArnPattern(@Nullable String head, Template[] headParts, Template resource) {
    this.head = head;
    this.headParts = headParts;
    this.resource = resource;
  }

  /**
   * Reads a pattern of six parts; empty if the text has fewer.
   *
   * @throws IllegalArgumentException if a variable is malformed
   */
  public static Optional<ArnPattern> full(String text, boolean variables) {
    List<String> texts = split(text);
    return texts.size() < PARTS ? Optional.empty() : Optional.of(compile(texts, variables));
  }

  /**
   * Reads a pattern that may break off with a {@code *}, which then stands for all further parts:
   * {@code arn:aws:sqs:*}. Empty if the text has fewer parts and ends otherwise.
   *
   * @throws IllegalArgumentException if a variable is malformed
   */
  public static Optional<ArnPattern> abbreviated(String text, boolean variables) {
    List<String> texts = split(text);
    if (texts.size() < PARTS) {
      if (!text.endsWith("*")) {
        return Optional.empty();
      }
      while (texts.size() < PARTS) {
        texts.add("*");
      }
    }
    return Optional.of(compile(texts, variables));
  }

  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>(PARTS);
    int start = 0;
    while (parts.size() < PARTS - 1) {
      int colon = text.indexOf(':', start);
      if (colon < 0) {
        break;
      }
      parts.add(text.substring(start, colon));
      start = colon + 1;
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static ArnPattern compile(List<String> texts, boolean variables) {
    Template resource = Template.glob(texts.get(PARTS - 1), variables);
    List<String> headTexts = texts.subList(0, PARTS - 1);
    String head = String.join(":", headTexts) + ':';
    if (head.startsWith(PREFIX) && head.indexOf('*') < 0 && head.indexOf('?') < 0) {
      return new ArnPattern(shared(head), new Template[0], resource);
    }
    Template[] headParts =
        headTexts.stream().map(text -> Template.glob(text, false)).toArray(Template[]::new);
    return new ArnPattern(null, headParts, resource);
  }

  /**
   * The same text, if possible one that others hold already. Threads may race, which is harmless.
   */
  private static String shared(String head) {
    int slot = head.hashCode() & (RECENT_HEADS.length - 1);
    String recent = RECENT_HEADS[slot];
    if (head.equals(recent)) {
      return recent;
    }
    RECENT_HEADS[slot] = head;
    return head;
  }

  /** Says whether this pattern matches a text, which need not be an ARN and then does not match. */
  public boolean matches(String arn, RequestContext context) {
    int start = head == null ? afterParts(arn, context) : head.length();
    return start >= 0
        && (head == null || arn.startsWith(head))
        && resource.matches(arn, start, arn.length(), context);
  }

  /** Where the sixth part begins, or -1 if the first five differ. */
  private int afterParts(String arn, RequestContext context) {
    if (!arn.startsWith(PREFIX)) {
      return -1;
    }
    int start = 0;
    for (Template part : headParts) {
      int colon = arn.indexOf(':', start);
      if (colon < 0 || !part.matches(arn, start, colon, context)) {
        return -1;
      }
      start = colon + 1;
    }
    return start;
  }

  /**
   * What all ARNs that this pattern matches have in common, as a {@linkplain Template#outline
   * template's outline}.
   */
  public String outline() {
    StringBuilder outline = new StringBuilder();
    if (head != null) {
      outline.append(head);
    }
    for (Template part : headParts) {
      outline.append(part.outline()).append(':');
    }
    return outline.append(resource.outline()).toString();
  }

  /** The folded condition keys that this pattern's variables name. */
  public List<String> keys() {
    return resource.keys();
  }
}
