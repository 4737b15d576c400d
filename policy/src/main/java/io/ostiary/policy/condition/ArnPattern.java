package io.ostiary.policy.condition;

import io.ostiary.policy.request.RequestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An ARN with wildcards, compared part by part, so that a {@code *} never runs past a colon except
 * within the sixth part, which holds everything after the fifth colon. Variables count in the sixth
 * part only.
 */
public final class ArnPattern {
  private static final int PARTS = 6;

  private final Template[] parts;

  private ArnPattern(Template[] parts) {
    this.parts = parts;
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
    Template[] parts = new Template[PARTS];
    for (int i = 0; i < PARTS; i++) {
      parts[i] = Template.glob(texts.get(i), variables && i == PARTS - 1);
    }
    return new ArnPattern(parts);
  }

  /** Says whether this pattern matches a text, which need not be an ARN and then does not match. */
  public boolean matches(String arn, RequestContext context) {
    if (!arn.startsWith("arn:")) {
      return false;
    }
    int start = 0;
    for (int i = 0; i < PARTS - 1; i++) {
      int colon = arn.indexOf(':', start);
      if (colon < 0 || !parts[i].matches(arn, start, colon, context)) {
        return false;
      }
      start = colon + 1;
    }
    return parts[PARTS - 1].matches(arn, start, arn.length(), context);
  }

  /** The folded condition keys that this pattern's variables name. */
  public List<String> keys() {
    return parts[PARTS - 1].keys();
  }
}
