package io.ostiary.filter.mapping;

import io.ostiary.filter.http.CanonicalRequest;
import io.ostiary.filter.http.CanonicalRequest.Parameter;
import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.filter.http.RejectedRequestException.Reason;
import io.ostiary.policy.service.Selectors;
import io.ostiary.signature.SignedRequest.Header;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Finds the selectors of one service in requests. A query parameter that is a selector but for its
 * case is refused: the application might take it for one.
 */
final class SelectorReader {
  private final Selectors selectors;
  private final Set<String> folded = new HashSet<>();

  SelectorReader(Selectors selectors) {
    this.selectors = selectors;
    selectors.query().forEach(name -> folded.add(fold(name)));
  }

  /** As {@link String#equalsIgnoreCase} compares: upper-case, then lower-case. */
  private static String fold(String name) {
    return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  PresentSelectors read(CanonicalRequest request) throws RejectedRequestException {
    if (selectors.query().isEmpty() && selectors.headers().isEmpty()) {
      return PresentSelectors.NONE;
    }
    Map<String, String> query = new HashMap<>();
    for (Parameter parameter : request.query()) {
      String name = parameter.name();
      if (selectors.query().contains(name)) {
        put(query, name, parameter.value());
      } else if (!folded.isEmpty() && folded.contains(fold(name))) {
        throw refused("a query parameter is known in another case only; mind its case");
      }
    }
    Map<String, String> headers = new HashMap<>();
    if (!selectors.headers().isEmpty()) {
      for (Header header : request.headers()) {
        String name = header.name().toLowerCase(Locale.ROOT);
        if (selectors.headers().contains(name)) {
          put(headers, name, header.value());
        }
      }
    }
    return new PresentSelectors(query, headers);
  }

  private static void put(Map<String, String> present, String name, String value)
      throws RejectedRequestException {
    if (present.putIfAbsent(name, value) != null) {
      throw refused("`%s` comes more than once; send it once".formatted(name));
    }
  }

  private static RejectedRequestException refused(String message) {
    return new RejectedRequestException(Reason.BAD_REQUEST, message);
  }
}
