package io.ostiary.runtime;

import io.ostiary.realm.directory.Quota;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The effective settings, each with where it comes from. Sources are asked in order and the first
 * that sets a key wins; a key that looks like ours and is not stops start-up, since a setting that
 * is silently ignored is how protection gets lost.
 */
final class Configuration {

  /** One place where settings come from, such as the environment. */
  record Source(String name, Map<String, String> entries) {}

  private record Value(String text, String origin) {}

  private static final String PREFIX = "ostiary.";
  private static final String DEFAULT = "default";
  private static final Set<String> OF_SERVER =
      Set.of(Sources.SYSTEM_PROPERTY, Sources.ENVIRONMENT, DEFAULT);

  /** By key as it is documented. */
  private final Map<String, Value> values;

  private Configuration(Map<String, Value> values) {
    this.values = values;
  }

  /**
   * Reads the sources, first wins.
   *
   * @throws ConfigurationException naming every unknown key and every value set twice
   */
  static Configuration read(List<Source> sources) {
    Map<String, String> known = known();
    List<String> problems = new ArrayList<>();
    Map<String, Value> values = new TreeMap<>();
    for (Source source : sources) {
      Map<String, Value> here = new HashMap<>();
      source
          .entries()
          .forEach((key, text) -> take(source.name(), key, text, known, here, problems));
      here.forEach(values::putIfAbsent);
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    for (Setting setting : Setting.values()) {
      values.putIfAbsent(setting.key(), new Value(setting.fallback(), DEFAULT));
    }
    return new Configuration(values);
  }

  /** The keys that there are, by their folded form. */
  private static Map<String, String> known() {
    Map<String, String> known = new TreeMap<>();
    for (Setting setting : Setting.values()) {
      known.put(fold(setting.key()), setting.key());
    }
    for (Quota quota : Quota.values()) {
      known.put(fold(QuotaSettings.key(quota)), QuotaSettings.key(quota));
    }
    return known;
  }

  private static void take(
      String origin,
      String key,
      String text,
      Map<String, String> known,
      Map<String, Value> here,
      List<String> problems) {
    String folded = fold(key);
    if (!folded.startsWith(PREFIX)) {
      return;
    }
    String documented = known.get(folded);
    if (documented == null) {
      problems.add(
          "`%s` (%s) is not a setting; did you mean `%s`?"
              .formatted(key, origin, nearest(folded, known)));
    } else if (here.put(documented, new Value(text.strip(), origin)) != null) {
      problems.add("`%s` is set twice (%s); keep one spelling".formatted(documented, origin));
    }
  }

  /**
   * {@code OSTIARY_ACCOUNT_ID}, {@code ostiary.account-id}, {@code ostiary.account.id} are one;
   * {@code OSTIARY_QUOTA_USERS_PER_ACCOUNT} and {@code ostiary.quota.UsersPerAccount} are, too.
   */
  private static String fold(String key) {
    String folded = key.toLowerCase(Locale.ROOT).replace('_', '.').replace('-', '.');
    return folded.startsWith(QuotaSettings.PREFIX)
        ? QuotaSettings.PREFIX + folded.substring(QuotaSettings.PREFIX.length()).replace(".", "")
        : folded;
  }

  private static String nearest(String folded, Map<String, String> known) {
    String best = Setting.DATA.key();
    int least = Integer.MAX_VALUE;
    for (Map.Entry<String, String> candidate : known.entrySet()) {
      int distance = distance(folded, candidate.getKey());
      if (distance < least) {
        least = distance;
        best = candidate.getValue();
      }
    }
    return best;
  }

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  /** The setting's text; empty if nobody set it and it has no default. */
  String text(Setting setting) {
    return set(setting.key()).orElse(setting.fallback());
  }

  Optional<String> given(Setting setting) {
    String text = text(setting);
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** Whether nobody sets it for this application, but the server for all, or nobody at all. */
  boolean isOfServer(Setting setting) {
    Value value = values.get(setting.key());
    return value == null || OF_SERVER.contains(value.origin());
  }

  /** The text of a key as it is documented, if somebody sets it. */
  Optional<String> set(String key) {
    return Optional.ofNullable(values.get(key)).map(Value::text);
  }

  /** Comma-separated values, none empty. */
  Set<String> list(Setting setting) {
    List<String> parts = new ArrayList<>();
    for (String part : text(setting).split(",", -1)) {
      if (!part.isBlank()) {
        parts.add(part.strip());
      }
    }
    return Set.copyOf(parts);
  }

  /** A duration such as {@code 300s}, {@code 5m}, {@code 7d}, above zero and at most this long. */
  Duration duration(Setting setting, Duration most) {
    String text = text(setting).toUpperCase(Locale.ROOT);
    Duration duration;
    try {
      duration = Duration.parse(text.endsWith("D") ? "P" + text : "PT" + text);
    } catch (DateTimeParseException e) {
      throw wrong(setting, "write a duration such as `300s`, `5m` or `7d`");
    }
    if (duration.isNegative() || duration.isZero() || duration.compareTo(most) > 0) {
      throw wrong(setting, "it must be above zero and at most " + most);
    }
    return duration;
  }

  /** A duration, or {@code 0} for none. */
  Duration durationOrNone(Setting setting, Duration most) {
    return text(setting).equals("0") ? Duration.ZERO : duration(setting, most);
  }

  /** A size such as {@code 512KiB}, {@code 100MiB} or {@code 1GiB}, in bytes. */
  long size(Setting setting) {
    String text = text(setting);
    long unit = text.endsWith("KiB") ? 1L << 10 : text.endsWith("MiB") ? 1L << 20 : 1L << 30;
    String number = text.substring(0, Math.max(0, text.length() - 3));
    boolean sound =
        (unit < 1L << 30 || text.endsWith("GiB"))
            && !number.isEmpty()
            && number.length() <= 6
            && number.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!sound || Long.parseLong(number) == 0) {
      throw wrong(setting, "write a size such as `512KiB`, `100MiB` or `1GiB`");
    }
    return Long.parseLong(number) * unit;
  }

  /** {@code true} or {@code false}, in exactly this spelling. */
  boolean truth(Setting setting) {
    return word(setting, "true", "false").equals("true");
  }

  /** One of the words that the setting takes. */
  String word(Setting setting, String... words) {
    String text = text(setting);
    for (String word : words) {
      if (word.equals(text)) {
        return text;
      }
    }
    throw wrong(setting, "write one of `" + String.join("`, `", words) + "`");
  }

  /** Says that a setting's value will not do. */
  ConfigurationException wrong(Setting setting, String remedy) {
    return new ConfigurationException(
        List.of(problem(setting.key(), setting.shown(text(setting)), remedy)));
  }

  /** One problem of a {@link ConfigurationException}. */
  String problem(String key, String shown, String remedy) {
    Value value = values.get(key);
    String origin = value == null ? DEFAULT : value.origin();
    return "`%s` is `%s` (%s); %s".formatted(key, shown, origin, remedy);
  }

  /** Every setting that has a value, with its origin; secrets masked. For the start-up log. */
  Map<String, String> effective() {
    Map<String, String> lines = new LinkedHashMap<>();
    for (Setting setting : Setting.values()) {
      Value value = values.get(setting.key());
      if (value != null && !value.text().isEmpty()) {
        lines.put(setting.key(), setting.shown(value.text()) + " (" + value.origin() + ")");
      }
    }
    values.forEach(
        (key, value) -> {
          if (key.startsWith(QuotaSettings.PREFIX)) {
            lines.put(key, value.text() + " (" + value.origin() + ")");
          }
        });
    return lines;
  }

  @Override
  public String toString() {
    return effective().toString();
  }
}
