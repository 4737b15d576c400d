package io.ostiary.filter.authentication;

import io.ostiary.filter.authentication.CredentialException.Reason;
import io.ostiary.filter.http.CanonicalRequest;
import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.filter.http.RequestBody;
import io.ostiary.policy.service.Access;
import io.ostiary.realm.authentication.Evidence;
import io.ostiary.signature.Expectation;
import io.ostiary.signature.SignatureClaim;
import io.ostiary.signature.SignatureException;
import io.ostiary.signature.SignedRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** Step 3 of the pass: exactly one kind of evidence, or nothing where that will do. */
public final class EvidenceReader {
  private EvidenceReader() {}

  /**
   * Reads what a request shows.
   *
   * @param access who may come in by the route; where anyone may, nothing is looked at
   * @throws SignatureException if it is a signature, but a malformed one
   * @throws CredentialException if it is nothing that the route takes, or if it is a browser's
   *     session, but another site may have caused the request
   * @throws IOException if the body's beginning had to be waited for and did not come
   */
  public static Evidence read(
      CanonicalRequest request, Set<Access> access, Expectation expectation, RequestBody body)
      throws SignatureException, CredentialException, RejectedRequestException, IOException {
    if (access.contains(Access.UNAUTHENTICATED)) {
      return new Evidence.None();
    }
    SignedRequest signed = request.signed();
    Optional<SignatureClaim> claim = SignatureClaim.read(signed);
    if (claim.isPresent()) {
      if (!access.contains(Access.SIGNED)) {
        throw new CredentialException(
            Reason.UNWANTED, "this route takes no signed requests; send it without a signature");
      }
      return new Evidence.Signature(signed, claim.get(), expectation, body.present(), body);
    }
    if (request.header("authorization").isPresent()) {
      throw new CredentialException(
          Reason.SCHEME, "the Authorization header's scheme is not served here");
    }
    if (access.contains(Access.SESSION)) {
      Optional<String> token = BrowserCookie.SESSION.read(request);
      if (token.isPresent()) {
        CrossSite.check(request);
        return new Evidence.Session(token.get());
      }
    }
    if (!access.contains(Access.ANONYMOUS)) {
      throw new CredentialException(Reason.MISSING, "the request carries no credentials");
    }
    return new Evidence.None();
  }

  /** By which of the ways in a piece of evidence comes. */
  public static Access way(Evidence evidence) {
    return evidence instanceof Evidence.Signature
        ? Access.SIGNED
        : evidence instanceof Evidence.Session ? Access.SESSION : Access.ANONYMOUS;
  }

  /**
   * Says whether a caller who was let in by some routes may come in by these.
   *
   * @param way how the caller came in
   */
  public static void checkAccess(Set<Access> access, Access way) throws CredentialException {
    if (access.contains(Access.UNAUTHENTICATED) || access.contains(way)) {
      return;
    }
    throw way == Access.ANONYMOUS
        ? new CredentialException(Reason.MISSING, "the request carries no credentials")
        : new CredentialException(
            Reason.UNWANTED,
            way == Access.SIGNED
                ? "this route takes no signed requests"
                : "this route takes no browser sessions");
  }
}
