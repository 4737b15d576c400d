package io.ostiary.application.declaration;

import io.ostiary.filter.Answer;
import io.ostiary.filter.RequestAuthorizer;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Holds one method's declarations against the requests that reach it.
 *
 * @param roles what Jakarta's own annotations demand besides
 */
public record Guard(Declaration declaration, Optional<RoleRule> roles) {
  private static final Answer UNSEEN =
      new Answer(
          403,
          Map.of(Answer.CONTENT_TYPE, "text/plain"),
          "Forbidden: the request did not come through Ostiary's filter\n");

  /**
   * That of a method.
   *
   * @param type the class that is called, which may inherit the method
   * @throws IllegalArgumentException if its annotations contradict each other or make no sense
   */
  public static Guard of(Class<?> type, Method method) {
    return new Guard(Declarations.of(type, method), RoleRule.of(type, method));
  }

  /** Whether it stops no request. */
  public boolean isIdle() {
    return declaration instanceof Declaration.Silent && roles.isEmpty();
  }

  /**
   * The answer to give in place of calling the method; empty if it may be called.
   *
   * @param variables those of the path
   * @param isInRole what the container says of the caller's roles
   */
  public Optional<Answer> refusal(
      ServletRequest request, Supplier<Map<String, String>> variables, Predicate<String> isInRole)
      throws IOException {
    Optional<RequestAuthorizer> seen = RequestAuthorizer.of(request);
    if (seen.isEmpty()) {
      return Optional.of(UNSEEN);
    }
    if (roles.isPresent() && !roles.get().admits(isInRole)) {
      return Optional.of(seen.get().refuse("the caller has none of the roles that this needs"));
    }
    if (declaration instanceof Declaration.Forgotten) {
      return Optional.of(
          seen.get()
              .refuse(
                  "the application does not say which action this is, so no policy can allow it"));
    }
    if (declaration instanceof Declaration.Needed needed) {
      Optional<String> arn =
          needed.resource().map(template -> seen.get().arn(template, variables.get()));
      return seen.get().demand(needed.action(), arn);
    }
    return Optional.empty();
  }
}
