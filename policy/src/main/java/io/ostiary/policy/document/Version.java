package io.ostiary.policy.document;

/** A version of the policy language; a document without one is of the older. */
public enum Version {
  /** Has no policy variables: {@code ${…}} is ordinary text. */
  V2008_10_17("2008-10-17"),
  V2012_10_17("2012-10-17");

  private final String text;

  Version(String text) {
    this.text = text;
  }

  /** As a document writes it. */
  public String text() {
    return text;
  }

  /** Whether {@code ${…}} is a policy variable. */
  public boolean hasVariables() {
    return this == V2012_10_17;
  }
}
