package io.ostiary.policy.document;

import java.util.Optional;

/**
 * Whose the canonical user ids are that a policy or an access-control list names: another name of
 * an account, 64 hexadecimal digits, which S3 uses.
 */
@FunctionalInterface
public interface CanonicalUsers {

  /** Where no account has one. */
  CanonicalUsers NONE = canonicalId -> Optional.empty();

  /** The account's twelve digits; empty if no account has that id. Ids compare exactly. */
  Optional<String> accountId(String canonicalId);
}
