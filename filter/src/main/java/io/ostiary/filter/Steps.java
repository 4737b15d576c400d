package io.ostiary.filter;

import io.ostiary.filter.authentication.CredentialException;
import io.ostiary.filter.authentication.EvidenceReader;
import io.ostiary.filter.http.CanonicalRequest;
import io.ostiary.filter.http.FormParameters;
import io.ostiary.filter.http.ReceivedRequest;
import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.filter.http.RejectedRequestException.Reason;
import io.ostiary.filter.http.RequestBody;
import io.ostiary.filter.http.RequestReader;
import io.ostiary.filter.mapping.Candidates;
import io.ostiary.filter.mapping.MatchedRoute;
import io.ostiary.filter.mapping.RequestMapper.Input;
import io.ostiary.filter.mapping.RequestMapper.Question;
import io.ostiary.policy.decision.Authorizer;
import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.service.Access;
import io.ostiary.policy.service.ServiceDefinition;
import io.ostiary.realm.authentication.Authentication;
import io.ostiary.realm.authentication.Authenticator;
import io.ostiary.realm.authentication.Evidence;
import io.ostiary.signature.Expectation;
import io.ostiary.signature.SignatureClaim;
import io.ostiary.signature.SignatureException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Steps 1 to 6 of the pass: what must hold before the application, or a handler of ours, is
 * reached. Each step hands its value to the next, and each can only refuse, by an exception.
 */
final class Steps {
  private final Wiring wiring;
  private final RequestReader reader;

  Steps(Wiring wiring) {
    this.wiring = wiring;
    this.reader = new RequestReader(wiring.settings(), wiring.proxies());
  }

  /** Steps 1 to 4: a well-formed request, its possible routes, its verified caller. */
  Arrival arrive(HttpServletRequest servletRequest, Attempt attempt, Authenticator authenticator)
      throws RejectedRequestException, CredentialException, SignatureException, IOException {
    ReceivedRequest received = ReceivedRequest.of(servletRequest);
    attempt.received(received, () -> Dialect.of(received, wiring.services()));

    CanonicalRequest request = reader.read(received); // 1
    attempt.read(request, () -> wiring.router().nearest(request));

    Candidates candidates = wiring.router().candidates(request); // 2
    attempt.routed(candidates);
    RequestBody body = RequestBody.of(servletRequest, request, wiring.settings());
    try {
      body.limit(candidates.bodyLimit());
      if (candidates.streamed() && !candidates.needsForm() && !candidates.needsJson()) {
        body.defer();
      }
      if (candidates.needsForm()) {
        limitUnverified(body, candidates);
      }
      FormParameters form = candidates.needsForm() ? body.form() : FormParameters.NONE;
      ServiceDefinition service = candidates.service(form);
      Set<Access> access = candidates.access(form);
      attempt.addressed(service, access);

      Expectation expectation = candidates.expectation(service, request.secure());
      Identified caller = identify(request, access, expectation, candidates, body, authenticator);
      attempt.authenticated(caller.authentication.caller());
      return new Arrival(
          attempt, received, request, candidates, form, body, caller.way, caller.authentication);
    } catch (Throwable refused) {
      body.close();
      throw refused;
    }
  }

  /** Who the caller is, and how they came in. */
  private record Identified(Access way, Authentication authentication) {}

  /** Steps 3 and 4. */
  private Identified identify(
      CanonicalRequest request,
      Set<Access> access,
      Expectation expectation,
      Candidates candidates,
      RequestBody body,
      Authenticator authenticator)
      throws RejectedRequestException, CredentialException, SignatureException, IOException {
    Optional<Access> way = Optional.empty();
    try {
      Evidence evidence = evidence(request, access, expectation, body); // 3
      way = Optional.of(EvidenceReader.way(evidence));
      if (isReadToVerify(evidence)) {
        limitUnverified(body, candidates);
      }
      Authentication authentication; // 4
      try {
        authentication = authenticator.authenticate(evidence);
      } catch (SignatureException refused) {
        Optional<CanonicalRequest> otherwise = request.spelledOtherwise();
        if (refused.reason() != SignatureException.Reason.MISMATCH || otherwise.isEmpty()) {
          throw refused;
        }
        authentication =
            authenticator.authenticate(evidence(otherwise.get(), access, expectation, body));
      }
      wiring.meter().authenticated(way, true);
      return new Identified(way.get(), authentication);
    } catch (Throwable refused) {
      wiring.meter().authenticated(way.or(() -> EvidenceReader.way(refused)), false);
      throw refused;
    }
  }

  private Evidence evidence(
      CanonicalRequest request, Set<Access> access, Expectation expectation, RequestBody body)
      throws RejectedRequestException, CredentialException, SignatureException, IOException {
    return EvidenceReader.read(
        request,
        access,
        expectation,
        body,
        () -> wiring.mapper().circumstances(request, Optional.empty()));
  }

  /** What is read before the caller is known stays in memory, so that nobody can fill the disk. */
  private void limitUnverified(RequestBody body, Candidates candidates)
      throws RejectedRequestException {
    body.limit(Math.min(candidates.bodyLimit(), wiring.settings().memoryLimit()));
  }

  /**
   * Whether the body's hash is part of what was signed, without being stated (as old curl does).
   */
  private static boolean isReadToVerify(Evidence evidence) throws SignatureException {
    return evidence instanceof Evidence.Signature signature
        && signature.hasBody()
        && !signature.claim().statesPayload()
        && !(signature.claim().form() == SignatureClaim.Form.QUERY
            && signature.expectation().unsignedPayloadByDefault());
  }

