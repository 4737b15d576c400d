package io.ostiary.filter;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Answers the requests of a service that Ostiary itself offers; the application never sees them.
 */
public interface ServiceHandler {

  /** The service's prefix, such as {@code iam}. */
  String service();

  /** Answers; an exception becomes the service's internal-failure answer. */
  void handle(AuthorizedRequest request, HttpServletResponse response) throws IOException;
}
