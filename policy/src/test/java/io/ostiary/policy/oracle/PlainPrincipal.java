package io.ostiary.policy.oracle;

import java.util.Map;

/**
 * Who asks, in plain texts; what a kind of principal does not have is empty.
 *
 * @param arn the name in person: a user's, a session's or the root user's ARN, a service's host
 * @param parent the role of a session, or the user who made a federated session
 * @param id the unique id of the user, of the role, or of the user who made a federated session
 */
record PlainPrincipal(Kind kind, String arn, String account, String parent, String id) {

  /** The canonical ids that accounts are known by. */
  static final Map<String, String> CANONICAL_IDS =
      Map.of(
          "111122223333",
          "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be",
          "444455556666",
          "a7b1c0f6d2e94c3b8f5a1d7e6c9b0a4f3e2d1c0b9a8f7e6d5c4b3a2918070605");

  enum Kind {
    ANONYMOUS,
    SERVICE,
    ROOT,
    USER,
    ROLE_SESSION,
    FEDERATED_USER
  }
}
