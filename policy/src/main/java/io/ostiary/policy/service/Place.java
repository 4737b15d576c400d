package io.ostiary.policy.service;

/**
 * Where something stands in a definition, written {@code file:line:column}.
 *
 * @param line counted from 1
 * @param column counted from 1
 */
public record Place(String file, int line, int column) {
  @Override
  public String toString() {
    return file + ':' + line + ':' + column;
  }
}
