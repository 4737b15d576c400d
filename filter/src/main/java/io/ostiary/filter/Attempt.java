package io.ostiary.filter;

import io.ostiary.filter.audit.AuditEvent;
import io.ostiary.filter.audit.AuditEvent.AuditedResource;
import io.ostiary.filter.audit.AuditEvent.Details;
import io.ostiary.filter.audit.AuditEvent.Failure;
import io.ostiary.filter.http.CanonicalRequest;
import io.ostiary.filter.http.ReceivedRequest;
import io.ostiary.filter.mapping.Candidates;
import io.ostiary.filter.mapping.MatchedRoute;
import io.ostiary.filter.mapping.RequestMapper.Input;
import io.ostiary.filter.mapping.RequestMapper.Question;
import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.decision.DecisiveStatement;
import io.ostiary.policy.service.Access;
import io.ostiary.policy.service.AccessLevel;
import io.ostiary.policy.service.ActionDefinition;
import io.ostiary.policy.service.ErrorShape;
import io.ostiary.policy.service.RequiredAction;
import io.ostiary.policy.service.ServiceDefinition;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.signature.SignatureClaim.Form;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How far one request came: what each step noted down, for the error answer and the audit event.
 * The steps themselves do not read it.
 */
final class Attempt {
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  /** What of a presigned request may be kept; its signature and token never are. */
  private static final Set<String> PRESIGNED_OPENLY =
      Set.of(
          "x-amz-algorithm",
          "x-amz-credential",
          "x-amz-date",
          "x-amz-expires",
          "x-amz-signedheaders");

  private final String requestId;
  private final String eventId;
  private @Nullable ReceivedRequest received;
  private @Nullable CanonicalRequest request;
  private Supplier<Optional<ServiceDefinition>> guess = Optional::empty;
  private @Nullable ServiceDefinition service;
  private @Nullable ErrorShape shape;
  private Set<Access> access = Set.of();
  private @Nullable AuthenticatedPrincipal caller;
  private @Nullable MatchedRoute match;
  private @Nullable Input input;
  private List<Question> questions = List.of();

  Attempt(String requestId, String eventId) {
    this.requestId = requestId;
    this.eventId = eventId;
  }

  /** The start of an attempt at another target, by the same caller. */
  Attempt dispatched(String newEventId) {
    Attempt next = new Attempt(requestId, newEventId);
    next.received = received;
    next.request = request;
    next.guess = guess;
    next.service = service;
    next.shape = shape;
    next.caller = caller;
    return next;
  }

  /**
   * What came.
   *
   * @param spoken finds the service whose dialect an answer should speak, where nothing better is
   *     known when it is refused
   */
  void received(ReceivedRequest newReceived, Supplier<Optional<ServiceDefinition>> spoken) {
    received = newReceived;
    guess = spoken;
  }

  void read(CanonicalRequest newRequest, Supplier<Optional<ServiceDefinition>> nearest) {
    request = newRequest;
    Supplier<Optional<ServiceDefinition>> before = guess;
    guess = () -> nearest.get().or(before);
  }

  void routed(Candidates candidates) {
    shape = candidates.errors();
  }

  void addressed(ServiceDefinition newService, Set<Access> newAccess) {
    service = newService;
    access = newAccess;
  }

  void authenticated(AuthenticatedPrincipal newCaller) {
    caller = newCaller;
  }

  void matched(MatchedRoute newMatch) {
    match = newMatch;
    service = newMatch.service();
    access = newMatch.route().access();
    if (!access.contains(Access.SESSION)) { // or it depends on what the browser takes
      shape = newMatch.service().errors();
    }
  }

  void asked(Input newInput, List<Question> newQuestions) {
    input = newInput;
    questions = newQuestions;
  }

  /** What the questions were made of; empty if no policy was asked. */
  Optional<Input> input() {
    return Optional.ofNullable(input);
  }

  /** Whether a question was about this action of this resource. */
  boolean hasAsked(Question other) {
    return questions.stream()
        .anyMatch(
            question ->
                question.request().action().equals(other.request().action())
                    && question.request().resource().equals(other.request().resource()));
  }

  Optional<MatchedRoute> match() {
    return Optional.ofNullable(match);
  }

  String requestId() {
    return requestId;
  }

  String eventId() {
    return eventId;
  }

  ErrorShape shape() {
    ErrorShape known = shape;
    return known == null
        ? guess.get().map(ServiceDefinition::errors).orElse(ErrorShape.PROBLEM)
        : known;
  }

  Set<Access> access() {
    return access;
  }

  /** Which of our pages a person wanted to see: its path there, and the query if any. */
  Optional<String> wantedPage() {
    CanonicalRequest known = request;
    if (known == null || shape() != ErrorShape.PAGE || !known.method().equals("GET")) {
      return Optional.empty();
    }
    return Optional.of(
        known.clientPath() + (known.rawQuery() == null ? "" : '?' + known.rawQuery()));
  }

  /** Where the application is for the client. */
  String root() {
    return request == null ? "" : request.root();
  }

  String serviceName() {
    ServiceDefinition known = service;
    return known == null ? guess.get().map(ServiceDefinition::service).orElse("") : known.service();
  }

