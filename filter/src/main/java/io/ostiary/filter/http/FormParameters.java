package io.ostiary.filter.http;

import io.ostiary.filter.http.CanonicalRequest.Parameter;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of a form body, or, for a Query-protocol request made with GET, of the query. Names
 * are unique: a repeated one was refused.
 */
public record FormParameters(List<Parameter> fields) {

  /** No form. */
  public static final FormParameters NONE = new FormParameters(List.of());

  public FormParameters {
    fields = List.copyOf(fields);
  }

  /**
   * The fields, each of which may come once.
   *
   * @throws RejectedRequestException if one is repeated
   */
  static FormParameters unique(List<Parameter> fields) throws RejectedRequestException {
    Set<String> names = new HashSet<>();
    for (Parameter field : fields) {
      if (!names.add(field.name())) {
        throw new RejectedRequestException(
            RejectedRequestException.Reason.BAD_REQUEST,
            "a parameter comes more than once; send it once");
      }
    }
    return new FormParameters(fields);
  }

  public Optional<String> value(String name) {
    for (Parameter field : fields) {
      if (field.name().equals(name)) {
        return Optional.of(field.value());
      }
    }
    return Optional.empty();
  }
}
