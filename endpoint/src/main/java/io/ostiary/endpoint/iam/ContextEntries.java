package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.Parameters;
import io.ostiary.endpoint.query.Text;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.RequestContext.Values;
import io.ostiary.policy.service.ValueType;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The {@code ContextEntries} of a simulation: condition keys with values that its caller made up.
 */
final class ContextEntries {
  private static final int MOST_ENTRIES = 500;
  private static final int MOST_VALUES = 1000;
  private static final Text NAME = Text.of(5, 256);
  private static final Text VALUE = Text.of(0, 8192);
  private static final String LIST = "List";

  private static final Map<String, ValueType> TYPES =
      Map.of(
          "string", ValueType.STRING,
          "numeric", ValueType.NUMERIC,
          "boolean", ValueType.BOOL,
          "ip", ValueType.IP_ADDRESS,
          "binary", ValueType.BINARY,
          "date", ValueType.DATE);

  private static final List<String> WORDS =
      List.of(
          "string",
          "stringList",
          "numeric",
          "numericList",
          "boolean",
          "booleanList",
          "ip",
          "ipList",
          "binary",
          "binaryList",
          "date",
          "dateList");

  private record Entry(String name, String type, List<String> values) {}

  private ContextEntries() {}

  /** Reads them: by key in its first spelling, each of the arity that its type says. */
  static Map<String, Values> read(Parameters in) {
    List<Entry> entries = in.list("ContextEntries", MOST_ENTRIES, ContextEntries::entry);
    Map<String, Values> context = new LinkedHashMap<>();
    Set<String> folded = new HashSet<>();
    for (Entry entry : entries) {
      if (!folded.add(RequestContext.fold(entry.name()))) {
        in.refuse(
            Refusals.invalid(
                "The context key %s is given twice, since case does not count; give it once."
                    .formatted(entry.name())));
      } else if (isSound(entry, in)) {
        context.put(entry.name(), new Values(entry.values(), entry.type().endsWith(LIST)));
      }
    }
    return context;
  }

  private static Entry entry(Parameters in) {
    String name = in.text("ContextKeyName", NAME);
    List<String> values = in.list("ContextKeyValues", MOST_VALUES, value -> value.text("", VALUE));
    String type =
        in.optionalWord("ContextKeyType", WORDS)
            .orElse(values.size() == 1 ? "string" : "stringList");
    return new Entry(name, type, values);
  }

  private static boolean isSound(Entry entry, Parameters in) {
    boolean many = entry.type().endsWith(LIST);
    if (!many && entry.values().size() != 1) {
      in.refuse(
          Refusals.invalid(
              "The context key %s has %s values; the type %s takes one, %sList any number."
                  .formatted(entry.name(), entry.values().size(), entry.type(), entry.type())));
      return false;
    }
    String element = entry.type().replace(LIST, "");
    ValueType type = TYPES.getOrDefault(element, ValueType.STRING);
    for (String value : entry.values()) {
      if (!type.admits(value)) {
        in.refuse(
            Refusals.invalid(
                "The value %s of the context key %s is not of type %s."
                    .formatted(Text.shown(value), entry.name(), element)));
        return false;
      }
    }
    return true;
  }
}
