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
  private static final String FIRST = "arn";
  private static final String PREFIX = FIRST + ':';

  /** Heads met lately, so that patterns can share them: nearly all of a service's are the same. */
  private static final String[] RECENT_HEADS = new String[256];

  private static final Template[] NONE = {};

  private final String head;
  private final Template[] headParts;
  private final Template resource;

  /**
   * Joins parts.
   *
   * @param head {@code arn:} and whatever follows before the sixth part and any wildcard
   * @param headParts the others of the first five, all of them if the head is empty
   */
  private ArnPattern(String head, Template[] headParts, Template resource) {
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
    int last = texts.size() - 1;
    Template resource = Template.glob(texts.get(last), variables);
    StringBuilder head = new StringBuilder();
    boolean arn = texts.get(0).equals(FIRST);
    int part = 0;
    while (arn && part < last && isLiteral(texts.get(part))) {
      head.append(texts.get(part++)).append(':');
    }
    Template[] headParts =
        texts.subList(part, last).stream()
            .map(text -> Template.glob(text, false))
            .toArray(length -> length == 0 ? NONE : new Template[length]);
    return new ArnPattern(shared(head.toString()), headParts, resource);
  }

  private static boolean isLiteral(String text) {
    return text.indexOf('*') < 0 && text.indexOf('?') < 0;
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
    if (!arn.startsWith(head.isEmpty() ? PREFIX : head)) {
      return false;
    }
    int start = head.length();
    for (Template part : headParts) {
      int colon = arn.indexOf(':', start);
      if (colon < 0 || !part.matches(arn, start, colon, context)) {
        return false;
      }
      start = colon + 1;
    }
    return resource.matches(arn, start, arn.length(), context);
  }

  /**
   * What all ARNs that this pattern matches have in common, as a {@linkplain Template#outline
   * template's outline}.
   */
  public String outline() {
    StringBuilder outline = new StringBuilder(head);
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
