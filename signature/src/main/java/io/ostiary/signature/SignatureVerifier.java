package io.ostiary.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.signature.SignatureException.Reason;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Verifies signatures. Safe for any number of threads. */
public final class SignatureVerifier {
  private static final byte[] NO_SECRET = "no access key has this secret".getBytes(UTF_8);

  /** What stands in for an unknown key, so that both take the same time. It signs for nobody. */
  private static final SigningKey DECOY = decoy("nowhere");

  /** The same for version 4A, made where that is taken. */
  private static final class Decoy4a {
    static final SigningKey KEY = decoy("");
  }

  private static final byte[] HASH_OF_NOTHING = Sha256.parseHex(Sha256.OF_NOTHING);

  private final InstantSource clock;

  private static SigningKey decoy(String region) {
    return SigningKey.derive(NO_SECRET, "nobody", new CredentialScope("20000101", region, "x"));
  }

  public SignatureVerifier(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Verifies what a request claims: scope, time, payload mode, signed headers, signature, and for a
   * signed payload the body's hash, in this order. Where the request states the hash of its body
   * the signature is verified before the body is asked for; otherwise the body's hash is part of
   * what was signed, and is asked for first.
   *
   * <p>The body is covered when this returns only if the mode is {@link PayloadMode#SIGNED} and
   * {@link BodyHash#deferred} says no.
   *
   * @param claim of this very request
   * @param key the key of the claim's access key and scope; null if the access key is unknown or
   *     does not work, which costs the caller the same time as a wrong signature
   * @param hasBody whether the request announces a body
   */
  public VerifiedSignature verify(
      SignedRequest request,
      SignatureClaim claim,
      Expectation expectation,
      @Nullable SigningKey key,
      boolean hasBody,
      BodyHash body)
      throws SignatureException, IOException {
    if (!request.equals(claim.request())) {
      throw new IllegalArgumentException("the claim is of another request; read it from this one");
    }
    expectation.checkAlgorithm(claim);
    checkScope(claim, expectation);
    checkTime(claim, expectation);
    PayloadStatement payload = PayloadStatement.of(claim, expectation, hasBody);
    checkSignedHeaders(claim);

    String line = payload.line() == null ? actual(hasBody, body) : payload.line();
    boolean same =
        CanonicalRequest.verifies(
            claim, expectation.pathRule(), line, key == null ? decoy(claim) : key);
    if (key == null) {
      throw new SignatureException(
          Reason.UNKNOWN_KEY, "The security token included in the request is invalid.");
    }
    if (!same) {
      throw mismatch(claim, expectation.pathRule(), line);
    }
    byte[] pending = null;
    if (payload.mode() == PayloadMode.SIGNED && payload.line() != null) {
      if (hasBody && body.deferred()) {
        pending = Sha256.parseHex(payload.line());
      } else {
        checkBody(payload.line(), hasBody, body);
      }
    }
    return new VerifiedSignature(claim, payload, key, pending);
  }

  /** The hash of the body, as the canonical request has it. */
  private static String actual(boolean hasBody, BodyHash body) throws IOException {
    return hasBody ? HexFormat.of().formatHex(body.sha256()) : Sha256.OF_NOTHING;
  }

  private static SigningKey decoy(SignatureClaim claim) {
    return claim.algorithm() == SignatureAlgorithm.HMAC ? DECOY : Decoy4a.KEY;
  }

  private static void checkScope(SignatureClaim claim, Expectation expectation)
      throws SignatureException {
    CredentialScope scope = claim.scope();
    if (!expectation.services().contains(scope.service())) {
      throw new SignatureException(
          Reason.WRONG_SCOPE,
          "Credential should be scoped to correct service: "
              + quoted(expectation.services())
              + ". ");
    }
    RegionSet set = claim.regions();
    boolean admitted =
        set == null ? expectation.admitsRegion(scope.region()) : set.admits(expectation.regions());
    if (!admitted) {
      throw new SignatureException(
          Reason.WRONG_SCOPE,
          "Credential should be scoped to a valid region, not '"
              + (set == null ? scope.region() : set.toString())
              + "'. Set the client's region to "
              + quoted(expectation.regions())
              + ".");
    }
    if (!claim.timestamp().isOn(scope.date())) {
      throw new SignatureException(
          Reason.WRONG_SCOPE,
          "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from"
              + " HTTP: '%s' != '%s', from '%s'."
                  .formatted(scope.date(), claim.timestamp().date(), claim.timestamp().text()));
    }
  }

  private static String quoted(Iterable<String> names) {
    List<String> quoted = new ArrayList<>();
    names.forEach(name -> quoted.add("'" + name + "'"));
    return String.join(" or ", new TreeSet<>(quoted));
  }

  private void checkTime(SignatureClaim claim, Expectation expectation) throws SignatureException {
    Instant now = clock.instant();
    Duration skew = expectation.clockSkew();
    Instant signedAt = claim.signedAt();
    if (signedAt.isAfter(now.plus(skew))) {
      throw new SignatureException(
          Reason.NOT_YET_VALID,
          "Signature not yet current: %s is still later than %s (%s + %s)"
              .formatted(
                  claim.timestamp().text(),
                  Timestamp.format(now.plus(skew)),
                  Timestamp.format(now),
                  inWords(skew)));
    }
    if (claim.form() == SignatureClaim.Form.QUERY) {
      checkLifetime(claim, expectation, now);
    } else if (signedAt.isBefore(now.minus(skew))) {
      throw new SignatureException(
          Reason.EXPIRED,
          "Signature expired: %s is now earlier than %s (%s - %s)"
              .formatted(
                  claim.timestamp().text(),
                  Timestamp.format(now.minus(skew)),
                  Timestamp.format(now),
                  inWords(skew)));
    }
  }

  private static void checkLifetime(SignatureClaim claim, Expectation expectation, Instant now)
      throws SignatureException {
    long longest = expectation.longestLifetime().toSeconds();
    if (claim.lifetimeSeconds() > longest) {
      throw SignatureException.malformed(
          "X-Amz-Expires must be at most %s seconds here, not %s"
              .formatted(longest, claim.lifetimeSeconds()));
    }
    Instant end = claim.signedAt().plusSeconds(claim.lifetimeSeconds());
    if (now.isAfter(end)) {
      throw new SignatureException(
          Reason.PRESIGNED_EXPIRED,
          "Request has expired: it was signed at %s for %s seconds, until %s; the time is %s"
              .formatted(
                  claim.timestamp().text(),
                  claim.lifetimeSeconds(),
                  Timestamp.format(end),
                  Timestamp.format(now)));
    }
  }

  private static String inWords(Duration skew) {
    return skew.toSecondsPart() == 0 ? skew.toMinutes() + " min." : skew.toSeconds() + " s";
  }

  private static void checkSignedHeaders(SignatureClaim claim) throws SignatureException {
    SignedHeaders signed = claim.signedHeaders();
    if (claim.headerFields().single("host") == null) {
      throw SignatureException.malformed("A signed request must carry the header `Host`");
    }
    if (!signed.cover("host")) {
      throw new SignatureException(
          Reason.UNSIGNED_HEADER,
          "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
    }
    List<SignedRequest.Header> headers = claim.request().headers();
    TreeSet<String> missing = null;
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.get(i).name();
      if (HeaderFields.isOfProtocol(name)
          && !signed.cover(name)
          && !isCoveredOtherwise(claim, name)) {
        missing = missing == null ? new TreeSet<>(String.CASE_INSENSITIVE_ORDER) : missing;
        missing.add(name);
      }
    }
    if (missing != null) {
      throw new SignatureException(
          Reason.UNSIGNED_HEADER,
          "There were headers present in the request which were not signed: "
              + String.join(", ", missing));
    }
  }

  /**
   * The payload hash is a line of the canonical request. Beside a presigned query, date and token
   * may only repeat what the query says, which is covered.
   */
  private static boolean isCoveredOtherwise(SignatureClaim claim, String name) {
    return name.equalsIgnoreCase(HeaderFields.CONTENT_SHA256)
        || (claim.form() == SignatureClaim.Form.QUERY
            && (name.equalsIgnoreCase(HeaderFields.DATE)
                || name.equalsIgnoreCase(HeaderFields.SECURITY_TOKEN)));
  }

  private static SignatureException mismatch(
      SignatureClaim claim, PathRule pathRule, String payloadLine) {
    return new SignatureException(
        Reason.MISMATCH,
        "The request signature we calculated does not match the signature you provided. Check your"
            + " AWS Secret Access Key and signing method. Consult the service documentation for"
            + " details.",
        () -> CanonicalRequest.diagnostics(claim, pathRule, payloadLine));
  }

  private static void checkBody(String stated, boolean hasBody, BodyHash body)
      throws SignatureException, IOException {
    if (!hasBody && stated.equals(Sha256.OF_NOTHING)) {
      return;
    }
    byte[] actual = hasBody ? body.sha256() : HASH_OF_NOTHING;
    if (!MessageDigest.isEqual(Sha256.parseHex(stated), actual)) {
      throw new SignatureException(
          Reason.PAYLOAD_MISMATCH,
          "The provided 'x-amz-content-sha256' header does not match what was computed: the body is"
              + " not the one that was signed.");
    }
  }
}
