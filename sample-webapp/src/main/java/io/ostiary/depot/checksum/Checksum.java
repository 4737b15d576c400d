package io.ostiary.depot.checksum;

/**
 * The checksum of an object.
 *
 * @param value in base64, with {@code -N} behind it if composite
 */
public record Checksum(ChecksumAlgorithm algorithm, ChecksumType type, String value) {}
