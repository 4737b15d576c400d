package io.ostiary.filter.mapping;

import io.ostiary.filter.http.FormParameters;
import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.policy.service.Access;
import io.ostiary.policy.service.ErrorShape;
import io.ostiary.policy.service.ServiceDefinition;
import io.ostiary.signature.Expectation;
import java.util.Set;

/**
 * The routes that a request may take. There is more than one only where the form decides, and then
 * {@link #select} needs the form.
 */
public interface Candidates {

  /**
   * The service; for a Query-protocol request the form's Action and Version, still unverified,
   * choose it.
   */
  ServiceDefinition service(FormParameters unverified) throws RejectedRequestException;

  /**
   * Whether a form must be read before the other methods can answer, or for the {@link
   * RequestMapper}. The form is the body, or for GET, which only a Query-protocol request comes
   * with, the query; a body that is not a form is refused unless it is empty.
   */
  boolean needsForm();

  /** Whether the {@link RequestMapper} reads the body as JSON, whatever its type is said to be. */
  boolean needsJson();

  /**
   * Who may come in; for a Query-protocol request by the route that the form, still unverified,
   * names.
   */
  Set<Access> access(FormParameters unverified) throws RejectedRequestException;

  /** The most that the body may have, in bytes, by any of the candidates. */
  long bodyLimit();

  /** Whether the application reads the body as it comes. */
  boolean streamed();

  /** Whether the connection may become a WebSocket. */
  boolean webSocket();

  /** What a signature must look like here. */
  Expectation expectation(ServiceDefinition service, boolean secure);

  /** The dialect of error answers. */
  ErrorShape errors();

  /** The one route, chosen by the verified form where it matters. Part of step 5. */
  MatchedRoute select(FormParameters form) throws RejectedRequestException;
}
