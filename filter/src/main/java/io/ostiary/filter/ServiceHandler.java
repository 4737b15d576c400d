package io.ostiary.filter;

import io.ostiary.filter.http.FormParameters;
import io.ostiary.filter.mapping.MatchedRoute;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Answers the requests of a service that Ostiary itself offers; the application never sees them.
 */
public interface ServiceHandler {

  /** The service's prefix, such as {@code iam}. */
  String service();

  /**
   * Says what is wrong with a request of which the mapping could make no question, if the service
   * has words of its own for it. It is refused in any case.
   */
  default Optional<Fault> fault(
      MatchedRoute match, FormParameters form, AuthenticatedPrincipal caller) {
    return Optional.empty();
  }

  /**
   * Says why such a caller cannot have this done, whatever policies allow. Asked when they have
   * allowed it, so that whoever they deny learns nothing else.
   */
  default Optional<Fault> bar(MatchedRoute match, AuthenticatedPrincipal caller) {
    return Optional.empty();
  }

  /**
   * Whether it writes the audit line of such a request itself, since only it knows what becomes of
   * it. Of all others the line is written before they get here.
   */
  default boolean recordsItself(MatchedRoute match) {
    return false;
  }

  /** Answers; an exception becomes the service's internal-failure answer. */
  void handle(AuthorizedRequest request, HttpServletResponse response) throws IOException;
}
