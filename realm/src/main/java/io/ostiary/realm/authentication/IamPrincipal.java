package io.ostiary.realm.authentication;

import io.ostiary.policy.request.Principal;

/** The caller as the application sees it; its {@link #getName name} is its ARN. */
public interface IamPrincipal extends java.security.Principal {

  /** Who it is, in the policy language's terms. */
  Principal principal();

  /** {@code aws:userid}: {@code AIDA…}, {@code AROA…:session}, or an account id for root. */
  String userId();

  /** The twelve-digit account. */
  default String accountId() {
    return principal().accountId();
  }
}
