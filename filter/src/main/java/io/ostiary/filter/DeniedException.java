package io.ostiary.filter;

import io.ostiary.filter.mapping.RequestMapper.Question;
import io.ostiary.policy.decision.Authorizer;
import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.request.Principal;

/** The policies say no. The message is AWS's sentence for the caller. */
final class DeniedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Question question;
  private final transient Decision decision;

  DeniedException(Question question, Decision decision) {
    super(Authorizer.sentence(question.request(), decision), null, false, false);
    this.question = question;
    this.decision = decision;
  }

  Question question() {
    return question;
  }

  Decision decision() {
    return decision;
  }

  /** The decision's name. */
  String outcome() {
    return decision.getClass().getSimpleName();
  }

  /** Whether credentials might have helped. */
  boolean isAnonymous() {
    return question.request().principal() instanceof Principal.Anonymous;
  }
}
