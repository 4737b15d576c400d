package io.ostiary.filter;

import io.ostiary.filter.http.BodyTooLargeException;
import io.ostiary.filter.http.IncompleteBodyException;
import io.ostiary.filter.http.ReceivedRequest;
import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.filter.http.RejectedRequestException.Reason;
import io.ostiary.filter.http.RequestBody;
import io.ostiary.filter.http.VerifiedRequest;
import io.ostiary.filter.mapping.MatchedRoute;
import io.ostiary.policy.service.ErrorShape;
import io.ostiary.policy.service.Route;
import io.ostiary.policy.service.ServiceDefinition;
import io.ostiary.policy.service.ServiceDefinitionException;
import io.ostiary.realm.authentication.Authenticator;
import io.ostiary.signature.PayloadException;
import io.ostiary.signature.SignatureException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * One request, one pass: the {@link Steps}, then the audit, then the application or a handler of
 * ours; or else one answer that says no. Whatever goes wrong on the way, and by whatever kind of
 * dispatch, the application is not reached.
 */
public final class Pass {
  private static final Logger LOGGER = System.getLogger("ostiary.decision");

  /** Marks a request that was answered with a refusal. */
  private static final String REFUSED = "io.ostiary.refused";

  private static final long SECOND = 1_000;

  private static final String SIGN_IN_SERVICE = "signin";
  private static final String SIGN_IN_PAGE = "/.ostiary/sign-in?to=";

  private final Wiring wiring;
  private final Steps steps;
  private final Recorder recorder;
  private final DrawnIds ids;
  private final Map<String, ServiceHandler> handlers = new HashMap<>();
  private final LongAdder marked = new LongAdder();

  /**
   * Makes a pass.
   *
   * @throws ServiceDefinitionException if the services and the handlers do not fit each other
   */
  public Pass(Wiring wiring) {
    this.wiring = wiring;
    this.steps = new Steps(wiring);
    this.recorder = new Recorder(wiring);
    this.ids = new DrawnIds(wiring.random());
    for (ServiceHandler handler : wiring.handlers()) {
      if (handlers.put(handler.service(), handler) != null) {
        throw new ServiceDefinitionException(
            "two handlers answer for the service `%s`; register one".formatted(handler.service()));
      }
    }
    wiring.mapper().check(wiring.services());
    for (ServiceDefinition service : wiring.services()) {
      boolean decides = service.routes().stream().anyMatch(Route::decidedByEndpoint);
      if (decides && !handlers.containsKey(service.service())) {
        throw new ServiceDefinitionException(
            "%s: the service `%s` leaves a decision to its endpoint, but has none; take `decidedBy` away"
                .formatted(service.file(), service.service()));
      }
    }
  }

  /**
   * Steps 1 to 4, for an authentication mechanism of the container, which marks the request so that
   * the filter goes on from there.
   *
   * @param authenticator how step 4 is done
   * @return empty if the request was refused, answered and recorded
   */
  public Optional<Arrival> arrive(
      HttpServletRequest request, HttpServletResponse response, Authenticator authenticator)
      throws IOException {
    Attempt attempt = new Attempt(newRequestId(), newEventId());
    try {
      Arrival arrival = steps.arrive(request, attempt, authenticator);
      request.setAttribute(Arrival.ATTRIBUTE, arrival);
      return Optional.of(arrival);
    } catch (Throwable refused) {
      refuse(request, response, attempt, refused);
      return Optional.empty();
    }
  }

  /**
   * Takes in what is left of the body of a request that {@link #arrive} refused, where that is
   * little and on its way: a server that finds the exchange complete adds no answer of its own.
   */
  public void finish(HttpServletRequest request, HttpServletResponse response) {
    try {
      response.getOutputStream().close();
      RequestBody.discard(request, wiring.settings());
    } catch (IOException gone) {
      LOGGER.log(Level.DEBUG, "a refused request did not send its body", gone);
    }
  }

  /** How many requests an authentication mechanism of the server had brought to the filter. */
  public long arrivedByMechanism() {
    return marked.sum();
  }

  /** Who checks evidence. */
  public Authenticator authenticator() {
    return wiring.authenticator();
  }

  /** What became of a request so far, if it has arrived. */
  public static Optional<Arrival> arrived(HttpServletRequest request) {
    return request.getAttribute(Arrival.ATTRIBUTE) instanceof Arrival arrival
        ? Optional.of(arrival)
        : Optional.empty();
  }

  Wiring wiring() {
    return wiring;
  }

  Steps steps() {
    return steps;
  }

