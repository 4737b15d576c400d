package io.ostiary.filter;

import io.ostiary.filter.audit.AuditEvent;
import io.ostiary.policy.decision.Decision;
import io.ostiary.realm.authentication.BearerException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is kept of each request: its audit event, and of a denial what explains it. */
final class Recorder {
  private static final Logger LOGGER = System.getLogger("ostiary.decision");

  private final Wiring wiring;

  Recorder(Wiring wiring) {
    this.wiring = wiring;
  }

  /** Records that a request is let in. */
  void allowed(Attempt attempt, Verdict verdict) throws NotRecordedException {
    verdict.reported().ifPresent(denied -> remember(attempt, denied, false));
    try {
      keep(
          attempt.allowed(
              wiring.clock().instant(), verdict.outcome(), verdict.decision(), mode(attempt)));
    } catch (IOException | RuntimeException failure) {
      throw new NotRecordedException(failure);
    }
  }

  /**
   * Takes down what an endpoint decides of a request.
   *
   * @param eventIds of the events that it finds, in turn
   */
  Journal journal(Attempt attempt, Supplier<String> eventIds) {
    return finding -> {
      try {
        keep(attempt.found(wiring.clock().instant(), eventIds.get(), finding, mode(attempt)));
      } catch (IOException | RuntimeException failure) {
        throw new NotRecordedException(failure);
      }
    };
  }

  /** Records that a request is refused, which it is whether or not that can be recorded. */
  void refused(Attempt attempt, Refusal refusal, @Nullable Throwable why) {
    if (why instanceof NotRecordedException) {
      return; // nor can this be
    }
    Optional<Decision> decision = Optional.empty();
    if (why instanceof DeniedException denied) {
      decision = Optional.of(denied.decision());
      remember(attempt, denied, true);
    }
    try {
      String reason = why instanceof BearerException bearer ? bearer.reason() : "";
      keep(attempt.refused(wiring.clock().instant(), refusal, reason, decision, mode(attempt)));
    } catch (IOException | RuntimeException failure) {
      LOGGER.log(
          Level.ERROR, "request " + attempt.requestId() + " was refused unrecorded", failure);
    }
  }

  private void remember(Attempt attempt, DeniedException denied, boolean enforced) {
    wiring
        .denials()
        .remember(
            new Denial(
                attempt.eventId(),
                attempt.requestId(),
                wiring.clock().instant(),
                denied.question(),
                attempt.revision(),
                enforced));
  }

  private String mode(Attempt attempt) {
    return wiring.enforcement().mode(attempt.serviceName());
  }

  private void keep(AuditEvent event) throws IOException {
    wiring.audit().record(event);
    if (event.byRootUser()) {
      LOGGER.log(
          Level.WARNING,
          "a root user was used: {0} by {1}, audit event {2}",
          event.name(),
          event.caller().map(AuditEvent.Identity::arn).orElse(""),
          event.eventId());
    }
  }
}
