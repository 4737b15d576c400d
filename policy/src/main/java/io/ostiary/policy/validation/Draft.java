package io.ostiary.policy.validation;

import io.ostiary.policy.condition.OperatorForm;
import io.ostiary.policy.document.Effect;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.json.Json;
import io.ostiary.policy.json.Json.Member;
import io.ostiary.policy.json.Json.Place;
import io.ostiary.policy.request.RequestContext;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A document as far as it can be read: what is malformed in it is left out, so that one fault does
 * not hide what else there is to say.
 *
 * @param sound whether nothing was left out
 */
record Draft(
    String text, Json.Structure json, boolean sound, Context context, List<Statement> statements) {

  Place place() {
    return json.place();
  }

  PolicyType type() {
    return context.type();
  }

  @Nullable Member member(String name) {
    return member(json, name);
  }

  private static @Nullable Member member(Json.Structure json, String name) {
    for (Member member : json.members()) {
      if (member.name().equals(name)) {
        return member;
      }
    }
    return null;
  }

  /** One statement whose effect is known. */
  record Statement(
      Context context,
      Json.Structure json,
      Effect effect,
      @Nullable Element<Principal> principals,
      @Nullable Element<Item> actions,
      @Nullable Element<Item> resources,
      List<Condition> conditions) {

    Place place() {
      return json.place();
    }

    boolean allows() {
      return effect == Effect.ALLOW;
    }

    boolean is(PolicyType type) {
      return context.type() == type;
    }

    @Nullable Member member(String name) {
      return Draft.member(json, name);
    }

    /** Whether some condition is on a key. */
    boolean tests(String foldedKey) {
      return conditions.stream().anyMatch(condition -> condition.key().equals(foldedKey));
    }
  }

  /**
   * What all parts of a document share.
   *
   * @param variables whether <code>${…}</code> is a policy variable
   */
  record Context(PolicyType type, boolean variables, Catalogue catalogue, Effort effort) {}

  /**
   * An element of a statement that names something.
   *
   * @param member under which it was written
   * @param excludes whether it is {@code NotAction}, {@code NotResource} or {@code NotPrincipal}
   */
  record Element<T>(Member member, boolean excludes, List<T> items) {}

  /** One action or resource. */
  record Item(Context context, boolean allowed, String text, Place place) {}

  /** One principal: its kind, such as {@code AWS}, and its name. */
  record Principal(Context context, String kind, String name, Place place) {
    boolean everyone() {
      return kind.equals("AWS") && name.equals("*");
    }
  }

  /** An operator and one key under it. */
  record Condition(
      Context context,
      Effect effect,
      Member operator,
      OperatorForm form,
      Member keyMember,
      List<Value> values) {

    /** The key, folded. */
    String key() {
      return RequestContext.fold(keyMember.name());
    }

    String keyAsWritten() {
      return keyMember.name();
    }

    /** What it says, whatever the order and the spelling. */
    Object meaning() {
      Set<String> texts = new HashSet<>();
      values.forEach(value -> texts.add(value.text()));
      return List.of(RequestContext.fold(operator.name()), key(), texts);
    }

    boolean wants(String text) {
      return values.stream().anyMatch(value -> value.text().equalsIgnoreCase(text));
    }
  }

  /** One value that a condition wants. */
  record Value(Context context, OperatorForm form, String key, String text, Place place) {

    /** Whether it is wanted of a key. Does not fold a long key for each of its many values. */
    boolean isOf(String foldedKey) {
      return key.length() == foldedKey.length() && RequestContext.fold(key).equals(foldedKey);
    }
  }
}
