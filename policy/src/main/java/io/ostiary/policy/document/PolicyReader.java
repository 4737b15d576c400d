package io.ostiary.policy.document;

import static io.ostiary.policy.document.PolicySyntaxException.at;

import io.ostiary.policy.json.Json;
import io.ostiary.policy.json.Json.Member;
import io.ostiary.policy.json.JsonReader;
import io.ostiary.policy.json.JsonSyntaxException;
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

  private final String text;
  private final PolicyType type;
  private final CanonicalUsers canonicalUsers;
  private final Faults faults;

  private PolicyReader(String text, PolicyType type, CanonicalUsers canonicalUsers, Faults faults) {
    this.text = text;
    this.type = type;
    this.canonicalUsers = canonicalUsers;
    this.faults = faults;
  }

  static Policy read(String text, PolicyType type, CanonicalUsers canonicalUsers) {
    return new PolicyReader(text, type, canonicalUsers, Faults.thrown()).policy();
  }

  static List<PolicySyntaxException> faults(String text, PolicyType type) {
    List<PolicySyntaxException> found = new ArrayList<>();
    try {
      new PolicyReader(text, type, CanonicalUsers.NONE, Faults.notedIn(found)).policy();
    } catch (PolicySyntaxException nothingToGoOnWith) {
      if (found.size() < Faults.MOST) {
        found.add(nothingToGoOnWith);
      }
    }
    return found;
  }

  private Policy policy() {
    Json root = root();
    if (!(root instanceof Json.Structure document)) {
      throw at(
          root.place(),
          Malformation.DATA_TYPE_MISMATCH,
          "a policy is a JSON object; write `{\"Version\": …}`");
    }
    Version version = Version.V2008_10_17;
    Optional<String> id = Optional.empty();
    Json statements = null;
    for (Member member : document.members()) {
      switch (member.name()) {
        case "Version" ->
            version = faults.within(Version.V2012_10_17, () -> version(member.value()));
        case "Id" -> id = faults.within(Optional.empty(), () -> Optional.of(string(member)));
        case "Sid" -> faults.within("", () -> string(member)); // not in the grammar, yet printed
        case "Statement" -> statements = member.value();
        default ->
            faults.within(
                () -> {
                  throw unknownMember(member, "a policy", MEMBERS);
                });
      }
    }
    Version stated = version;
    faults.within(() -> ElementRules.of(type).requireVersion(stated, document.place()));
    StatementReader reader = new StatementReader(type, version, canonicalUsers, faults);
    return new Policy(text, type, version, id, statements(statements, document, reader));
  }

  private Json root() {
    try {
      return JsonReader.read(text);
    } catch (JsonSyntaxException fault) {
      throw at(fault.place(), Malformation.from(fault.fault()), fault.problem());
    }
  }

  private List<Statement> statements(
      @Nullable Json value, Json.Structure document, StatementReader reader) {
    if (value == null) {
      throw at(
          document.place(),
          Malformation.MISSING_STATEMENT,
          "`Statement` is missing; write at least one statement");
    }
    List<Json> items = value instanceof Json.Array array ? array.items() : List.of(value);
    if (items.isEmpty()) {
      throw at(
          value.place(),
          Malformation.MISSING_STATEMENT,
          "`Statement` is empty; write at least one statement");
    }
    List<Statement> statements = new ArrayList<>();
    Set<String> sids = new HashSet<>();
    for (int i = 0; i < items.size(); i++) {
      int index = i;
      faults.within(() -> statements.add(reader.read(structure(items.get(index)), index, sids)));
    }
    return statements;
  }

  private static Json.Structure structure(Json item) {
    if (item instanceof Json.Structure structure) {
      return structure;
    }
    throw at(
        item.place(),
        Malformation.DATA_TYPE_MISMATCH,
        "a statement is a JSON object; write `{\"Effect\": …}`");
  }

  private static Version version(Json value) {
    if (value instanceof Json.Text text) {
      for (Version version : Version.values()) {
        if (version.text().equals(text.value())) {
          return version;
        }
      }
      throw at(
          value.place(),
          Malformation.INVALID_VERSION,
          "unknown version `%s`; write `2012-10-17`, or `2008-10-17` for the older language"
              .formatted(text.value()));
    }
    throw at(
        value.place(),
        Malformation.DATA_TYPE_MISMATCH,
        "`Version` is not a string; write \"2012-10-17\"");
  }

  /** The value of a member that must be a string. */
  static String string(Member member) {
    if (member.value() instanceof Json.Text text) {
      return text.value();
    }
    throw at(
        member.value().place(),
        Malformation.DATA_TYPE_MISMATCH,
        "`%s` is not a string".formatted(member.name()));
  }

  static PolicySyntaxException unknownMember(Member member, String where, List<String> known) {
    String name = member.name();
    String problem =
        "unknown member `%s`; %s may hold %s".formatted(name, where, String.join(", ", known));
    for (String candidate : known) {
      if (candidate.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
        problem = "unknown member `%s`; write `%s`".formatted(name, candidate);
      }
    }
    return at(member.place(), Malformation.INVALID_POLICY_ELEMENT, problem);
  }
}
