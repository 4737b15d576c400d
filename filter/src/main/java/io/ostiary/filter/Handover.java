package io.ostiary.filter;

import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.filter.mapping.MatchedRoute;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Hands a request that was let in to the endpoint of ours that answers it. */
record Handover(Wiring wiring, Recorder recorder, Supplier<String> eventIds) {
  private static final Logger LOGGER = System.getLogger("ostiary.decision");

  /** The handler if there is one, unless it bars such a caller, whatever policies allow. */
  static @Nullable ServiceHandler unbarred(
      @Nullable ServiceHandler handler, MatchedRoute match, AuthenticatedPrincipal caller)
      throws FaultException {
    if (handler != null) {
      Optional<Fault> barred = handler.bar(match, caller);
      if (barred.isPresent()) {
        throw new FaultException(barred.get(), null);
      }
    }
    return handler;
  }

  /**
   * Has it answered.
   *
   * @param recordsItself whether the request's audit line is the handler's to write
   */
  void handle(
      ServiceHandler handler,
      HttpServletResponse response,
      Arrival arrival,
      Verdict verdict,
      boolean recordsItself)
      throws IOException {
    Attempt attempt = arrival.attempt();
    AtomicBoolean unrecorded = new AtomicBoolean(recordsItself);
    Journal journal =
        recorder.journal(
            attempt, () -> unrecorded.getAndSet(false) ? attempt.eventId() : eventIds.get());
    try {
      handler.handle(authorized(arrival, verdict, journal), response);
      if (unrecorded.get()) {
        recorder.allowed(attempt, verdict); // it had nothing to decide
      }
    } catch (Throwable failure) {
      LOGGER.log(Level.ERROR, "request " + attempt.requestId() + " failed in its handler", failure);
      Refusal answer =
          Refusals.of(failure(failure), attempt.shape(), attempt.access(), attempt.signatureForm());
      if (unrecorded.get()) {
        recorder.refused(attempt, answer, failure);
      }
      if (response.isCommitted()) {
        throw failure;
      }
      ErrorAnswer.write(
          response, attempt.shape(), attempt.serviceName(), answer, attempt.requestId());
    } finally {
      arrival.body().close();
    }
  }

  private AuthorizedRequest authorized(Arrival arrival, Verdict verdict, Journal journal)
      throws IOException {
    return new AuthorizedRequest(
        arrival.attempt().requestId(),
        arrival.caller(),
        verdict.match(),
        arrival.request(),
        arrival.form(),
        wiring.mapper().circumstances(arrival.request(), arrival.authentication().signature()),
        json(arrival),
        journal);
  }

  /** The body that the decision was about, once more. */
  private static String json(Arrival arrival) throws IOException {
    try {
      return arrival.candidates().needsJson() ? arrival.requestBody().text() : "";
    } catch (RejectedRequestException readBefore) {
      throw new IllegalStateException(readBefore);
    }
  }

  /** A handler's failure is ours, whatever its type; that the audit takes nothing is told. */
  private static Throwable failure(Throwable cause) {
    return cause instanceof NotRecordedException ? cause : new IllegalStateException(cause);
  }
}
