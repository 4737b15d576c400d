package io.ostiary.application.rest;

import io.ostiary.application.declaration.Guard;
import io.ostiary.filter.Answer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Stops the requests to a resource method that may not have it called. {@link ActionFeature} puts
 * it before the methods that need it.
 */
public class ActionFilter implements ContainerRequestFilter {

  /** A method as it is called: the class may have inherited it. */
  private record Called(Class<?> type, Method method) {}

  private final Map<Called, Guard> guards = new ConcurrentHashMap<>();

  /** These stand for those of the request at hand. */
  @Context private @Nullable HttpServletRequest request;

  @Context private @Nullable ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext context) throws IOException {
    HttpServletRequest servlet = request;
    ResourceInfo chosen = resource;
    if (servlet == null || chosen == null) {
      throw new IllegalStateException(
          "the framework does not say which request this is; it must run in a servlet container");
    }
    Guard guard =
        guards.computeIfAbsent(
            new Called(chosen.getResourceClass(), chosen.getResourceMethod()),
            called -> Guard.of(called.type, called.method));
    Optional<Answer> refusal =
        guard.refusal(
            servlet,
            () -> variables(context.getUriInfo().getPathParameters(true)),
            context.getSecurityContext()::isUserInRole);
    refusal.ifPresent(answer -> context.abortWith(response(answer)));
  }

  /** A variable that has several values, as where templates are nested, names nothing. */
  private static Map<String, String> variables(MultivaluedMap<String, String> parameters) {
    Map<String, String> variables = new HashMap<>();
    for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
      if (parameter.getValue().size() == 1) {
        variables.put(parameter.getKey(), parameter.getValue().get(0));
      }
    }
    return variables;
  }

  private static Response response(Answer answer) {
    Response.ResponseBuilder response = Response.status(answer.status()).entity(answer.body());
    answer.headers().forEach(response::header);
    return response.build();
  }
}
