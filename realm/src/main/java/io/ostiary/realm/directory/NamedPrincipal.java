package io.ostiary.realm.directory;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import io.ostiary.policy.document.Malformation;
import io.ostiary.policy.document.PolicySyntaxException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A principal as a policy writes it, with its place in the text.
 *
 * @param kind {@code AWS}, {@code Service}, {@code Federated} or {@code CanonicalUser}
 * @param start where its JSON string begins, the opening quote included
 * @param end behind the closing quote
 */
record NamedPrincipal(
    String kind, String value, int start, int end, int line, int column, String pointer) {
  private static final String AWS = "AWS";
  private static final String CANONICAL_USER = "CanonicalUser";
  private static final Set<String> ELEMENTS = Set.of("Principal", "NotPrincipal");
  private static final JsonFactory JSON = new JsonFactory();

  /** Finds every one in a policy that is known to be well-formed, in the order of the text. */
  static List<NamedPrincipal> in(String policyText) {
    List<NamedPrincipal> found = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(new StringReader(policyText))) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
          String kind = kind(parser.getParsingContext());
          if (kind != null) {
            found.add(at(parser, kind));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a policy that was parsed before is not JSON", e);
    }
    return found;
  }

  private static NamedPrincipal at(JsonParser parser, String kind) throws IOException {
    JsonLocation start = parser.currentTokenLocation();
    String value = parser.getText();
    return new NamedPrincipal(
        kind,
        value,
        (int) start.getCharOffset(),
        (int) parser.currentLocation().getCharOffset(),
        start.getLineNr(),
        start.getColumnNr(),
        parser.getParsingContext().pathAsPointer().toString());
  }

  /** The member of Principal of which a place is the value, or an element of the value. */
  private static @Nullable String kind(JsonStreamContext place) {
    JsonStreamContext kind = place.inArray() ? place.getParent() : place;
    JsonStreamContext element = kind == null ? null : kind.getParent();
    return element != null
            && element.hasCurrentName()
            && ELEMENTS.contains(element.getCurrentName())
        ? kind.getCurrentName()
        : null;
  }

  boolean isAws() {
    return kind.equals(AWS);
  }

  boolean isCanonicalUser() {
    return kind.equals(CANONICAL_USER);
  }

  /** In AWS's words, by which its tools know that trying again may help. */
  PolicySyntaxException invalid(String remedy) {
    return new PolicySyntaxException(
        Malformation.INVALID_PRINCIPAL_FORMAT,
        line,
        column,
        pointer,
        "Invalid principal in policy: \"%s\":\"%s\"; %s"
            .formatted(isCanonicalUser() ? kind : kind.toUpperCase(Locale.ROOT), value, remedy));
  }
}
