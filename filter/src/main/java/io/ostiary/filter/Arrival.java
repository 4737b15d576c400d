package io.ostiary.filter;

import io.ostiary.filter.http.ApplicationBody;
import io.ostiary.filter.http.CanonicalRequest;
import io.ostiary.filter.http.FormParameters;
import io.ostiary.filter.http.ReceivedRequest;
import io.ostiary.filter.http.RequestBody;
import io.ostiary.filter.http.VerifiedRequest;
import io.ostiary.filter.mapping.Candidates;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.service.Access;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.authentication.Authentication;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;

/**
 * What steps 1 to 4 made of a request: it is well-formed, some routes may take it, and its caller
 * is known. Nothing is decided yet.
 */
public final class Arrival {
  /** The request attribute that holds it. */
  static final String ATTRIBUTE = "io.ostiary.arrival";

  private final Attempt attempt;
  private final ReceivedRequest received;
  private final CanonicalRequest request;
  private final Candidates candidates;
  private final FormParameters form;
  private final RequestBody requestBody;
  private final ApplicationBody body;
  private final Access way;
  private final Authentication authentication;

  Arrival(
      Attempt attempt,
      ReceivedRequest received,
      CanonicalRequest request,
      Candidates candidates,
      FormParameters form,
      RequestBody requestBody,
      Access way,
      Authentication authentication) {
    this.attempt = attempt;
    this.received = received;
    this.request = request;
    this.candidates = candidates;
    this.form = form;
    this.requestBody = requestBody;
    this.way = way;
    this.authentication = authentication;
    this.body =
        new ApplicationBody(
            request, requestBody, authentication.signature().orElse(null), candidates.streamed());
  }

  /** Who makes the request, verified; may be anonymous. */
  public AuthenticatedPrincipal caller() {
    return authentication.caller();
  }

  /** Whether nobody in particular makes the request. */
  public boolean isAnonymous() {
    return caller().principal() instanceof Principal.Anonymous;
  }

  /** The names of the roles and groups that the caller has. */
  public Set<String> roles() {
    return Roles.of(caller());
  }

  ApplicationBody body() {
    return body;
  }

  /** What the container made, with the verified body and caller. */
  public VerifiedRequest verified(HttpServletRequest container, HttpServletResponse response) {
    return new VerifiedRequest(
        container, response, body, isAnonymous() ? null : caller(), role -> roles().contains(role));
  }

  Attempt attempt() {
    return attempt;
  }

  /** The request as the container handed it over, for what else it shows. */
  ReceivedRequest received() {
    return received;
  }

  CanonicalRequest request() {
    return request;
  }

  Candidates candidates() {
    return candidates;
  }

  FormParameters form() {
    return form;
  }

  RequestBody requestBody() {
    return requestBody;
  }

  /** How the caller came in. */
  Access way() {
    return way;
  }

  Authentication authentication() {
    return authentication;
  }
}
