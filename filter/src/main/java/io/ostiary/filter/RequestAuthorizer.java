package io.ostiary.filter;

import io.ostiary.filter.http.FormParameters;
import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.filter.mapping.AskedAction;
import io.ostiary.filter.mapping.MatchedRoute;
import io.ostiary.filter.mapping.RequestMapper;
import io.ostiary.filter.mapping.RequestMapper.Input;
import io.ostiary.filter.mapping.RequestMapper.Question;
import io.ostiary.policy.decision.Authorizer;
import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.service.ArnTemplate;
import io.ostiary.realm.authentication.IamPrincipal;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the caller of one request may do besides: on the same revision of the directory and in the
 * same circumstances as the request itself was decided.
 */
public final class RequestAuthorizer {
  private final Pass pass;
  private final Arrival arrival;

  private RequestAuthorizer(Pass pass, Arrival arrival) {
    this.pass = pass;
    this.arrival = arrival;
  }

  /** That of a request which was let in; empty if the filter did not see it. */
  public static Optional<RequestAuthorizer> of(ServletRequest request) {
    return request.getAttribute(Admission.ATTRIBUTE) instanceof Admission admission
        ? Optional.of(new RequestAuthorizer(admission.pass(), admission.arrival()))
        : Optional.empty();
  }

  /** Who makes the request; anonymous, if nobody in particular. */
  public IamPrincipal caller() {
    return arrival.caller();
  }

  /**
   * Whether policies allow an action of one of the application's services. Neither recorded nor
   * remembered: nothing is done yet.
   *
   * @param action such as {@code records:GetRecord}
   * @param arn of the resource; empty for an action that names none
   * @param keys the service's condition keys that the application answers in place of the request
   * @throws IllegalArgumentException if no service definition has such an action, resource or key
   */
  public boolean isAllowed(String action, Optional<String> arn, Map<String, String> keys) {
    AskedAction asked = AskedAction.of(pass.wiring().services(), action, arn, keys);
    try {
      Question question = pass.wiring().mapper().inquiry(input()).question(asked);
      return Authorizer.decide(question.request(), question.policies()) instanceof Decision.Allowed;
    } catch (RejectedRequestException undecidable) {
      return false;
    }
  }

  /**
   * Begins to ask about one action on many resources, as {@link #isAllowed} does about one.
   *
   * @throws IllegalArgumentException if no service definition has such an action
   */
  public Inquiry about(String action) {
    AskedAction asked =
        AskedAction.of(pass.wiring().services(), action, Optional.empty(), Map.of());
    try {
      RequestMapper.Inquiry inquiry = pass.wiring().mapper().inquiry(input());
      return resource -> {
        Optional<String> arn = Optional.of(arn(action, resource));
        try {
          Question question = inquiry.question(asked.on(arn));
          return Authorizer.decide(question.request(), question.policies())
              instanceof Decision.Allowed;
        } catch (RejectedRequestException undecidable) {
          return false;
        }
      };
    } catch (RejectedRequestException undecidable) {
      return resource -> false;
    }
  }

  /** One action, asked about for one resource after another. */
  public interface Inquiry {

    /**
     * Whether policies allow it on a resource.
     *
     * @throws IllegalArgumentException if the action is not on such resources
     */
    boolean isAllowed(String resource);
  }

  /** A resource's ARN, given as a whole or as what follows the account in the action's service. */
  public String arn(String action, String resource) {
    return resource.startsWith("arn:")
        ? resource
        : pass.wiring().mapper().arn(Action.parse(action).service(), resource);
  }

  /** The ARN that a template makes of these values. */
  public String arn(ArnTemplate template, Map<String, String> values) {
    return pass.wiring().mapper().arn(template, values);
  }

  /**
   * Has an action decided that is about to be done, as the request itself was: recorded, by the
   * mode of its service, explained if denied. What the request was let in for is not decided again.
   *
   * @return the answer to give instead, if it may not be done
   */
  public Optional<Answer> demand(String action, Optional<String> arn) throws IOException {
    Attempt attempt = arrival.attempt().dispatched(pass.newEventId());
    PassMeter meter = pass.wiring().meter();
    long begun = meter.begin();
    try {
      AskedAction asked = AskedAction.of(pass.wiring().services(), action, arn, Map.of());
      Input input = input();
      Question question = pass.wiring().mapper().inquiry(input).question(asked);
      if (arrival.attempt().hasAsked(question)) {
        return Optional.empty();
      }
      attempt.matched(input.match());
      attempt.addressed(asked.service(), input.match().route().access());
      attempt.asked(input, List.of(question));
      Verdict verdict;
      try {
        verdict = pass.steps().verdict(input.match(), asked.service(), List.of(question));
      } finally {
        meter.decided(begun);
      }
      pass.recorder().allowed(attempt, verdict);
      return Optional.empty();
    } catch (Throwable refused) {
      return Optional.of(refuse(attempt, refused));
    }
  }

  /** Refuses what the application's own declarations forbid, whatever policies say. */
  public Answer refuse(String why) throws IOException {
    Attempt attempt = arrival.attempt().dispatched(pass.newEventId());
    arrival.attempt().match().ifPresent(attempt::matched);
    return refuse(
        attempt, new RejectedRequestException(RejectedRequestException.Reason.NO_ROUTE, why));
  }

  private Answer refuse(Attempt attempt, Throwable why) throws IOException {
    Refusal refusal = pass.refusal(attempt, why);
    pass.recorder().refused(attempt, refusal, why);
    return ErrorAnswer.of(attempt.shape(), attempt.serviceName(), refusal, attempt.requestId());
  }

  /**
   * What the request was decided on; of one for which no policy was asked, only the circumstances.
   */
  private Input input() throws RejectedRequestException {
    Optional<Input> decided = arrival.attempt().input();
    if (decided.isPresent()) {
      return decided.get();
    }
    MatchedRoute match =
        arrival
            .attempt()
            .match()
            .orElseThrow(
                () ->
                    new RejectedRequestException(
                        RejectedRequestException.Reason.NO_ROUTE, "no route took the request"));
    return new Input(
        arrival.request(),
        match,
        FormParameters.NONE,
        "",
        arrival.authentication().signature(),
        arrival.caller());
  }
}
