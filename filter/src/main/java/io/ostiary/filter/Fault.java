package io.ostiary.filter;

/**
 * What a service of ours finds wrong with a request, in its own words.
 *
 * @param status the HTTP status
 * @param code the error's name, such as {@code ValidationError}
 * @param message may be shown to the client
 */
public record Fault(int status, String code, String message) {}
