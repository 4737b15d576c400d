package io.ostiary.policy.acl;

/** What was given is no access-control list: what is wrong, where, and how to mend it. */
public final class AclSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What may be wrong, for protocols that have a code for each. */
  public enum Fault {
    UNKNOWN_CANNED_LIST,
    UNKNOWN_PERMISSION,
    /** No account or group that is known here. */
    UNKNOWN_GRANTEE,
    /** An e-mail address, which names no account here. */
    GRANTEE_BY_EMAIL,
    MALFORMED_HEADER,
    /** A canned list and single grants at once. */
    TWO_LISTS,
    REPEATED_GRANT,
    TOO_MANY_GRANTS
  }

  private final Fault fault;
  private final String place;
  private final String problem;

  AclSyntaxException(Fault fault, String place, String problem) {
    super(place.isEmpty() ? problem : place + ": " + problem);
    this.fault = fault;
    this.place = place;
    this.problem = problem;
  }

  /** The same fault, with its place. */
  public AclSyntaxException at(String otherPlace) {
    AclSyntaxException placed = new AclSyntaxException(fault, otherPlace, problem);
    placed.initCause(this);
    return placed;
  }

  public Fault fault() {
    return fault;
  }

  /**
   * Such as {@code grant 2} or {@code x-amz-grant-read, character 5}; empty for the whole list, or
   * if it is not known here.
   */
  public String place() {
    return place;
  }
}
