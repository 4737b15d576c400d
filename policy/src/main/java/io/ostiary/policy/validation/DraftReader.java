package io.ostiary.policy.validation;

import io.ostiary.policy.condition.OperatorForm;
import io.ostiary.policy.document.Effect;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.json.Json;
import io.ostiary.policy.json.Json.Member;
import io.ostiary.policy.json.JsonReader;
import io.ostiary.policy.json.JsonSyntaxException;
import io.ostiary.policy.validation.Draft.Condition;
import io.ostiary.policy.validation.Draft.Context;
import io.ostiary.policy.validation.Draft.Element;
import io.ostiary.policy.validation.Draft.Item;
import io.ostiary.policy.validation.Draft.Principal;
import io.ostiary.policy.validation.Draft.Statement;
import io.ostiary.policy.validation.Draft.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads drafts: of each malformed part, only that part is left out. */
final class DraftReader {
  private final Context context;

  private DraftReader(Context context) {
    this.context = context;
  }

  /** The draft, or empty if the text is no JSON object. */
  static Optional<Draft> read(String text, PolicyType type, boolean sound, Catalogue catalogue) {
    try {
      if (JsonReader.read(text) instanceof Json.Structure document) {
        boolean variables = false;
        for (Member member : document.members()) {
          variables |=
              member.name().equals("Version")
                  && member.value() instanceof Json.Text version
                  && version.value().equals("2012-10-17");
        }
        Context context = new Context(type, variables, catalogue, new Effort());
        return Optional.of(new DraftReader(context).draft(text, document, sound));
      }
    } catch (JsonSyntaxException alreadyReported) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private Draft draft(String text, Json.Structure document, boolean sound) {
    List<Statement> statements = new ArrayList<>();
    for (Member member : document.members()) {
      if (member.name().equals("Statement")) {
        for (Json item : items(member)) {
          if (item instanceof Json.Structure structure) {
            statement(structure).ifPresent(statements::add);
          }
        }
      }
    }
    return new Draft(text, document, sound, context, List.copyOf(statements));
  }

  private static List<Json> items(Member member) {
    return member.value() instanceof Json.Array array ? array.items() : List.of(member.value());
  }

  private Optional<Statement> statement(Json.Structure json) {
    Effect effect = null;
    for (Member member : json.members()) {
      if (member.name().equals("Effect") && member.value() instanceof Json.Text text) {
        effect =
            switch (text.value()) {
              case "Allow" -> Effect.ALLOW;
              case "Deny" -> Effect.DENY;
              default -> null;
            };
      }
    }
    return effect == null ? Optional.empty() : Optional.of(statement(json, effect));
  }

  private Statement statement(Json.Structure json, Effect effect) {
    boolean allowed = effect == Effect.ALLOW;
    Element<Principal> principals = null;
    Element<Item> actions = null;
    Element<Item> resources = null;
    List<Condition> conditions = new ArrayList<>();
    for (Member member : json.members()) {
      switch (member.name()) {
        case "Principal", "NotPrincipal" -> principals = element(member, this::principals);
        case "Action", "NotAction" -> actions = element(member, one -> texts(one, allowed));
        case "Resource", "NotResource" -> resources = element(member, one -> texts(one, allowed));
        case "Condition" -> readConditions(member, effect, conditions);
        default -> {} // says nothing that a check looks at
      }
    }
    return new Statement(
        context, json, effect, principals, actions, resources, List.copyOf(conditions));
  }

  private static <T> @Nullable Element<T> element(Member member, Function<Member, List<T>> read) {
    return new Element<>(member, member.name().startsWith("Not"), read.apply(member));
  }

  private List<Item> texts(Member member, boolean allowed) {
    List<Item> texts = new ArrayList<>();
    for (Json item : items(member)) {
      if (item instanceof Json.Text text) {
        texts.add(new Item(context, allowed, text.value(), text.place()));
      }
    }
    return texts;
  }

  private List<Principal> principals(Member member) {
    List<Principal> principals = new ArrayList<>();
    if (member.value() instanceof Json.Text everyone) {
      principals.add(new Principal(context, "AWS", everyone.value(), everyone.place()));
    } else if (member.value() instanceof Json.Structure kinds) {
      for (Member kind : kinds.members()) {
        for (Json item : items(kind)) {
          if (item instanceof Json.Text name) {
            principals.add(new Principal(context, kind.name(), name.value(), name.place()));
          }
        }
      }
    }
    return principals;
  }

  private void readConditions(Member member, Effect effect, List<Condition> conditions) {
    if (member.value() instanceof Json.Structure operators) {
      for (Member operator : operators.members()) {
        OperatorForm form = OperatorForm.parse(operator.name()).orElse(null);
        if (form != null && operator.value() instanceof Json.Structure keys) {
          for (Member key : keys.members()) {
            conditions.add(new Condition(context, effect, operator, form, key, values(form, key)));
          }
        }
      }
    }
  }

  private List<Value> values(OperatorForm form, Member key) {
    List<Value> values = new ArrayList<>();
    for (Json item : items(key)) {
      if (item instanceof Json.Text text) {
        values.add(new Value(context, form, key.name(), text.value(), text.place()));
      } else if (item instanceof Json.Scalar scalar) {
        values.add(new Value(context, form, key.name(), scalar.text(), scalar.place()));
      }
    }
    return values;
  }
}
