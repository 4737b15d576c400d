package io.ostiary.signature;

/**
 * The texts from which a verifier computed a signature. They hold nothing that the client did not
 * send; session tokens, cookies and the like are replaced by their length, and neither the expected
 * signature nor a key is among them.
 */
public record SignatureDiagnostics(String canonicalRequest, String stringToSign) {}
