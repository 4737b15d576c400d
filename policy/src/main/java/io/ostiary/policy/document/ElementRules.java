package io.ostiary.policy.document;

import static io.ostiary.policy.document.PolicySyntaxException.at;

import io.ostiary.policy.document.PrincipalPattern.Everyone;
import io.ostiary.policy.document.Statement.Element;
import io.ostiary.policy.json.Json.Place;
import io.ostiary.policy.request.RequestContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which elements a statement must, may and must not hold, by the type of its policy.
 *
 * @param plainSids whether a Sid is made of letters and digits and used once
 * @param needs2012 whether the document must be in the newer version of the language
 */
record ElementRules(
    PolicyType type, Presence principal, Presence resource, boolean plainSids, boolean needs2012) {

  enum Presence {
    REQUIRED,
    OPTIONAL,
    FORBIDDEN
  }

  private static final List<String> TRUST_ACTIONS =
      List.of("sts:tagsession", "sts:setsourceidentity", "sts:setcontext");

  static ElementRules of(PolicyType type) {
    return switch (type) {
      case IDENTITY, PERMISSIONS_BOUNDARY, SESSION ->
          new ElementRules(type, Presence.FORBIDDEN, Presence.REQUIRED, true, false);
      case RESOURCE -> new ElementRules(type, Presence.REQUIRED, Presence.OPTIONAL, false, false);
      case TRUST -> new ElementRules(type, Presence.REQUIRED, Presence.FORBIDDEN, true, false);
      case SERVICE_CONTROL ->
          new ElementRules(type, Presence.FORBIDDEN, Presence.REQUIRED, true, true);
      case RESOURCE_CONTROL ->
          new ElementRules(type, Presence.REQUIRED, Presence.REQUIRED, true, true);
    };
  }

  void requireVersion(Version version, Place document) {
    if (needs2012 && version != Version.V2012_10_17) {
      throw at(
          document,
          Malformation.UNSUPPORTED_VERSION,
          "%s needs the newer language; write \"Version\": \"2012-10-17\"".formatted(described()));
    }
  }

  /** Checks that a statement has the elements that it must have and no others. */
  void requireElements(Statement statement, Place place, Faults faults) {
    faults.within(
        () -> requirePresence("Principal", statement.principals() != null, principal, place));
    faults.within(
        () -> requirePresence("Resource", statement.resources() != null, resource, place));
  }

  /** Checks what the elements of a statement say, which are well-formed one by one. */
  void requireContent(Statement statement, Place place) {
    PrincipalElement principals = statement.principals();
    if (principals != null) {
      requirePrincipals(statement.effect(), principals, place);
    }
    if (type == PolicyType.TRUST) {
      requireTrustActions(statement.actions(), place);
    } else if (type == PolicyType.RESOURCE_CONTROL) {
      requireResourceControl(statement, place);
    }
  }

  private void requirePresence(String element, boolean present, Presence presence, Place place) {
    if (present && presence == Presence.FORBIDDEN) {
      throw at(
          place,
          element.equals("Principal")
              ? Malformation.UNSUPPORTED_PRINCIPAL
              : Malformation.UNSUPPORTED_ELEMENT,
          "%s holds no `%s`, since it is known by where the policy is attached; remove it"
              .formatted(described(), element));
    }
    if (!present && presence == Presence.REQUIRED) {
      throw at(
          place,
          element.equals("Principal")
              ? Malformation.MISSING_PRINCIPAL
              : Malformation.MISSING_RESOURCE,
          "`%s` is missing; %s must hold it in every statement".formatted(element, described()));
    }
  }

  private void requirePrincipals(Effect effect, PrincipalElement principals, Place place) {
    if (!principals.excludes()) {
      return;
    }
    if (type == PolicyType.TRUST) {
      throw at(
          place,
          Malformation.UNSUPPORTED_PRINCIPAL,
          "a role trust policy holds no `NotPrincipal`; name who may, in `Principal`");
    }
    if (effect == Effect.ALLOW) {
      throw at(
          place,
          Malformation.ALLOW_WITH_NOT_PRINCIPAL,
          "`NotPrincipal` with `Allow` would admit everybody else; write `Principal`, or `Deny`");
    }
  }

  private static void requireTrustActions(Element<ActionPattern> actions, Place place) {
    if (actions.excludes()) {
      throw at(
          place,
          Malformation.UNSUPPORTED_ELEMENT,
          "a role trust policy holds no `NotAction`; write `Action`");
    }
    for (ActionPattern pattern : actions.patterns()) {
      String folded = RequestContext.fold(pattern.text());
      if (!folded.startsWith("sts:assumerole") && !TRUST_ACTIONS.contains(folded)) {
        throw at(
            place,
            Malformation.UNSUPPORTED_ACTION,
            ("a role trust policy is not about `%s`; write `sts:AssumeRole`,"
                    + " `sts:AssumeRoleWithSAML`, `sts:AssumeRoleWithWebIdentity`, `sts:TagSession`,"
                    + " `sts:SetSourceIdentity` or `sts:SetContext`")
                .formatted(pattern.text()));
      }
    }
  }

  private static void requireResourceControl(Statement statement, Place place) {
    PrincipalElement principals = statement.principals();
    if (principals == null
        || principals.excludes()
        || !principals.patterns().equals(List.of(new Everyone()))) {
      throw at(
          place,
          Malformation.UNSUPPORTED_PRINCIPAL,
          "a resource control policy is about everyone; write \"Principal\": \"*\"");
    }
    boolean everyAction = matchesAnything(statement.actions());
    if (statement.effect() == Effect.ALLOW) {
      boolean full =
          everyAction && isOnlyStar(statement.resources()) && statement.conditions().isEmpty();
      if (!full) {
        throw at(
            place,
            Malformation.UNSUPPORTED_EFFECT,
            "a resource control policy only denies, but for the one that allows everything;"
                + " write `Deny`");
      }
    } else if (statement.actions().excludes() || everyAction) {
      throw at(
          place,
          Malformation.UNSUPPORTED_ACTION,
          "a resource control policy names what it denies; write `Action` with a service's actions,"
              + " such as `s3:*`");
    }
  }

  private static boolean matchesAnything(Element<ActionPattern> actions) {
    return !actions.excludes()
        && actions.patterns().stream().anyMatch(pattern -> pattern.text().equals("*"));
  }

  private static boolean isOnlyStar(@Nullable Element<ResourcePattern> resources) {
    return resources != null
        && !resources.excludes()
        && resources.patterns().size() == 1
        && resources.patterns().get(0).text().equals("*");
  }

  private String described() {
    return switch (type) {
      case IDENTITY -> "an identity-based policy";
      case RESOURCE -> "a resource-based policy";
      case TRUST -> "a role trust policy";
      case PERMISSIONS_BOUNDARY -> "a permissions boundary";
      case SESSION -> "a session policy";
      case SERVICE_CONTROL -> "a service control policy";
      case RESOURCE_CONTROL -> "a resource control policy";
    };
  }
}
