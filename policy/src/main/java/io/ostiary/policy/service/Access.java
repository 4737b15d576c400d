package io.ostiary.policy.service;

/** Who may come in by a route. */
public enum Access {
  /** Whoever signs with an access key. */
  SIGNED,
  /** Whoever shows a bearer token. */
  BEARER,
  /** A browser session. */
  SESSION,
  /** Nobody in particular, if a resource policy admits them. */
  ANONYMOUS,
  /** Anyone; credentials are not even looked at, no policy is asked. */
  UNAUTHENTICATED
}
