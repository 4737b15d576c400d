package io.ostiary.policy.decision;

import static io.ostiary.policy.condition.Explanation.show;

import io.ostiary.policy.condition.ArnPattern;
import io.ostiary.policy.condition.Explanation;
import io.ostiary.policy.condition.Template;
import io.ostiary.policy.document.ResourcePattern;
import io.ostiary.policy.document.Statement.Element;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.Resource;

/** Knows why a resource that looks right does not match. */
final class ResourceAdvice {
  private final AuthorizationRequest request;
  private final RequestContext context;
  private final String asked;

  ResourceAdvice(AuthorizationRequest request) {
    this.request = request;
    this.context = request.context();
    this.asked = request.resource().name();
  }

  /** What the author may have meant; empty if nothing comes to mind. */
  String about(Element<ResourcePattern> resources) {
    if (resources.excludes()) {
      return "";
    }
    if (asked.equals(Resource.NONE)) {
      return "`%s` is asked of no particular resource, which only `*` covers"
          .formatted(request.action());
    }
    for (ResourcePattern pattern : resources.patterns()) {
      String advice = about(pattern);
      if (!advice.isEmpty()) {
        return advice;
      }
    }
    return "";
  }

  private String about(ResourcePattern pattern) {
    String text = pattern.text();
    if (variables(text) && pattern.keys().isEmpty()) {
      return isVariableInLastPart(text)
          ? "`${…}` is ordinary text in this version; write \"Version\": \"2012-10-17\""
          : "`${…}` is ordinary text before the sixth part of an ARN";
    }
    for (String key : pattern.keys()) {
      if (!Explanation.hasValue(key, context)) {
        return "`${%s}` has no value for %s".formatted(Explanation.spelling(key, text), who());
      }
    }
    String bare = text.strip();
    if (!bare.equals(text) && matches(bare, asked)) {
      return show(text) + " ends in a blank, which counts";
    }
    if (matches(RequestContext.fold(text), RequestContext.fold(asked))) {
      return "they differ in case only";
    }
    return ofReach(text);
  }

  private String ofReach(String text) {
    if (Template.glob(text, variables(text)).matches(asked, context)) {
      return "in an ARN a `*` does not run past a colon; write out each part";
    }
    if (matches(text + "/*", asked)) {
      return show(text) + " does not cover what is in it; write " + show(text + "/*") + " as well";
    }
    return text.endsWith("/*") && matches(text.substring(0, text.length() - 2), asked)
        ? show(text) + " covers what is in it but not " + show(asked) + " itself; write both"
        : "";
  }

  private boolean matches(String pattern, String resource) {
    return ArnPattern.abbreviated(pattern, variables(pattern))
        .filter(arn -> arn.matches(resource, context))
        .isPresent();
  }

  /** A well-formed variable counts as one; what the older version leaves may be anything. */
  private static boolean variables(String pattern) {
    try {
      return pattern.contains("${")
          && !Template.glob(pattern, true).keys().isEmpty()
          && ArnPattern.abbreviated(pattern, true).isPresent();
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  private static boolean isVariableInLastPart(String text) {
    return ArnPattern.abbreviated(text, true).filter(arn -> !arn.keys().isEmpty()).isPresent();
  }

  private String who() {
    Principal principal = request.principal();
    if (principal instanceof Principal.RoleSession) {
      return "a role session";
    }
    return principal instanceof Principal.User ? "this user" : show(principal.name());
  }
}
