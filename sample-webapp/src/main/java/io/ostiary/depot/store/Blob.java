package io.ostiary.depot.store;

/**
 * A stretch of an object's bytes, in a file of its own that never changes: the whole object, or one
 * part of it.
 *
 * @param id the file's name, made by chance
 * @param size in bytes
 */
public record Blob(String id, long size) {}
