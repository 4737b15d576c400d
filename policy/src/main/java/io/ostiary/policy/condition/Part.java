package io.ostiary.policy.condition;

import io.ostiary.policy.request.RequestContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of a {@link Template} that holds no {@code *}. */
sealed interface Part {

  /**
   * Where a text goes on after this piece, if it has it at {@code at}; else {@code ~n} where {@code
   * n} characters agreed.
   */
  int after(String text, int at, int to, RequestContext context, Letters letters);

  /** Where a text has this piece so that it ends at {@code at}; negative if it does not. */
  int before(String text, int from, int at, RequestContext context, Letters letters);

  /** Adds the characters that this piece stands for now, {@link LinearSearch#ANY} for any one. */
  void addTo(LinearSearch.Wanted wanted, RequestContext context);

  /** Adds the literal text, and {@link Template#GAP} for what is known only with a request. */
  void addTo(StringBuilder outline);

  /** Adds the folded keys of the variables. */
  default void addKeys(List<String> keys) {}

  /** Says whether each variable has a value. */
  default boolean resolves(RequestContext context) {
    return true;
  }

  /** Text that stands for itself. */
  record Literal(String text) implements Part {

    /** As on either side of a lone {@code *}. */
    static final Literal NOTHING = new Literal("");

    @Override
    public int after(String other, int at, int to, RequestContext context, Letters letters) {
      return afterText(text, other, at, to, letters);
    }

    private static int afterText(String text, String other, int at, int to, Letters letters) {
      if (at + text.length() > to) {
        return ~0;
      }
      int agreeing = letters.agreeing(text, other, at);
      return agreeing == text.length() ? at + agreeing : ~agreeing;
    }

    @Override
    public int before(String other, int from, int at, RequestContext context, Letters letters) {
      return beforeText(text, other, from, at, letters);
    }

    private static int beforeText(String text, String other, int from, int at, Letters letters) {
      int start = at - text.length();
      return start >= from && letters.agreeing(text, other, start) == text.length() ? start : -1;
    }

    @Override
    public void addTo(LinearSearch.Wanted wanted, RequestContext context) {
      wanted.add(text);
    }

    @Override
    public void addTo(StringBuilder outline) {
      outline.append(text);
    }
  }

  /** A policy variable; {@code fallback} is null if it has no default. */
  record Variable(String key, @Nullable String fallback) implements Part {

    private @Nullable String value(RequestContext context) {
      String value = context.one(key);
      return value == null || value.isEmpty() ? fallback : value;
    }

    @Override
    public boolean resolves(RequestContext context) {
      return value(context) != null;
    }

    @Override
    public int after(String text, int at, int to, RequestContext context, Letters letters) {
      String value = value(context);
      return value == null ? ~0 : Literal.afterText(value, text, at, to, letters);
    }

    @Override
    public int before(String text, int from, int at, RequestContext context, Letters letters) {
      String value = value(context);
      return value == null ? -1 : Literal.beforeText(value, text, from, at, letters);
    }

    @Override
    public void addTo(LinearSearch.Wanted wanted, RequestContext context) {
      String value = value(context);
      wanted.add(value == null ? "" : value);
    }

    @Override
    public void addTo(StringBuilder outline) {
      outline.append(Template.GAP);
    }

    @Override
    public void addKeys(List<String> keys) {
      keys.add(key);
    }
  }

  /** The wildcard {@code ?}: one character, which may take two {@code char}s. */
  record AnyCharacter() implements Part {
    @Override
    public int after(String text, int at, int to, RequestContext context, Letters letters) {
      return at < to ? Template.next(text, at, to) : ~0;
    }

    @Override
    public int before(String text, int from, int at, RequestContext context, Letters letters) {
      if (at - 1 > from && Character.isSurrogatePair(text.charAt(at - 2), text.charAt(at - 1))) {
        return at - 2;
      }
      return at > from ? at - 1 : -1;
    }

    @Override
    public void addTo(LinearSearch.Wanted wanted, RequestContext context) {
      wanted.addAny();
    }

    @Override
    public void addTo(StringBuilder outline) {
      outline.append(Template.GAP);
    }
  }

  /** Pieces one after the other. */
  final class Sequence implements Part {
    private final Part[] parts;

    Sequence(List<Part> parts) {
      this.parts = parts.toArray(Part[]::new);
    }

    @Override
    public int after(String text, int at, int to, RequestContext context, Letters letters) {
      int end = at;
      for (Part part : parts) {
        int next = part.after(text, end, to, context, letters);
        if (next < 0) {
          return ~(end - at + ~next);
        }
        end = next;
      }
      return end;
    }

    @Override
    public int before(String text, int from, int at, RequestContext context, Letters letters) {
      int start = at;
      for (int i = parts.length - 1; i >= 0 && start >= 0; i--) {
        start = parts[i].before(text, from, start, context, letters);
      }
      return start;
    }

    @Override
    public void addTo(LinearSearch.Wanted wanted, RequestContext context) {
      for (Part part : parts) {
        part.addTo(wanted, context);
      }
    }

    @Override
    public void addTo(StringBuilder outline) {
      for (Part part : parts) {
        part.addTo(outline);
      }
    }

    @Override
    public void addKeys(List<String> keys) {
      for (Part part : parts) {
        part.addKeys(keys);
      }
    }

    @Override
    public boolean resolves(RequestContext context) {
      for (Part part : parts) {
        if (!part.resolves(context)) {
          return false;
        }
      }
      return true;
    }
  }
}
