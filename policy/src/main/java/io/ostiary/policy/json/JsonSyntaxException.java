package io.ostiary.policy.json;

import io.ostiary.policy.json.Json.Place;

/** A text is not the JSON that is read here. */
public final class JsonSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of fault it is. */
  public enum Fault {
    /** Not JSON at all, or half of a character. */
    SYNTAX,
    /** A member stands twice in one object. */
    DUPLICATE_MEMBER,
    /** Too long, too deep, or too many values. */
    TOO_LARGE
  }

  private final transient Place place;
  private final Fault fault;

  JsonSyntaxException(Fault fault, Place place, String problem) {
    super(problem);
    this.fault = fault;
    this.place = place;
  }

  public Fault fault() {
    return fault;
  }

  public Place place() {
    return place;
  }

  /** What is wrong and how to mend it. */
  public String problem() {
    return String.valueOf(getMessage());
  }
}
