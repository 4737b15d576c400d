package io.ostiary.policy.service;

/**
 * Further variables, read from a header that holds a path, such as {@code x-amz-copy-source}. The
 * path is percent-decoded once; its leading slash may be missing; it has no query.
 *
 * @param header lower-case
 */
public record Extraction(String header, PathTemplate path) {}
