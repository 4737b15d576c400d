package io.ostiary.policy.document;

import io.ostiary.policy.condition.Condition;
import io.ostiary.policy.document.Json.Member;
import io.ostiary.policy.document.Json.Place;
import io.ostiary.policy.document.Statement.Element;
import io.ostiary.policy.request.RequestContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
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

  StatementReader(PolicyType type, Version version) {
    this.type = type;
    this.rules = ElementRules.of(type);
    this.variables = version.hasVariables();
  }

  /**
   * Reads a statement.
   *
   * @param sids those of earlier statements; this one's is added
   */
  Statement read(Json.Structure json, int index, Set<String> sids) {
    Map<String, Member> members = members(json);
    Place place = json.place();
    PrincipalElement principals = eitherOf("Principal", "NotPrincipal", members, this::principals);
    Element<ActionPattern> actions = eitherOf("Action", "NotAction", members, this::actions);
    if (actions == null) {
      throw place.refuse("`Action` is missing; write `Action` or `NotAction`");
    }
    Statement statement =
        new Statement(
            index,
            sid(members.get("Sid"), sids),
            place.line(),
            effect(members.get("Effect"), place),
            principals,
            actions,
            eitherOf("Resource", "NotResource", members, this::resources),
            conditions(members.get("Condition")));
    rules.require(statement, place);
    return statement;
  }

  private static Map<String, Member> members(Json.Structure json) {
    Map<String, Member> members = new HashMap<>();
    for (Member member : json.members()) {
      if (!MEMBERS.contains(member.name())) {
        throw PolicyReader.unknownMember(member, "a statement", MEMBERS);
      }
      members.put(member.name(), member);
    }
    return members;
  }

  private static <T> @Nullable T eitherOf(
      String element, String notElement, Map<String, Member> members, Function<Member, T> read) {
    Member positive = members.get(element);
    Member negative = members.get(notElement);
    if (positive != null && negative != null) {
      throw negative
          .place()
          .refuse("`%s` stands beside `%s`; keep one of them".formatted(notElement, element));
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
        throw member
            .value()
            .place()
            .refuse("Sid `%s` holds `%s`; use letters and digits only".formatted(sid, c));
      }
    }
    if (!sids.add(sid)) {
      throw member
          .value()
          .place()
          .refuse("Sid `%s` is used twice; each statement needs its own".formatted(sid));
    }
    return sid;
  }

  private static Effect effect(@Nullable Member member, Place statement) {
    if (member == null) {
      throw statement.refuse("`Effect` is missing; write `Allow` or `Deny`");
    }
    String effect = PolicyReader.string(member);
    return switch (effect) {
      case "Allow" -> Effect.ALLOW;
      case "Deny" -> Effect.DENY;
      default ->
          throw member
              .value()
              .place()
              .refuse("unknown effect `%s`; write `Allow` or `Deny`".formatted(effect));
    };
  }

  private PrincipalElement principals(Member member) {
    return new PrincipalElement(excludes(member), new PrincipalReader(type).read(member));
  }

  private Element<ActionPattern> actions(Member member) {
    return new Element<>(excludes(member), patterns(member, ActionPattern::parse));
  }

  private Element<ResourcePattern> resources(Member member) {
    return new Element<>(
        excludes(member), patterns(member, text -> ResourcePattern.parse(text, variables, type)));
  }

  private static <P> List<P> patterns(Member member, Function<String, P> parse) {
    List<P> patterns = new ArrayList<>();
    for (Json.Text text : texts(member)) {
      patterns.add(mending(text.place(), () -> parse.apply(text.value())));
    }
    return patterns;
  }

  /** The strings of a member that holds one or a list of them. */
  static List<Json.Text> texts(Member member) {
    List<Json> items =
        member.value() instanceof Json.Array array ? array.items() : List.of(member.value());
    List<Json.Text> texts = new ArrayList<>();
    for (Json item : items) {
      if (!(item instanceof Json.Text text)) {
        throw item.place()
            .refuse("`%s` takes a string or a list of strings".formatted(member.name()));
      }
      texts.add(text);
    }
    return texts;
  }

  /** Something that may find its text malformed and say how to mend it. */
  @FunctionalInterface
  interface Compilation<T> {
    T run();
  }

  /** Gives a fault the place where it was written. */
  static <T> T mending(Place place, Compilation<T> compilation) {
    try {
      return compilation.run();
    } catch (PolicySyntaxException placed) {
      throw placed;
    } catch (IllegalArgumentException malformed) {
      throw place.refuse(String.valueOf(malformed.getMessage()));
    }
  }

  private List<Condition> conditions(@Nullable Member member) {
    List<Condition> conditions = new ArrayList<>();
    if (member != null) {
      Set<String> operators = new HashSet<>();
      for (Member operator : structure(member).members()) {
        requireNew(operator, operators, "operator");
        mending(
            operator.place(),
            () -> {
              Condition.requireOperator(operator.name());
              return operator;
            });
        Set<String> keys = new HashSet<>();
        for (Member key : structure(operator).members()) {
          requireNew(key, keys, "condition key");
          conditions.add(condition(operator, key));
        }
      }
    }
    return conditions;
  }

  private static Json.Structure structure(Member member) {
    if (member.value() instanceof Json.Structure structure) {
      return structure;
    }
    throw member.value().place().refuse("`%s` takes a JSON object".formatted(member.name()));
  }

  private static void requireNew(Member member, Set<String> folded, String what) {
    if (!folded.add(RequestContext.fold(member.name()))) {
      throw member
          .place()
          .refuse(
              "%s `%s` is written twice, since case does not count; keep one"
                  .formatted(what, member.name()));
    }
  }

  private Condition condition(Member operator, Member key) {
    List<Json> items =
        key.value() instanceof Json.Array array ? array.items() : List.of(key.value());
    List<String> wanted = new ArrayList<>();
    for (Json item : items) {
      if (item instanceof Json.Text text) {
        wanted.add(text.value());
      } else if (item instanceof Json.Scalar scalar) {
        wanted.add(scalar.text());
      } else {
        throw item.place()
            .refuse("a condition's value is a string, a number, a truth value, or a list of those");
      }
    }
    if (key.name().isEmpty()) {
      throw key.place().refuse("the condition key is empty; name one, such as `aws:SourceIp`");
    }
    return mending(
        key.value().place(), () -> Condition.of(operator.name(), key.name(), wanted, variables));
  }
}
