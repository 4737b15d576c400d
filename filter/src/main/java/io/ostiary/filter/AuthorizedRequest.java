package io.ostiary.filter;

import io.ostiary.filter.http.CanonicalRequest;
import io.ostiary.filter.http.FormParameters;
import io.ostiary.filter.mapping.MatchedRoute;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;

/**
 * A request that was let in, as one of our own endpoints gets it.
 *
 * @param json the body, if the route reads it as JSON; else the empty text
 */
public record AuthorizedRequest(
    String requestId,
    AuthenticatedPrincipal caller,
    MatchedRoute match,
    CanonicalRequest request,
    FormParameters form,
    String json) {}
