package io.ostiary.realm.directory;

import io.ostiary.policy.request.RequestContext;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;

/**
 * The settings among an identity provider's tags. IAM's own calls have no place for them; as tags
 * they are set by every AWS tool, and reach every node with the provider itself.
 */
final class ProviderTags {
  private static final String PREFIX = "ostiary:";

  private final Map<String, String> values;

  private ProviderTags(Map<String, String> values) {
    this.values = values;
  }

  /** Those of some tags; a setting that nobody knows is refused, not ignored. */
  static ProviderTags of(Map<String, String> tags, Set<String> known) {
    Map<String, String> values = new LinkedHashMap<>();
    tags.forEach(
        (key, value) -> {
          if (!RequestContext.fold(key).startsWith(PREFIX)) {
            return;
          }
          String name = key.substring(PREFIX.length());
          if (!key.startsWith(PREFIX) || !known.contains(name)) {
            throw Refusal.invalid(
                "The tag `%s` is no setting of this provider; write one of `%s%s`."
                    .formatted(
                        key,
                        PREFIX,
                        String.join("`, `" + PREFIX, known.stream().sorted().toList())));
          }
          values.put(name, value);
        });
    return new ProviderTags(values);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  Optional<String> text(String name) {
    Optional<String> value = Optional.ofNullable(values.get(name));
    if (value.filter(String::isBlank).isPresent()) {
      throw wrong(name, "give it a value or remove the tag");
    }
    return value;
  }

  /** One of some words. */
  String word(String name, List<String> words) {
    String word = text(name).orElse(words.get(0));
    if (!words.contains(word)) {
      throw wrong(name, "write one of `" + String.join("`, `", words) + "`");
    }
    return word;
  }

  boolean flag(String name) {
    return word(name, List.of("false", "true")).equals("true");
  }

  /** Values with spaces between; tags admit no commas. Empty if there is no such tag. */
  Set<String> list(String name) {
    Set<String> list = new LinkedHashSet<>();
    StringTokenizer words = new StringTokenizer(text(name).orElse(""), " ");
    while (words.hasMoreTokens()) {
      list.add(words.nextToken());
    }
    return list;
  }

  /** Values, each of which must be one of some words. */
  Set<String> list(String name, Set<String> fallback, Set<String> words) {
    Set<String> list = list(name);
    if (!words.containsAll(list)) {
      throw wrong(
          name, "write some of `%s`".formatted(String.join(" ", words.stream().sorted().toList())));
    }
    return list.isEmpty() ? fallback : list;
  }

  /** A duration such as {@code 60s}, {@code 5m} or {@code 24h}. */
  Duration duration(String name, Duration fallback, Duration most) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return fallback;
    }
    Duration duration;
    try {
      duration = Duration.parse("PT" + text.get().toUpperCase(Locale.ROOT));
    } catch (DateTimeParseException e) {
      throw wrong(name, "write a duration such as `60s`, `5m` or `24h`");
    }
    if (duration.isNegative() || duration.compareTo(most) > 0) {
      throw wrong(name, "it must be at most " + most.toSeconds() + "s");
    }
    return duration;
  }

  /** An address, {@code https} or, on this machine, {@code http}. */
  Optional<String> url(String name) {
    Optional<String> text = text(name);
    text.ifPresent(
        url -> {
          try {
            URI uri = new URI(url);
            boolean secure =
                "https".equals(uri.getScheme())
                    || ("http".equals(uri.getScheme()) && IssuerUrl.isOnThisMachine(uri));
            if (!secure || uri.getHost() == null || uri.getRawUserInfo() != null) {
              throw wrong(name, "write a URL that begins with https:// and names no user");
            }
          } catch (URISyntaxException e) {
            throw wrong(name, "it is no URL");
          }
        });
    return text;
  }

  DirectoryException wrong(String name, String remedy) {
    return Refusal.invalid(
        "The tag `%s%s` is `%s`; %s.".formatted(PREFIX, name, values.get(name), remedy));
  }
}
