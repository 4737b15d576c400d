package io.ostiary.realm.authentication;

import io.ostiary.signature.BodyHash;
import io.ostiary.signature.Expectation;
import io.ostiary.signature.SignatureClaim;
import io.ostiary.signature.SignedRequest;

/** What a request shows to prove who makes it: exactly one of these. */
public sealed interface Evidence {

  /** A signature by an access key. */
  record Signature(
      SignedRequest request,
      SignatureClaim claim,
      Expectation expectation,
      boolean hasBody,
      BodyHash body)
      implements Evidence {}

  /** A session, by its token alone, as a browser sends it in a cookie. */
  record Session(String token) implements Evidence {
    @Override
    public String toString() {
      return "Session";
    }
  }

  /** Nothing at all. */
  record None() implements Evidence {}
}
