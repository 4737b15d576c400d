package io.ostiary.filter.authentication;

import io.ostiary.filter.authentication.CredentialException.Reason;
import io.ostiary.filter.http.CanonicalRequest;
import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.filter.http.RequestBody;
import io.ostiary.policy.request.RequestContext.Values;
import io.ostiary.policy.service.Access;
import io.ostiary.realm.authentication.Evidence;
import io.ostiary.signature.Expectation;
import io.ostiary.signature.SignatureClaim;
import io.ostiary.signature.SignatureException;
import io.ostiary.signature.SignedRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Step 3 of the pass: exactly one kind of evidence, or nothing where that will do. */
public final class EvidenceReader {
  private static final String BEARER = "Bearer ";

  private EvidenceReader() {}

  /**
   * Reads what a request shows.
   *
   * @param access who may come in by the route; where anyone may, nothing is looked at
   * @param circumstances the condition keys of the request itself, if they are needed
   * @throws SignatureException if it is a signature, but a malformed one
   * @throws CredentialException if it is nothing that the route takes, or if it is a browser's
   *     session, but another site may have caused the request
   * @throws IOException if the body's beginning had to be waited for and did not come
   */
  public static Evidence read(
      CanonicalRequest request,
      Set<Access> access,
      Expectation expectation,
      RequestBody body,
      Supplier<Map<String, Values>> circumstances)
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
    Optional<String> authorization = request.header("authorization");
    if (authorization.isPresent()) {
      Optional<String> token =
          access.contains(Access.BEARER) ? bearer(authorization.get()) : Optional.empty();
      if (token.isPresent()) {
        requireUnheard(request);
        return new Evidence.Bearer(token.get(), circumstances);
      }
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

  /** Whoever hears a bearer token can use it. */
  private static void requireUnheard(CanonicalRequest request) throws CredentialException {
    if (!BrowserCookie.possible(request)) {
      throw new CredentialException(
          Reason.SCHEME, "bearer tokens are taken over TLS only, or on this very machine");
    }
  }

  /**
   * The token of a field of that scheme; empty if it is another, or has none.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1">RFC 6750, 2.1</a>
   */
  static Optional<String> bearer(String field) {
    int length = BEARER.length();
    if (field.length() <= length || !field.regionMatches(true, 0, BEARER, 0, length)) {
      return Optional.empty();
    }
    String token = field.substring(length);
    for (int i = 0; i < token.length(); i++) {
      char c = token.charAt(i);
      if (c <= ' ' || c > '~' || c == ',') {
        return Optional.empty();
      }
    }
    return Optional.of(token);
  }

  /** By which of the ways in a piece of evidence comes. */
  public static Access way(Evidence evidence) {
    if (evidence instanceof Evidence.Signature) {
      return Access.SIGNED;
    }
    if (evidence instanceof Evidence.Bearer) {
      return Access.BEARER;
    }
    return evidence instanceof Evidence.Session ? Access.SESSION : Access.ANONYMOUS;
  }

  /** By which of the ways in what was refused when it was read was meant to come, if by any. */
  public static Optional<Access> way(Throwable refused) {
    if (refused instanceof SignatureException) {
      return Optional.of(Access.SIGNED);
    }
    return refused instanceof CredentialException credential
        ? switch (credential.reason()) {
          case MISSING -> Optional.of(Access.ANONYMOUS);
          case UNWANTED -> Optional.of(Access.SIGNED);
          case CROSS_SITE -> Optional.of(Access.SESSION);
          case SCHEME -> Optional.empty();
        }
        : Optional.empty();
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
            switch (way) {
              case SIGNED -> "this route takes no signed requests";
              case BEARER -> "this route takes no bearer tokens";
              default -> "this route takes no browser sessions";
            });
  }
}
