package io.ostiary.realm.session;

import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.RequestContext.Values;
import io.ostiary.realm.authentication.Session;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Session tags as they are passed when a session is made; keys compare ignoring case.
 *
 * @param transitiveKeys those of the tags that the next role session of a chain inherits
 */
public record SessionTags(Map<String, String> tags, Set<String> transitiveKeys) {
  private static final int MOST = 50;

  /** None at all. */
  public static final SessionTags NONE = new SessionTags(Map.of(), Set.of());

  public SessionTags {
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    transitiveKeys = Collections.unmodifiableSet(new LinkedHashSet<>(transitiveKeys));
  }

  /** Tags as a list of pairs brings them, none twice. */
  public static SessionTags of(List<Map.Entry<String, String>> pairs, List<String> transitive) {
    Map<String, String> tags = new LinkedHashMap<>();
    Set<String> known = new HashSet<>();
    for (Map.Entry<String, String> pair : pairs) {
      if (!known.add(RequestContext.fold(pair.getKey()))) {
        throw SessionException.parameter(
            "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
      }
      if (RequestContext.fold(pair.getKey()).startsWith("aws:")) {
        throw SessionException.parameter(
            "System tags (those that begin with aws:) cannot be passed as session tags.");
      }
      tags.put(pair.getKey(), pair.getValue());
    }
    for (String key : transitive) {
      if (!known.contains(RequestContext.fold(key))) {
        throw SessionException.parameter(
            "The specified transitive tag key must be included in the requested tags.");
      }
    }
    return new SessionTags(tags, new LinkedHashSet<>(transitive));
  }

  boolean isEmpty() {
    return tags.isEmpty();
  }

  /** These with those that a session hands on to the next of a chain, which nobody overrides. */
  SessionTags inheriting(Optional<Session> session) {
    Map<String, String> all = new LinkedHashMap<>(tags);
    Set<String> transitive = new LinkedHashSet<>(transitiveKeys);
    Set<String> passed = folded(tags.keySet());
    for (Map.Entry<String, String> tag : inherited(session).entrySet()) {
      if (passed.contains(RequestContext.fold(tag.getKey()))) {
        throw SessionException.parameter(
            "One of the specified transitive tag keys can't be set because it conflicts with a"
                + " transitive tag key from the calling session.");
      }
      all.put(tag.getKey(), tag.getValue());
      transitive.add(tag.getKey());
    }
    if (all.size() > MOST) {
      throw SessionException.invalid(
          "A session has at most %s tags, those it inherits included.".formatted(MOST));
    }
    return new SessionTags(all, transitive);
  }

  private static Map<String, String> inherited(Optional<Session> session) {
    Map<String, String> inherited = new HashMap<>();
    session.ifPresent(
        from -> {
          Set<String> transitive = folded(from.transitiveTagKeys());
          from.tags()
              .forEach(
                  (key, value) -> {
                    if (transitive.contains(RequestContext.fold(key))) {
                      inherited.put(key, value);
                    }
                  });
        });
    return inherited;
  }

  private static Set<String> folded(Set<String> keys) {
    Set<String> folded = new HashSet<>();
    keys.forEach(key -> folded.add(RequestContext.fold(key)));
    return folded;
  }

  /** The condition keys by which policies see what is passed. */
  void addTo(Map<String, Values> context) {
    if (!tags.isEmpty()) {
      tags.forEach(
          (key, value) -> context.put("aws:RequestTag/" + key, new Values(List.of(value), false)));
      context.put("aws:TagKeys", new Values(new ArrayList<>(tags.keySet()), true));
    }
    if (!transitiveKeys.isEmpty()) {
      context.put("sts:TransitiveTagKeys", new Values(new ArrayList<>(transitiveKeys), true));
    }
  }
}