  Recorder recorder() {
    return recorder;
  }

  /** Everything, by the kind of dispatch. */
  void admit(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getAttribute(REFUSED) != null) {
      return; // answered, whatever dispatch a server makes of that
    }
    Optional<Admission> admission =
        request.getAttribute(Admission.ATTRIBUTE) instanceof Admission earlier
            ? Optional.of(earlier)
            : Optional.empty();
    switch (request.getDispatcherType()) {
      case REQUEST -> {
        if (admission.isPresent()) { // by another registration of the filter
          chain.doFilter(request, response);
        } else {
          enter(request, response, chain);
        }
      }
      case FORWARD, INCLUDE, ASYNC -> dispatch(request, response, chain, admission);
      case ERROR -> {
        if (admission.isPresent()) {
          chain.doFilter(verified(request, response, admission.get()), response);
        } else {
          refuseForServer(request, response);
        }
      }
    }
  }

  private void enter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Optional<Arrival> arrival = arrived(request);
    if (arrival.isPresent()) {
      marked.increment();
    } else {
      arrival = arrive(request, response, wiring.authenticator());
    }
    if (arrival.isEmpty()) {
      return;
    }
    Arrival arrived = arrival.get();
    Attempt attempt = arrived.attempt();
    Verdict verdict;
    @Nullable ServiceHandler handler;
    boolean recordsItself;
    try {
      verdict = steps.decide(arrived); // 5, 6
      MatchedRoute match = verdict.match();
      handler = Handover.unbarred(handlers.get(match.service().service()), match, arrived.caller());
      recordsItself = handler != null && handler.recordsItself(match);
      if (!recordsItself) {
        recorder.allowed(attempt, verdict); // 7
      }
    } catch (Throwable refused) {
      arrived.body().close();
      refuse(request, response, attempt, inTheWordsOfItsService(refused, arrived));
      return;
    }
    // Whole seconds, as the field has them: servers keep what they formatted lately.
    response.setDateHeader("Date", wiring.clock().millis() / SECOND * SECOND);
    response.setHeader(ErrorAnswer.requestIdHeader(attempt.shape()), attempt.requestId());
    request.setAttribute(OstiaryFilter.CALLER, arrived.caller());
    if (handler == null) {
      letIn(request, response, chain, arrived);
    } else {
      new Handover(wiring, recorder, this::newEventId)
          .handle(handler, response, arrived, verdict, recordsItself);
    }
  }

  /** Of a malformed request for a service of ours, what the service finds wrong with it. */
  private Throwable inTheWordsOfItsService(Throwable refused, Arrival arrival) {
    Optional<MatchedRoute> match = arrival.attempt().match();
    if (match.isEmpty()
        || !(refused instanceof RejectedRequestException rejected)
        || rejected.reason() != Reason.BAD_REQUEST) {
      return refused;
    }
    ServiceHandler handler = handlers.get(match.get().service().service());
    if (handler == null) {
      return refused;
    }
    try {
      return handler
          .fault(match.get(), arrival.form(), arrival.caller())
          .<Throwable>map(fault -> new FaultException(fault, refused))
          .orElse(refused);
    } catch (RuntimeException speechless) {
      return refused;
    }
  }

  private void letIn(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain, Arrival arrival)
      throws IOException, ServletException {
    VerifiedRequest verified =
        VerifiedRequest.within(request).orElseGet(() -> arrival.verified(request, response));
    request.setAttribute(Admission.ATTRIBUTE, new Admission(arrival, this));
    try {
      chain.doFilter(VerifiedRequest.within(request).isPresent() ? request : verified, response);
    } catch (PayloadException | BodyTooLargeException | IncompleteBodyException defective) {
      refuseBody(request, response, arrival.attempt(), defective);
    } finally {
      if (!verified.isAsynchronous()) {
        arrival.body().close();
      }
    }
  }

  /** A body that the application took as it came proved to be another one than was signed. */
  private void refuseBody(
      HttpServletRequest request,
      HttpServletResponse response,
      Attempt attempt,
      IOException defective)
      throws IOException {
    Attempt later = attempt.dispatched(newEventId());
    attempt.match().ifPresent(later::matched);
    Refusal refusal = refusal(later, defective);
    recorder.refused(later, refusal, defective);
    if (IncompleteBodyException.isAnswered(request, response, defective)) {
      return;
    }
    if (response.isCommitted()) {
      throw defective;
    }
    response.reset();
    ErrorAnswer.write(
        response, attempt.shape(), attempt.serviceName(), refusal, attempt.requestId());
  }

  private void dispatch(
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain,
      Optional<Admission> admission)
      throws IOException, ServletException {
    Attempt attempt =
        admission
            .map(earlier -> earlier.arrival().attempt().dispatched(newEventId()))
            .orElseGet(() -> new Attempt(newRequestId(), newEventId()));
    boolean include = request.getDispatcherType() == jakarta.servlet.DispatcherType.INCLUDE;
    HttpServletRequest verified;
    try {
      Admission earlier =
          admission.orElseThrow(
              () ->
                  new RejectedRequestException(
                      Reason.NO_ROUTE, "a request was dispatched that had not been let in"));
      ReceivedRequest target =
          include ? ReceivedRequest.included(request) : ReceivedRequest.of(request);
      if (!isSame(target, earlier.arrival())) {
        Verdict verdict = steps.decide(earlier.arrival(), target, attempt);
        recorder.allowed(attempt, verdict);
      }
      verified = verified(request, response, earlier);
    } catch (Throwable refused) {
      if (include || response.isCommitted()) {
        // Inside an answer that others have begun, nothing but an exception stops it.
        recorder.refused(attempt, refusal(attempt, refused), refused);
        throw new ServletException("a dispatch was denied; the audit event says why", refused);
      }
      refuse(request, response, attempt, refused);
      return;
    }
    chain.doFilter(verified, response);
  }

  private static boolean isSame(ReceivedRequest target, Arrival arrival) {
    return target.uri().equals(arrival.request().rawPath())
        && Objects.equals(target.query(), arrival.request().rawQuery());
  }

  /** The request with its verified body and caller, also where a container dropped our wrapper. */
  private static HttpServletRequest verified(
      HttpServletRequest request, HttpServletResponse response, Admission admission) {
    return VerifiedRequest.within(request).isPresent()
        ? request
        : admission.arrival().verified(request, response);
  }

  private Refusal shown(Refusal refusal, Throwable why) {
    return wiring.development() && why instanceof SignatureException mismatch
        ? mismatch.diagnostics().map(refusal::withDiagnostics).orElse(refusal)
        : refusal;
  }

  private void refuse(
      HttpServletRequest request, HttpServletResponse response, Attempt attempt, Throwable why)
      throws IOException {
    request.setAttribute(REFUSED, true);
    Refusal refusal = refusal(attempt, why);
    recorder.refused(attempt, refusal, why);
    if (!IncompleteBodyException.isAnswered(request, response, why)) {
      Refusal said = shown(refusal, why);
      ErrorAnswer.write(
          response, attempt.shape(), attempt.serviceName(), said, attempt.requestId());
    }
  }

  /** The server itself refused a request before it got here, and wants an error page for it. */
  private void refuseForServer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Arrival> arrival = arrived(request); // at an authentication mechanism
    if (arrival.isPresent()) {
      arrival.get().body().close();
    }
    Refusal refusal = Refusals.ofServer(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE));
    Attempt attempt = new Attempt(newRequestId(), newEventId());
    attempt.received(ReceivedRequest.of(request), Optional::empty);
    recorder.refused(attempt, refusal, null);
    ErrorAnswer.write(response, ErrorShape.PROBLEM, "", refusal, attempt.requestId());
  }

  Refusal refusal(Attempt attempt, Throwable why) {
    Refusal refusal = Refusals.of(why, attempt.shape(), attempt.access(), attempt.signatureForm());
    if (refusal.status() >= 500) {
      LOGGER.log(Level.ERROR, "request " + attempt.requestId() + " was not let in", why);
    }
    Optional<String> wanted = attempt.wantedPage();
    if (refusal.status() == 401 && wanted.isPresent() && handlers.containsKey(SIGN_IN_SERVICE)) {
      return signInFirst(attempt.root(), wanted.get(), refusal);
    }
    return why instanceof DeniedException denied
        ? Explanation.added(
            refusal
                .withMember("decisionId", attempt.eventId())
                .withHeader("x-ostiary-decision-id", attempt.eventId()),
            denied,
            attempt,
            wiring.sealer())
        : refusal;
  }

  /** Whoever follows a link is led by the sign-in page to where it points. */
  private static Refusal signInFirst(String root, String wanted, Refusal refusal) {
    String page = root + SIGN_IN_PAGE + URLEncoder.encode(wanted, StandardCharsets.UTF_8);
    return new Refusal(HttpServletResponse.SC_SEE_OTHER, refusal.code(), refusal.message())
        .withHeader("Location", page);
  }

  private String newRequestId() {
    return ids.requestId();
  }

  String newEventId() {
    return ids.eventId();
  }
}
