package io.ostiary.realm.authentication;

import io.ostiary.signature.VerifiedSignature;
import java.util.Optional;

/**
 * The outcome of evidence that held.
 *
 * @param signature what was verified, if it was a signature; it decodes a streaming body
 */
public record Authentication(
    AuthenticatedPrincipal caller, Optional<VerifiedSignature> signature) {}
