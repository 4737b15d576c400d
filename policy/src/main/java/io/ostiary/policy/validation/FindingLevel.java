package io.ostiary.policy.validation;

/** How much a finding matters, as AWS Access Analyzer grades them; the gravest first. */
public enum FindingLevel {
  /** The document is malformed, or a part of it can never do what it says. */
  ERROR,
  /** It allows more than its author may think. */
  SECURITY_WARNING,
  /** It works, but not as practice recommends, or not as it looks. */
  WARNING,
  /** It could be written better. */
  SUGGESTION
}
