package io.ostiary.policy.decision;

import io.ostiary.policy.decision.Decision.ExplicitlyDenied;
import io.ostiary.policy.decision.Decision.ImplicitlyDenied;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Resource;

/**
 * Words a denial as AWS does, so that what people know of AWS helps them here.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html">Troubleshoot
 *     access denied error messages</a>
 */
final class DenialSentence {
  private DenialSentence() {}

  /** As most services say it. */
  static String of(AuthorizationRequest request, Decision denial) {
    return of(request, " on resource: " + request.resource().name(), denial);
  }

  /** As S3 says it: the resource in quotes, and nothing of it where there is none. */
  static String quoting(AuthorizationRequest request, Decision denial) {
    String resource = request.resource().name();
    return of(
        request, resource.equals(Resource.NONE) ? "" : " on resource: \"" + resource + '"', denial);
  }

  private static String of(AuthorizationRequest request, String onResource, Decision denial) {
    Action action = request.action();
    StringBuilder sentence = new StringBuilder(200);
    sentence
        .append("User: ")
        .append(request.principal().name())
        .append(" is not authorized to perform: ")
        .append(action)
        .append(onResource);
    return sentence.append(' ').append(reason(action, denial)).toString();
  }

  private static String reason(Action action, Decision denial) {
    if (denial instanceof ExplicitlyDenied explicit) {
      PolicyType type = explicit.by().type();
      return "with an explicit deny in " + article(type) + ' ' + name(type);
    }
    if (denial instanceof ImplicitlyDenied implicit) {
      return "because no %s allows the %s action".formatted(name(implicit.missing()), action);
    }
    throw new IllegalArgumentException("the request is allowed; only a denial has a sentence");
  }

  private static String article(PolicyType type) {
    return switch (type) {
      case IDENTITY -> "an";
      case TRUST -> "the";
      default -> "a";
    };
  }

  /** What AWS calls a policy of a type. */
  static String name(PolicyType type) {
    return switch (type) {
      case IDENTITY -> "identity-based policy";
      case RESOURCE -> "resource-based policy";
      case TRUST -> "role trust policy";
      case PERMISSIONS_BOUNDARY -> "permissions boundary";
      case SESSION -> "session policy";
      case SERVICE_CONTROL -> "service control policy";
      case RESOURCE_CONTROL -> "resource control policy";
    };
  }
}
