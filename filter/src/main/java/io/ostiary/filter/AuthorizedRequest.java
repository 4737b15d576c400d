package io.ostiary.filter;

import io.ostiary.filter.http.CanonicalRequest;
import io.ostiary.filter.http.FormParameters;
import io.ostiary.filter.mapping.MatchedRoute;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import java.util.Map;

/**
 * A request that was let in, as one of our own endpoints gets it.
 *
 * @param circumstances the condition keys of the request itself, such as {@code aws:SourceIp}, for
 *     what an endpoint decides
 * @param json the body, if the route reads it as JSON; else the empty text
 * @param journal takes down what the endpoint decides
 */
public record AuthorizedRequest(
    String requestId,
    AuthenticatedPrincipal caller,
    MatchedRoute match,
    CanonicalRequest request,
    FormParameters form,
    Map<String, RequestContext.Values> circumstances,
    String json,
    Journal journal) {

  public AuthorizedRequest {
    circumstances = Map.copyOf(circumstances);
  }
}
