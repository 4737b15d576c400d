package io.ostiary.policy.condition;

import io.ostiary.policy.request.RequestContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text of a policy, compiled for comparison with a text of a request. It may hold the wildcards
 * {@code *} (any run of characters, none included) and {@code ?} (one character), and policy
 * variables such as {@code ${aws:username}} or {@code ${aws:PrincipalTag/team, 'none'}}.
 *
 * <p>Variables are looked up while matching and their values stand for themselves: a {@code *} in a
 * value is an asterisk. A variable without a value (unknown, empty or multi-valued) and without a
 * default makes the whole template match nothing. Matching tries each wildcard's shortest run first
 * and never goes back beyond the last {@code *}, so its cost is bounded by the product of both
 * lengths; it allocates nothing.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html">IAM
 *     policy elements: Variables</a>
 */
public final class Template {

  /** Which letters count as equal. */
  enum Letters {
    EXACT {
      @Override
      boolean startWith(String prefix, String text, int at) {
        return text.startsWith(prefix, at);
      }
    },
    ASCII_FOLDED {
      @Override
      boolean startWith(String prefix, String text, int at) {
        for (int i = 0; i < prefix.length(); i++) {
          if (lower(prefix.charAt(i)) != lower(text.charAt(at + i))) {
            return false;
          }
        }
        return true;
      }
    },
    FOLDED {
      @Override
      boolean startWith(String prefix, String text, int at) {
        return text.regionMatches(true, at, prefix, 0, prefix.length());
      }
    };

    /** Compares {@code prefix} with what follows {@code at}, which is at least as long. */
    abstract boolean startWith(String prefix, String text, int at);

    private static char lower(char c) {
      return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }
  }

  /** One piece of a template. */
  sealed interface Part {

    /** Where the text goes on after this piece, or -1 if it does not continue with it. */
    int after(String text, int at, int to, RequestContext context, Letters letters);
  }

  record Literal(String text) implements Part {
    @Override
    public int after(String other, int at, int to, RequestContext context, Letters letters) {
      int end = at + text.length();
      return end <= to && letters.startWith(text, other, at) ? end : -1;
    }
  }

  record Variable(String key, @Nullable String fallback) implements Part {

    @Nullable String value(RequestContext context) {
      RequestContext.Values values = context.get(key);
      if (values != null && !values.multivalued()) {
        String value = values.texts().get(0);
        if (!value.isEmpty()) {
          return value;
        }
      }
      return fallback;
    }

    @Override
    public int after(String other, int at, int to, RequestContext context, Letters letters) {
      String value = value(context);
      if (value == null) {
        return -1;
      }
      int end = at + value.length();
      return end <= to && letters.startWith(value, other, at) ? end : -1;
    }
  }

  /** The wildcard {@code ?}: one character, which may take two {@code char}s. */
  record AnyCharacter() implements Part {
    @Override
    public int after(String text, int at, int to, RequestContext context, Letters letters) {
      return at < to ? next(text, at, to) : -1;
    }
  }

  /** The wildcard {@code *}; {@link #matches} knows what to do with it. */
  record AnyRun() implements Part {
    @Override
    public int after(String text, int at, int to, RequestContext context, Letters letters) {
      return at;
    }
  }

  private final Part[] parts;
  private final Letters letters;
  private final List<String> keys;

  private Template(List<Part> parts, Letters letters) {
    this.parts = parts.toArray(Part[]::new);
    this.letters = letters;
    List<String> read = new ArrayList<>();
    for (Part part : parts) {
      if (part instanceof Variable variable) {
        read.add(variable.key());
      }
    }
    this.keys = List.copyOf(read);
  }

  /**
   * A template in which {@code *} and {@code ?} are wildcards.
   *
   * @param variables whether {@code ${…}} is a variable rather than ordinary text
   * @throws IllegalArgumentException if a variable is malformed
   */
  public static Template glob(String text, boolean variables) {
    return new Template(TemplateReader.read(text, true, variables), Letters.EXACT);
  }

  /** A template without variables in which ASCII letters match in either case. */
  public static Template globIgnoringCase(String text) {
    return new Template(TemplateReader.read(text, true, false), Letters.ASCII_FOLDED);
  }

  /**
   * A template in which {@code *} and {@code ?} are ordinary characters.
   *
   * @throws IllegalArgumentException if a variable is malformed
   */
  static Template text(String text, boolean variables) {
    return new Template(TemplateReader.read(text, false, variables), Letters.EXACT);
  }

  /** As {@link #text}, but letters match in either case. */
  static Template textIgnoringCase(String text, boolean variables) {
    return new Template(TemplateReader.read(text, false, variables), Letters.FOLDED);
  }

  /** The folded condition keys that this template's variables name. */
  public List<String> keys() {
    return keys;
  }

  /** Says whether this template matches the whole text. */
  public boolean matches(String text, RequestContext context) {
    return matches(text, 0, text.length(), context);
  }

  /** Says whether this template matches the whole of a part of a text. */
  public boolean matches(String text, int from, int to, RequestContext context) {
    if (!keys.isEmpty() && !resolves(context)) {
      return false;
    }
    int part = 0;
    int at = from;
    int afterRun = -1;
    int retryAt = -1;
    while (true) {
      if (part == parts.length) {
        if (at == to) {
          return true;
        }
      } else if (parts[part] instanceof AnyRun) {
        part++;
        if (part == parts.length) {
          return true;
        }
        afterRun = part;
        retryAt = at;
        continue;
      } else {
        int next = parts[part].after(text, at, to, context, letters);
        if (next >= 0) {
          at = next;
          part++;
          continue;
        }
      }
      if (afterRun < 0 || retryAt >= to) {
        return false;
      }
      retryAt = next(text, retryAt, to);
      part = afterRun;
      at = retryAt;
    }
  }

  private boolean resolves(RequestContext context) {
    for (Part part : parts) {
      if (part instanceof Variable variable && variable.value(context) == null) {
        return false;
      }
    }
    return true;
  }

  private static int next(String text, int at, int to) {
    boolean pair =
        Character.isHighSurrogate(text.charAt(at))
            && at + 1 < to
            && Character.isLowSurrogate(text.charAt(at + 1));
    return pair ? at + 2 : at + 1;
  }
}
