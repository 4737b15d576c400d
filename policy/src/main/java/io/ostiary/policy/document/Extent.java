package io.ostiary.policy.document;

/**
 * Where something stands in a document: from its first character to just behind its last, lines and
 * columns counted from 1.
 */
public record Extent(int line, int column, int endLine, int endColumn) {}
