package io.ostiary.policy.document;

import io.ostiary.policy.document.Json.Member;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a document's outermost members and, by {@link StatementReader}, its statements. */
final class PolicyReader {
  private static final List<String> MEMBERS = List.of("Version", "Id", "Sid", "Statement");

  private PolicyReader() {}

  static Policy read(String text, PolicyType type) {
    Json root = JsonReader.read(text);
    if (!(root instanceof Json.Structure document)) {
      throw root.place().refuse("a policy is a JSON object; write `{\"Version\": …}`");
    }
    Version version = Version.V2008_10_17;
    Optional<String> id = Optional.empty();
    Json statements = null;
    for (Member member : document.members()) {
      switch (member.name()) {
        case "Version" -> version = version(member.value());
        case "Id" -> id = Optional.of(string(member));
        case "Sid" -> string(member); // not in the grammar, yet often printed there
        case "Statement" -> statements = member.value();
        default -> throw unknownMember(member, "a policy", MEMBERS);
      }
    }
    ElementRules.of(type).requireVersion(version, document.place());
    return new Policy(
        text,
        type,
        version,
        id,
        statements(statements, document, new StatementReader(type, version)));
  }

  private static List<Statement> statements(
      @Nullable Json value, Json.Structure document, StatementReader reader) {
    if (value == null) {
      throw document.place().refuse("`Statement` is missing; write at least one statement");
    }
    List<Json> items = value instanceof Json.Array array ? array.items() : List.of(value);
    if (items.isEmpty()) {
      throw value.place().refuse("`Statement` is empty; write at least one statement");
    }
    List<Statement> statements = new ArrayList<>();
    Set<String> sids = new HashSet<>();
    for (Json item : items) {
      if (!(item instanceof Json.Structure structure)) {
        throw item.place().refuse("a statement is a JSON object; write `{\"Effect\": …}`");
      }
      statements.add(reader.read(structure, statements.size(), sids));
    }
    return statements;
  }

  private static Version version(Json value) {
    if (value instanceof Json.Text text) {
      for (Version version : Version.values()) {
        if (version.text().equals(text.value())) {
          return version;
        }
      }
      throw value
          .place()
          .refuse(
              "unknown version `%s`; write `2012-10-17`, or `2008-10-17` for the older language"
                  .formatted(text.value()));
    }
    throw value.place().refuse("`Version` is not a string; write \"2012-10-17\"");
  }

  /** The value of a member that must be a string. */
  static String string(Member member) {
    if (member.value() instanceof Json.Text text) {
      return text.value();
    }
    throw member.value().place().refuse("`%s` is not a string".formatted(member.name()));
  }

  static PolicySyntaxException unknownMember(Member member, String where, List<String> known) {
    String name = member.name();
    for (String candidate : known) {
      if (candidate.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
        return member.place().refuse("unknown member `%s`; write `%s`".formatted(name, candidate));
      }
    }
    return member
        .place()
        .refuse(
            "unknown member `%s`; %s may hold %s".formatted(name, where, String.join(", ", known)));
  }
}
