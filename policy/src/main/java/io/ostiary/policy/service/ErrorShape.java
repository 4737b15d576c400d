package io.ostiary.policy.service;

/** The dialect in which a service answers errors. */
public enum ErrorShape {
  /** S3's XML. */
  S3,
  /** The Query protocol's XML. */
  QUERY,
  /** AWS's JSON with {@code x-amzn-ErrorType}. */
  JSON,
  /** RFC 9457 {@code application/problem+json}. */
  PROBLEM,
  /** A page for whoever sits before a browser. */
  PAGE
}
