package io.ostiary.policy.decision;

/**
 * How one element of a statement, or one condition of it, met a request.
 *
 * @param element {@code Principal}, {@code NotPrincipal}, {@code Action}, {@code NotAction}, {@code
 *     Resource}, {@code NotResource} or {@code Condition}
 * @param matches whether it met the request
 * @param reason both sides, in words
 * @param advice what the author may have meant instead; empty if nothing suggests itself
 */
public record ElementTrace(String element, boolean matches, String reason, String advice) {}
