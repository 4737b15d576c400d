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

/**
 * A principal of kind {@code AWS} or {@code CanonicalUser} as a resource policy writes it, with its
 * place in the text.
 *
 * @param start where its JSON string begins, the opening quote included
 * @param end behind the closing quote
 */
record NamedPrincipal(
    String kind, String value, int start, int end, int line, int column, String pointer) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String AWS = "AWS";
  private static final String CANONICAL_USER = "CanonicalUser";

  /** Finds every one in a policy that is known to be well-formed, in the order of the text. */
  static List<NamedPrincipal> in(String policyText) {
    List<NamedPrincipal> found = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(new StringReader(policyText))) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
          JsonStreamContext place = parser.getParsingContext();
          JsonStreamContext kind = place.inArray() ? place.getParent() : place;
          if (kind != null && isKind(kind)) {
            found.add(at(kind.getCurrentName(), parser));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a policy that was parsed before is not JSON", e);
    }
    return found;
  }

  private static NamedPrincipal at(String kind, JsonParser parser) throws IOException {
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

  /** Whether a place is Principal's member of one of the two kinds. */
  private static boolean isKind(JsonStreamContext kind) {
    if (!AWS.equals(kind.getCurrentName()) && !CANONICAL_USER.equals(kind.getCurrentName())) {
      return false;
    }
    JsonStreamContext statement = kind.getParent();
    return statement != null
        && ("Principal".equals(statement.getCurrentName())
            || "NotPrincipal".equals(statement.getCurrentName()));
  }

  boolean isCanonicalUser() {
    return kind.equals(CANONICAL_USER);
  }

  PolicySyntaxException invalid(String remedy) {
    return new PolicySyntaxException(
        Malformation.INVALID_PRINCIPAL_FORMAT,
        line,
        column,
        pointer,
        "Invalid principal in policy: \"%s\":\"%s\"; %s".formatted(kind, value, remedy));
  }
}
