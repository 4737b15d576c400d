package io.ostiary.policy.request;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The condition keys known of one request, with their values. Keys compare ignoring ASCII case.
 * Whether a key holds one value or many is a property of the key, not of how many values arrived: a
 * multi-valued key with one value stays multi-valued. Immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html">AWS
 *     global condition context keys</a>
 */
public final class RequestContext {

  /** A context that knows nothing. */
  public static final RequestContext EMPTY = builder().build();

  /** The values of one key; a single-valued key has exactly one. */
  public record Values(List<String> texts, boolean multivalued) {
    public Values {
      texts = List.copyOf(texts);
      if (!multivalued && texts.size() != 1) {
        throw new IllegalArgumentException("a single-valued key needs exactly one value");
      }
    }
  }

  /**
   * A hash table, at most half full: at even places the folded keys, after each its one value or
   * its {@link Values} if it is multi-valued. A key that is not at the place that its hash names is
   * at the next free one.
   */
  private final @Nullable Object[] table;

  /** Where a key is looked for that is not in the table. */
  private final @Nullable RequestContext base;

  private RequestContext(@Nullable Object[] table, @Nullable RequestContext base) {
    this.table = table;
    this.base = base;
  }

  /** Where a key stands or would stand. */
  private static int place(@Nullable Object[] table, String key) {
    int last = table.length - 2;
    int hash = key.hashCode();
    int place = 2 * (hash ^ (hash >>> Short.SIZE)) & last;
    while (table[place] != key && table[place] != null && !key.equals(table[place])) {
      place = (place + 2) & last;
    }
    return place;
  }

  /** The key as {@link #get} wants it: ASCII upper-case letters made lower-case. */
  public static String fold(String key) {
    return Folding.of(key);
  }

  /** The values of a key that was {@linkplain #fold folded} beforehand, or null if unknown. */
  public @Nullable Values get(String foldedKey) {
    return values(stored(foldedKey));
  }

  private @Nullable Object stored(String foldedKey) {
    for (RequestContext known = this; known != null; known = known.base) {
      Object stored = known.table[place(known.table, foldedKey) + 1];
      if (stored != null) {
        return stored;
      }
    }
    return null;
  }

  private static @Nullable Values values(@Nullable Object stored) {
    return stored instanceof String value ? new Values(List.of(value), false) : (Values) stored;
  }

  /** The value of a folded key, or null if it is unknown or multi-valued. */
  public @Nullable String one(String foldedKey) {
    return stored(foldedKey) instanceof String value ? value : null;
  }

  /** Every folded key with its values, in no particular order. */
  public Map<String, Values> asMap() {
    Map<String, Values> values = new HashMap<>();
    for (RequestContext known = this; known != null; known = known.base) {
      known.putInto(values);
    }
    return Collections.unmodifiableMap(values);
  }

  private void putInto(Map<String, Values> values) {
    for (int i = 0; i < table.length; i += 2) {
      if (table[i] instanceof String key) {
        values.putIfAbsent(key, Objects.requireNonNull(values(table[i + 1])));
      }
    }
  }

  /** Collects keys; a key that is set twice is a fault of the caller and refused. */
  public static Builder builder() {
    return new Builder(null, false, Builder.USUAL);
  }

  /** Collects keys on top of others, which yield to those of the same name. */
  public static Builder over(RequestContext yielding) {
    return new Builder(yielding, true, Builder.SOME);
  }

  /** Collects more keys besides these; one of these that is set again is refused, too. */
  public Builder more() {
    return new Builder(this, false, Builder.FEW);
  }

  /** Makes a {@link RequestContext}. */
  public static final class Builder {
    /** As many keys as an ordinary request has. */
    private static final int USUAL = 16;

    /** As many as the request itself has, besides those of its caller. */
    private static final int SOME = 8;

    /** As many as one question has besides. */
    private static final int FEW = 2;

    private final @Nullable RequestContext base;
    private final boolean yielding;
    private @Nullable Object[] table;
    private int count;
    private boolean handedOver;

    private Builder(@Nullable RequestContext base, boolean yielding, int keys) {
      this.base = base;
      this.yielding = yielding;
      this.table = new Object[room(keys)];
    }

    /** The length of a table that is at most half full of so many keys. */
    private static int room(int keys) {
      return Integer.highestOneBit(Math.max(1, 2 * keys - 1)) << 2;
    }

    /** Sets a single-valued key. */
    public Builder one(String key, String value) {
      return set(key, Objects.requireNonNull(value));
    }

    /** Sets a multi-valued key; the list may be empty. */
    public Builder many(String key, List<String> texts) {
      return put(key, new Values(texts, true));
    }

    /** Sets a key to values made before. */
    public Builder put(String key, Values keyValues) {
      return set(key, keyValues.multivalued() ? keyValues : keyValues.texts().get(0));
    }

    /** Sets a key unless it is set. */
    public Builder putIfAbsent(String key, Values keyValues) {
      return table[place(table, fold(key))] == null ? put(key, keyValues) : this;
    }

    private Builder set(String key, Object value) {
      if (4 * (count + 1) > table.length) {
        table = copy(2 * table.length);
      } else if (handedOver) {
        table = table.clone();
      }
      handedOver = false;
      String folded = fold(key);
      int place = place(table, folded);
      if (table[place] != null || (base != null && !yielding && base.stored(folded) != null)) {
        throw new IllegalArgumentException("condition key `%s` is set twice".formatted(key));
      }
      table[place] = folded;
      table[place + 1] = value;
      count++;
      return this;
    }

    private @Nullable Object[] copy(int length) {
      @Nullable Object[] copy = new Object[length];
      for (int i = 0; i < table.length; i += 2) {
        if (table[i] instanceof String key) {
          int place = place(copy, key);
          copy[place] = key;
          copy[place + 1] = table[i + 1];
        }
      }
      return copy;
    }

    /** The context; what is set afterwards is not in it. */
    public RequestContext build() {
      if (table.length <= 2 * room(count)) {
        handedOver = true;
        return new RequestContext(table, base);
      }
      return new RequestContext(copy(room(count)), base);
    }
  }
}
