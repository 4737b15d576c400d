package io.ostiary.policy.oracle;

/**
 * Who asks, in plain texts; what a kind of principal does not have is empty.
 *
 * @param arn the name in person: a user's, a session's or the root user's ARN, a service's host
 * @param parent the role of a session, or the user who made a federated session
 * @param id the unique id of the user, of the role, or of the user who made a federated session
 */
record PlainPrincipal(Kind kind, String arn, String account, String parent, String id) {

  enum Kind {
    ANONYMOUS,
    SERVICE,
    ROOT,
    USER,
    ROLE_SESSION,
    FEDERATED_USER
  }
}
