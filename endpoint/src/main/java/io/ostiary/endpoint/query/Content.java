package io.ostiary.endpoint.query;

/** What an element of an answer holds. */
@FunctionalInterface
public interface Content {

  /** The answer of an operation that tells nothing but its success. */
  Content NONE = xml -> {};

  void write(XmlWriter xml);
}