  /** Where the request's signature stands, if it has one. */
  Form signatureForm() {
    CanonicalRequest known = request;
    boolean presigned =
        known != null
            && known.header("authorization").isEmpty()
            && known.query().stream()
                .anyMatch(p -> p.name().toLowerCase(Locale.ROOT).startsWith("x-amz-"));
    return presigned ? Form.QUERY : Form.HEADER;
  }

  /** The event of a request that is let in. */
  AuditEvent allowed(Instant time, String outcome, Optional<Decision> decision, String mode) {
    return event(time, outcome, decision, Optional.empty(), mode, Details.NONE);
  }

  /**
   * The event of a request that is refused.
   *
   * @param reason for administrators; empty if there is no more to it than the refusal says
   */
  AuditEvent refused(
      Instant time, Refusal refusal, String reason, Optional<Decision> decision, String mode) {
    String outcome = decision.map(denial -> denial.getClass().getSimpleName()).orElse("Refused");
    Failure failure = new Failure(refusal.code(), refusal.message());
    return event(
        time, outcome, decision, Optional.of(failure), mode, new Details(Map.of(), reason));
  }

  /** The event of what an endpoint found. */
  AuditEvent found(Instant time, String ofEvent, Finding finding, String mode) {
    AuthenticatedPrincipal known = caller;
    Map<String, String> all = new LinkedHashMap<>(parameters());
    all.putAll(finding.parameters());
    return new AuditEvent(
        time,
        ofEvent,
        requestId,
        serviceName(),
        finding.name(),
        finding.caller().or(() -> Optional.ofNullable(known).flatMap(Identities::of)),
        clientAddress(),
        userAgent(),
        all,
        finding.failure(),
        isReadOnly(),
        finding.resources(),
        finding.outcome(),
        null,
        revision(),
        mode,
        finding.details());
  }

  private String clientAddress() {
    return request != null ? request.clientAddress() : received == null ? "" : received.peer();
  }

  private String userAgent() {
    return received == null ? "" : received.header("user-agent").orElse("");
  }

  private AuditEvent event(
      Instant time,
      String outcome,
      Optional<Decision> decision,
      Optional<Failure> failure,
      String mode,
      Details details) {
    AuthenticatedPrincipal known = caller;
    return new AuditEvent(
        time,
        eventId,
        requestId,
        match == null ? "" : serviceName(),
        action(),
        Optional.ofNullable(known).flatMap(Identities::of),
        clientAddress(),
        userAgent(),
        parameters(),
        failure,
        isReadOnly(),
        resources(),
        outcome,
        decision.map(Attempt::statement).orElse(null),
        revision(),
        mode,
        details);
  }

  /** The directory's revision that the caller was found in; 0 if there is no caller. */
  long revision() {
    AuthenticatedPrincipal known = caller;
    return known == null ? 0 : known.directory().revision();
  }

  private static @Nullable DecisiveStatement statement(Decision decision) {
    if (decision instanceof Decision.Allowed allowed) {
      return allowed.by();
    }
    return decision instanceof Decision.ExplicitlyDenied denied ? denied.by() : null;
  }

  private String action() {
    if (!questions.isEmpty()) {
      return questions.get(0).request().action().name();
    }
    if (match != null && !match.route().authorize().isEmpty()) {
      return match.route().authorize().get(0).action();
    }
    if (match != null && match.route().queryAction().isPresent()) {
      return match.route().queryAction().get();
    }
    return received == null ? "" : received.method();
  }

  /** The path variables, or for a request that no route took, its path. Never a query's values. */
  private Map<String, String> parameters() {
    if (match != null && match.variables().size() <= 1 && signatureForm() == Form.HEADER) {
      return match.variables();
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    if (match != null) {
      new java.util.TreeMap<>(match.variables()).forEach(parameters::put);
    } else if (received != null) {
      parameters.put("path", received.uri());
    }
    if (request != null && signatureForm() == Form.QUERY) {
      for (CanonicalRequest.Parameter parameter : request.query()) {
        String name = parameter.name().toLowerCase(Locale.ROOT);
        if (name.startsWith("x-amz-")) {
          parameters.put(
              parameter.name(), PRESIGNED_OPENLY.contains(name) ? parameter.value() : "REDACTED");
        }
      }
    }
    return parameters;
  }

  private boolean isReadOnly() {
    if (match == null || match.route().authorize().isEmpty()) {
      return received != null && READING.contains(received.method());
    }
    for (RequiredAction required : match.route().authorize()) {
      ActionDefinition action = match.service().actions().get(required.action());
      if (action == null
          || (action.access() != AccessLevel.LIST && action.access() != AccessLevel.READ)) {
        return false;
      }
    }
    return true;
  }

  private List<AuditedResource> resources() {
    if (questions.size() == 1) {
      return List.of(audited(questions.get(0)));
    }
    Set<AuditedResource> resources = new LinkedHashSet<>();
    for (Question question : questions) {
      resources.add(audited(question));
    }
    return List.copyOf(resources);
  }

  private static AuditedResource audited(Question question) {
    return new AuditedResource(
        question.request().resource().name(), question.request().resource().accountId());
  }
}
