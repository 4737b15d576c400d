/**
 * AWS Signature Version 4 as a verifier sees it: what a request claims, and whether it holds.
 *
 * <p>A server reads the claim, looks up the access key that it names, derives the key (or keeps
 * what it derived: a {@link io.ostiary.signature.SigningKey} is good for a day, a region and a
 * service), and verifies:
 *
 * <pre>{@code
 * SignatureClaim claim = SignatureClaim.read(request).orElseThrow(Anonymous::new);
 * byte[] secret = secrets.of(claim.accessKeyId());    // null if there is none
 * SigningKey key = secret == null ? null : SigningKey.derive(secret, claim.accessKeyId(), claim.scope());
 * VerifiedSignature verified = verifier.verify(request, claim, expectation, key, hasBody, body);
 * }</pre>
 *
 * <p>That a session token belongs to the access key is for the caller to check; a token is part of
 * what is signed, no more. Nothing here keeps anything between requests, so a request can be
 * replayed within the time it is valid.
 */
@NullMarked
package io.ostiary.signature;

import org.jspecify.annotations.NullMarked;