  /** Steps 5 and 6 for the request itself, with its body made ready. */
  Verdict decide(Arrival arrival)
      throws RejectedRequestException, CredentialException, DeniedException, IOException {
    MatchedRoute match = arrival.candidates().select(arrival.form()); // 5
    Attempt attempt = arrival.attempt();
    attempt.matched(match);
    arrival.requestBody().limit(match.route().bodyLimit());
    Verdict verdict =
        decide(arrival, arrival.request(), arrival.candidates(), match, arrival.form(), attempt);
    arrival.body().settle();
    if (match.decidesByQuery()) {
      match.checkBodyFields(arrival.body().fieldNames());
    }
    return withWelcomeFile(verdict, arrival, arrival.received(), attempt);
  }

  /**
   * A directory for which the server serves a file: that file must be allowed, too. Of what an
   * endpoint of ours answers, such as {@code POST /}, the server serves nothing.
   */
  private Verdict withWelcomeFile(
      Verdict verdict, Arrival arrival, ReceivedRequest asked, Attempt attempt)
      throws RejectedRequestException, CredentialException, DeniedException, IOException {
    Optional<ReceivedRequest> file = asked.welcomeFile();
    String service = verdict.match().service().service();
    if (file.isEmpty()
        || wiring.handlers().stream().anyMatch(ours -> ours.service().equals(service))) {
      return verdict;
    }
    Verdict ofFile = decide(arrival, file.get(), attempt.dispatched(attempt.eventId()));
    return verdict.reported().isPresent()
        ? verdict
        : ofFile.reported().isPresent() ? ofFile : verdict;
  }

  /** The same for where the application dispatches the request to, as the same caller. */
  Verdict decide(Arrival arrival, ReceivedRequest dispatched, Attempt attempt)
      throws RejectedRequestException, CredentialException, DeniedException, IOException {
    attempt.received(dispatched, Optional::empty);
    CanonicalRequest target = reader.target(dispatched, arrival.request());
    attempt.read(target, Optional::empty);
    Candidates candidates = wiring.router().candidates(target);
    FormParameters form =
        candidates.needsForm() ? arrival.requestBody().form() : FormParameters.NONE;
    MatchedRoute match = candidates.select(form);
    attempt.matched(match);
    if (match.route().decidedByEndpoint()) {
      throw new RejectedRequestException(
          Reason.NO_ROUTE, "an endpoint of ours is no target of a dispatch");
    }
    // The application goes on seeing the parameters that were sent, whatever the target's query.
    boolean changed = !query(target).equals(query(arrival.request()));
    if (changed && (match.decidesByQuery() || candidates.needsForm())) {
      throw new RejectedRequestException(
          Reason.NO_ROUTE, "a dispatch changes the query, by which the target's route decides");
    }
    Verdict verdict = decide(arrival, target, candidates, match, form, attempt);
    if (match.decidesByQuery()) {
      match.checkBodyFields(arrival.body().fieldNames());
    }
    return withWelcomeFile(verdict, arrival, dispatched, attempt);
  }

  private static String query(CanonicalRequest request) {
    String query = request.rawQuery();
    return query == null ? "" : query;
  }

  private Verdict decide(
      Arrival arrival,
      CanonicalRequest request,
      Candidates candidates,
      MatchedRoute match,
      FormParameters form,
      Attempt attempt)
      throws RejectedRequestException, CredentialException, DeniedException, IOException {
    EvidenceReader.checkAccess(match.route().access(), arrival.way());
    if (match.route().access().contains(Access.UNAUTHENTICATED)) {
      return new Verdict(match, "Unauthenticated", Optional.empty());
    }
    if (match.route().decidedByEndpoint()) {
      return new Verdict(match, "Delegated", Optional.empty());
    }
    Input input =
        new Input(
            request,
            match,
            form,
            candidates.needsJson() ? arrival.requestBody().text() : "",
            arrival.authentication().signature(),
            arrival.caller());
    long begun = wiring.meter().begin();
    try {
      List<Question> questions = wiring.mapper().questions(input);
      attempt.asked(input, questions);
      return verdict(match, match.service(), questions);
    } finally {
      wiring.meter().decided(begun);
    }
  }

  /**
   * Step 6: what becomes of a request if it depends on these questions.
   *
   * @param service whose actions are asked about
   */
  Verdict verdict(MatchedRoute match, ServiceDefinition service, List<Question> questions)
      throws DeniedException, RejectedRequestException {
    try {
      return new Verdict(match, "Allowed", Optional.of(everyOneAllowed(questions)));
    } catch (DeniedException denied) {
      if (denied.isAnonymous() || wiring.enforcement().holdsFor(service.service())) {
        throw denied;
      }
      return new Verdict(
          match, denied.outcome(), Optional.of(denied.decision()), Optional.of(denied));
    }
  }

  private static Decision everyOneAllowed(List<Question> questions)
      throws DeniedException, RejectedRequestException {
    Decision first = null;
    for (Question question : questions) {
      Decision decision = Authorizer.decide(question.request(), question.policies());
      if (!(decision instanceof Decision.Allowed)) {
        throw new DeniedException(question, decision);
      }
      first = first == null ? decision : first;
    }
    if (first == null) {
      throw new RejectedRequestException(
          Reason.NO_ROUTE, "no action is named for this request, so no policy can allow it");
    }
    return first;
  }
}
