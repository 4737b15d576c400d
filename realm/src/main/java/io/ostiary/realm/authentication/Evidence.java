package io.ostiary.realm.authentication;

import io.ostiary.policy.request.RequestContext;
import io.ostiary.signature.BodyHash;
import io.ostiary.signature.Expectation;
import io.ostiary.signature.SignatureClaim;
import io.ostiary.signature.SignedRequest;
import java.util.Map;
import java.util.function.Supplier;

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

  /**
   * A token of an outside issuer, which came in the {@code Authorization} header.
   *
   * @param circumstances the condition keys of the request itself, such as {@code aws:SourceIp},
   *     which a role's trust policy may ask for; the names of all begin with {@code aws:}
   */
  record Bearer(String token, Supplier<Map<String, RequestContext.Values>> circumstances)
      implements Evidence {
    @Override
    public String toString() {
      return "Bearer";
    }
  }

  /** Nothing at all. */
  record None() implements Evidence {}
}
