package io.ostiary.filter;

import io.ostiary.signature.SignatureDiagnostics;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why a request is not let in, ready for the wire.
 *
 * @param code the error's name in the dialect at hand
 * @param message may be shown to the client; holds no secret
 * @param headers that go with the status, such as {@code WWW-Authenticate}
 * @param members that explain more, where the dialect has room for them
 */
record Refusal(
    int status,
    String code,
    String message,
    Map<String, String> headers,
    Map<String, String> members) {

  Refusal {
    headers = Map.copyOf(headers);
    members = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  Refusal(int status, String code, String message) {
    this(status, code, message, Map.of(), Map.of());
  }

  /** The same with more to say. */
  Refusal withMessage(String newMessage) {
    return new Refusal(status, code, newMessage, headers, members);
  }

  /** The same with what should have been signed, in AWS's words, for the client's developer. */
  Refusal withDiagnostics(SignatureDiagnostics ours) {
    String explained =
        """
        %s

        The Canonical String for this request should have been
        '%s'

        The String-to-Sign should have been
        '%s'
        """
            .formatted(message, ours.canonicalRequest(), ours.stringToSign());
    return new Refusal(status, code, explained, headers, members);
  }

  /** The same with a header. */
  Refusal withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Refusal(status, code, message, more, members);
  }

  /** The same with a member of the explanation. */
  Refusal withMember(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new Refusal(status, code, message, headers, more);
  }
}
