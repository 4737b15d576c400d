package io.ostiary.policy.request;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  public static final RequestContext EMPTY = new Builder().build();

  /** The values of one key; a single-valued key has exactly one. */
  public record Values(List<String> texts, boolean multivalued) {
    public Values {
      texts = List.copyOf(texts);
      if (!multivalued && texts.size() != 1) {
        throw new IllegalArgumentException("a single-valued key needs exactly one value");
      }
    }
  }

  private final Map<String, Values> values;

  private RequestContext(Map<String, Values> values) {
    this.values = values;
  }

  /** The key as {@link #get} wants it: ASCII upper-case letters made lower-case. */
  public static String fold(String key) {
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        char[] folded = key.toCharArray();
        for (int j = i; j < folded.length; j++) {
          if (folded[j] >= 'A' && folded[j] <= 'Z') {
            folded[j] = (char) (folded[j] - 'A' + 'a');
          }
        }
        return new String(folded);
      }
    }
    return key;
  }

  /** The values of a key that was {@linkplain #fold folded} beforehand, or null if unknown. */
  public @Nullable Values get(String foldedKey) {
    return values.get(foldedKey);
  }

  /** Every folded key with its values, in no particular order. */
  public Map<String, Values> asMap() {
    return Map.copyOf(values);
  }

  /** Collects keys; a key that is set twice is a fault of the caller and refused. */
  public static Builder builder() {
    return new Builder();
  }

  /** Makes a {@link RequestContext}. */
  public static final class Builder {
    private final Map<String, Values> values = new HashMap<>();

    private Builder() {}

    /** Sets a single-valued key. */
    public Builder one(String key, String value) {
      return put(key, new Values(List.of(value), false));
    }

    /** Sets a multi-valued key; the list may be empty. */
    public Builder many(String key, List<String> texts) {
      return put(key, new Values(texts, true));
    }

    /** Sets a key to values made before. */
    public Builder put(String key, Values keyValues) {
      if (values.putIfAbsent(fold(key), keyValues) != null) {
        throw new IllegalArgumentException("condition key `%s` is set twice".formatted(key));
      }
      return this;
    }

    public RequestContext build() {
      return new RequestContext(new HashMap<>(values));
    }
  }
}
