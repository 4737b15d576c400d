package io.ostiary.signature;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came over the wire, as far as a signature covers it.
 *
 * @param method as received; methods are case-sensitive
 * @param rawPath the undecoded path of the request target, context path included
 * @param rawQuery the undecoded query, null if there was no {@code ?}
 * @param headers every field line in the order received
 */
public record SignedRequest(
    String method, String rawPath, @Nullable String rawQuery, List<Header> headers) {

  /** One field line. */
  public record Header(String name, String value) {
    /** Shows the name only. */
    @Override
    public String toString() {
      return name;
    }
  }

  public SignedRequest {
    headers = HeaderFields.copyOf(headers);
  }

  /** Shows no value: headers and query may hold tokens and signatures. */
  @Override
  public String toString() {
    return "SignedRequest[" + method + " " + rawPath + ", " + headers + "]";
  }
}
