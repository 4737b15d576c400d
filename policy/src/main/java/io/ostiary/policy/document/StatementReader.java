package io.ostiary.policy.document;

import static io.ostiary.policy.document.PolicySyntaxException.at;

import io.ostiary.policy.condition.Condition;
import io.ostiary.policy.condition.Template;
import io.ostiary.policy.document.Statement.Element;
import io.ostiary.policy.json.Json;
import io.ostiary.policy.json.Json.Member;
import io.ostiary.policy.json.Json.Place;
import io.ostiary.policy.request.RequestContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads one statement and compiles what it holds. */
final class StatementReader {
  private static final List<String> MEMBERS =
      List.of(
          "Sid",
          "Effect",
          "Principal",
          "NotPrincipal",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Condition");

  private final PolicyType type;
  private final ElementRules rules;
  private final boolean variables;
  private final CanonicalUsers canonicalUsers;
  private final Faults faults;

  StatementReader(PolicyType type, Version version, CanonicalUsers canonicalUsers, Faults faults) {
    this.type = type;
    this.canonicalUsers = canonicalUsers;
    this.faults = faults;
    this.rules = ElementRules.of(type);
    this.variables = version.hasVariables();
  }

  /**
   * Reads a statement.
   *
   * @param sids those of earlier statements; this one's is added
   */
  Statement read(Json.Structure json, int index, Set<String> sids) {
    int earlier = faults.count();
    Map<String, Member> members = members(json);
    Place place = json.place();
    PrincipalElement principals = eitherOf("Principal", "NotPrincipal", members, this::principals);
    Element<ActionPattern> actions = actions(members, place);
    Statement statement =
        new Statement(
            index,
            faults.within("", () -> sid(members.get("Sid"), sids)),
            extent(json),
            faults.within(Effect.DENY, () -> effect(members.get("Effect"), place)),
            principals,
            actions,
            eitherOf("Resource", "NotResource", members, this::resources),
            conditions(members.get("Condition")));
    rules.requireElements(statement, place, faults);
    if (faults.count() == earlier) {
      faults.within(() -> rules.requireContent(statement, place));
    }
    return statement;
  }

  private static Extent extent(Json.Structure json) {
    Place start = json.place();
    Place end = json.end();
    return new Extent(start.line(), start.column(), end.line(), end.column());
  }

  private Map<String, Member> members(Json.Structure json) {
    Map<String, Member> members = new HashMap<>();
    for (Member member : json.members()) {
      if (MEMBERS.contains(member.name())) {
        members.put(member.name(), member);
      } else {
        faults.within(
            () -> {
              throw PolicyReader.unknownMember(member, "a statement", MEMBERS);
            });
      }
    }
    return members;
  }

  private <T> @Nullable T eitherOf(
      String element, String notElement, Map<String, Member> members, Function<Member, T> read) {
    Member positive = members.get(element);
    Member negative = members.get(notElement);
    if (positive != null && negative != null) {
      faults.within(
          () -> {
            throw at(
                negative.place(),
                Malformation.UNSUPPORTED_ELEMENT_COMBINATION,
                "`%s` stands beside `%s`; keep one of them".formatted(notElement, element));
          });
    }
    Member present = positive != null ? positive : negative;
    return present == null ? null : read.apply(present);
  }

  private static boolean excludes(Member member) {
    return member.name().startsWith("Not");
  }

  private String sid(@Nullable Member member, Set<String> sids) {
    String sid = member == null ? "" : PolicyReader.string(member);
    if (member == null || sid.isEmpty() || !rules.plainSids()) {
      return sid;
    }
    for (int i = 0; i < sid.length(); i++) {
      char c = sid.charAt(i);
      if (!Ascii.isLetterOrDigit(c)) {
        throw at(
            member.value().place(),
            Malformation.INVALID_SID,
            "Sid `%s` holds `%s`; use letters and digits only".formatted(sid, c));
      }
    }
    if (!sids.add(sid)) {
      throw at(
          member.value().place(),
          Malformation.UNIQUE_SIDS_REQUIRED,
          "Sid `%s` is used twice; each statement needs its own".formatted(sid));
    }
    return sid;
  }

  private static Effect effect(@Nullable Member member, Place statement) {
    if (member == null) {
      throw at(
          statement, Malformation.MISSING_EFFECT, "`Effect` is missing; write `Allow` or `Deny`");
    }
    String effect = PolicyReader.string(member);
    return switch (effect) {
      case "Allow" -> Effect.ALLOW;
      case "Deny" -> Effect.DENY;
      default ->
          throw at(
              member.value().place(),
              Malformation.INVALID_EFFECT,
              "unknown effect `%s`; write `Allow` or `Deny`".formatted(effect));
    };
  }

  private PrincipalElement principals(Member member) {
    return new PrincipalElement(
        excludes(member),
        faults.within(
            List.of(), () -> new PrincipalReader(type, canonicalUsers, faults).read(member)));
  }

  private Element<ActionPattern> actions(Map<String, Member> members, Place place) {
    Element<ActionPattern> actions = eitherOf("Action", "NotAction", members, this::actions);
    if (actions != null) {
      return actions;
    }
    return faults.within(
        new Element<>(false, List.of()),
        () -> {
          throw at(
              place,
              Malformation.MISSING_ACTION,
              "`Action` is missing; write `Action` or `NotAction`");
        });
  }

  private Element<ActionPattern> actions(Member member) {
    return new Element<>(
        excludes(member),
        patterns(member, text -> Malformation.INVALID_ACTION, ActionPattern::parse));
  }

  private Element<ResourcePattern> resources(Member member) {
    return new Element<>(
        excludes(member),
        patterns(member, this::malformation, text -> ResourcePattern.parse(text, variables, type)));
  }

  /** What is wrong with a resource that could not be read. */
  private Malformation malformation(String resource) {
    try {
      Template.glob(resource, variables);
    } catch (IllegalArgumentException variable) {
      return Malformation.INVALID_VARIABLE;
    }
    return resource.startsWith("arn:")
        ? Malformation.MISSING_ARN_FIELD
        : Malformation.INVALID_RESOURCE;
  }

  private <P> List<P> patterns(
      Member member, Function<String, Malformation> malformation, Function<String, P> parse) {
    List<P> patterns = new ArrayList<>();
    for (Json item : items(member)) {
      faults.within(
          () -> {
            Json.Text text = text(member, item);
            patterns.add(
                mending(
                    text.place(),
                    () -> malformation.apply(text.value()),
                    () -> parse.apply(text.value())));
          });
    }
    return patterns;
  }

  /** The values of a member that holds one or a list of them. */
  static List<Json> items(Member member) {
    return member.value() instanceof Json.Array array ? array.items() : List.of(member.value());
  }

  /** One of a member's values, which must be a string. */
  static Json.Text text(Member member, Json item) {
    if (item instanceof Json.Text text) {
      return text;
    }
    throw at(
        item.place(),
        Malformation.DATA_TYPE_MISMATCH,
        "`%s` takes a string or a list of strings".formatted(member.name()));
  }

  /** Gives a fault the place where it was written, and its kind. */
  static <T> T mending(Place place, Supplier<Malformation> malformation, Supplier<T> compilation) {
    try {
      return compilation.get();
    } catch (PolicySyntaxException placed) {
      throw placed;
    } catch (IllegalArgumentException malformed) {
      throw at(place, malformation.get(), String.valueOf(malformed.getMessage()));
    }
  }

  private List<Condition> conditions(@Nullable Member member) {
    List<Condition> conditions = new ArrayList<>();
    if (member != null) {
      Set<String> operators = new HashSet<>();
      faults.within(
          () -> {
            for (Member operator : structure(member).members()) {
              faults.within(() -> readOperator(operator, operators, conditions));
            }
          });
    }
    return conditions;
  }

  private void readOperator(Member operator, Set<String> operators, List<Condition> conditions) {
    requireNew(operator, operators, "operator");
    mending(
        operator.place(),
        () -> malformationOfOperator(operator.name()),
        () -> {
          Condition.requireOperator(operator.name());
          return operator;
        });
    Set<String> keys = new HashSet<>();
    for (Member key : structure(operator).members()) {
      faults.within(
          () -> {
            requireNew(key, keys, "condition key");
            conditions.add(condition(operator, key));
          });
    }
  }

  private static Malformation malformationOfOperator(String name) {
    return RequestContext.fold(name).endsWith("nullifexists")
        ? Malformation.NULL_WITH_IF_EXISTS
        : Malformation.INVALID_CONDITION_OPERATOR;
  }

  private static Json.Structure structure(Member member) {
    if (member.value() instanceof Json.Structure structure) {
      return structure;
    }
    throw at(
        member.value().place(),
        Malformation.DATA_TYPE_MISMATCH,
        "`%s` takes a JSON object".formatted(member.name()));
  }

  private static void requireNew(Member member, Set<String> folded, String what) {
    if (!folded.add(RequestContext.fold(member.name()))) {
      throw at(
          member.place(),
          Malformation.DUPLICATE_KEYS_WITH_DIFFERENT_CASE,
          "%s `%s` is written twice, since case does not count; keep one"
              .formatted(what, member.name()));
    }
  }

  private Condition condition(Member operator, Member key) {
    List<Json> items = items(key);
    List<String> wanted = new ArrayList<>();
    for (Json item : items) {
      wanted.add(value(item));
    }
    if (key.name().isEmpty()) {
      throw at(
          key.place(),
          Malformation.INVALID_CONDITION_KEY,
          "the condition key is empty; name one, such as `aws:SourceIp`");
    }
    try {
      return Condition.of(operator.name(), key.name(), wanted, variables);
    } catch (IllegalArgumentException malformed) {
      throw at(
          malformed(operator, key, items).place(),
          Malformation.INVALID_VARIABLE,
          String.valueOf(malformed.getMessage()));
    }
  }

  private static String value(Json item) {
    if (item instanceof Json.Text text) {
      return text.value();
    }
    if (item instanceof Json.Scalar scalar) {
      return scalar.text();
    }
    throw at(
        item.place(),
        Malformation.DATA_TYPE_MISMATCH,
        "a condition's value is a string, a number, a truth value, or a list of those");
  }

  /** The first of a key's values that does not compile, which some value does not. */
  private Json malformed(Member operator, Member key, List<Json> items) {
    return items.stream()
        .filter(item -> !compiles(operator, key, value(item)))
        .findFirst()
        .orElseThrow();
  }

  private boolean compiles(Member operator, Member key, String value) {
    try {
      Condition.of(operator.name(), key.name(), List.of(value), variables);
      return true;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }
}
