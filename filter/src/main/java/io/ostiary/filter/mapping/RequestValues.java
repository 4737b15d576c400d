package io.ostiary.filter.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.ostiary.filter.http.CanonicalRequest.Parameter;
import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.filter.http.RejectedRequestException.Reason;
import io.ostiary.policy.service.ValueSource;
import io.ostiary.signature.PayloadMode;
import io.ostiary.signature.SignedRequest.Header;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads values from one request, each from the one place that its source names. What is there twice
 * is refused; so is a header that a signed request does not sign.
 */
final class RequestValues {
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(64).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  /** The most digits of a number, before or after its point. */
  private static final int DIGITS = 64;

  private final RequestMapper.Input input;
  private @Nullable JsonNode body;

  RequestValues(RequestMapper.Input input) {
    this.input = input;
  }

  /** The one value of a source; empty if it is absent. */
  Optional<String> one(ValueSource source) throws RejectedRequestException {
    return switch (source.kind()) {
      case PATH -> Optional.ofNullable(input.match().variables().get(source.name()));
      case QUERY -> once(source.name(), queryValues(source.name()));
      case HEADER -> header(source.name());
      case FORM -> form(source.name());
      case JSON -> scalar(source.name(), json(source.name()));
    };
  }

  /** All values of a source; empty if it is absent. A form or JSON may hold a list. */
  Optional<List<String>> many(ValueSource source) throws RejectedRequestException {
    if (source.kind() == ValueSource.Kind.FORM) {
      List<String> members = new ArrayList<>();
      for (Map.Entry<String, String> member : members(source.name()).entrySet()) {
        members.add(member.getValue());
      }
      if (!members.isEmpty()) {
        return Optional.of(members);
      }
    }
    if (source.kind() == ValueSource.Kind.JSON && json(source.name()).isArray()) {
      List<String> items = new ArrayList<>();
      for (JsonNode item : json(source.name())) {
        items.add(
            scalar(source.name(), item)
                .orElseThrow(() -> refused("the body's `%s` holds null", source.name())));
      }
      return Optional.of(items);
    }
    return one(source).map(List::of);
  }

  /**
   * A header's one value, which a signed request must sign. A presigned request whose signature
   * covers no body need not say so in the header, but has its value all the same.
   */
  Optional<String> header(String name) throws RejectedRequestException {
    List<String> values = new ArrayList<>();
    for (Header header : input.request().headers()) {
      if (header.name().equalsIgnoreCase(name)) {
        values.add(header.value());
      }
    }
    boolean unsigned =
        input.signature().isPresent() && !input.signature().get().signedHeaders().contains(name);
    if (!values.isEmpty() && unsigned) {
      throw refused("the header `%s` decides about access and must be signed", name);
    }
    boolean uncovered =
        name.equalsIgnoreCase("x-amz-content-sha256")
            && input.signature().filter(s -> s.payloadMode() == PayloadMode.UNSIGNED).isPresent();
    return values.isEmpty() && uncovered ? Optional.of("UNSIGNED-PAYLOAD") : once(name, values);
  }

  /**
   * The members of a list in a form, {@code Name.member.N} with whatever follows, by what stands
   * after {@code Name.member.}; in the order of their numbers.
   */
  Map<String, String> members(String name) throws RejectedRequestException {
    String prefix = name + ".member.";
    Map<String, String> members =
        new TreeMap<>(
            (one, two) -> {
              int order = Integer.compare(number(one), number(two));
              return order == 0 ? one.compareTo(two) : order;
            });
    for (Parameter field : input.form().fields()) {
      if (field.name().startsWith(prefix)) {
        String rest = field.name().substring(prefix.length());
        if (number(rest) < 0) {
          throw refused("the list `%s` holds a member without a number", name);
        }
        if (members.put(rest, field.value()) != null) {
          throw refused("the list `%s` holds a member twice", name);
        }
      }
    }
    return members;
  }

  /** The number that a member's name begins with, at most four digits; -1 if there is none. */
  private static int number(String member) {
    int end = 0;
    while (end < member.length() && member.charAt(end) >= '0' && member.charAt(end) <= '9') {
      end++;
    }
    boolean ends = end == member.length() || member.charAt(end) == '.';
    return ends && end > 0 && end <= 4 && member.charAt(0) != '0'
        ? Integer.parseInt(member, 0, end, 10)
        : -1;
  }

  /** The JSON at a pointer; missing if there is none, or no body. */
  JsonNode json(String pointer) throws RejectedRequestException {
    if (body == null) {
      try {
        body = input.json().isBlank() ? MissingNode.getInstance() : JSON.readTree(input.json());
      } catch (JsonProcessingException malformed) {
        throw new RejectedRequestException(
            Reason.BAD_REQUEST, "the body is not JSON, or holds a member twice");
      }
    }
    return body.at(JsonPointer.compile(pointer));
  }

  private static Optional<String> scalar(String pointer, JsonNode value)
      throws RejectedRequestException {
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isValueNode()) {
      throw refused("the body's `%s` is not a single value", pointer);
    }
    return Optional.of(
        value.isBigDecimal() ? plain(pointer, value.decimalValue()) : value.asText());
  }

  /** A number without exponent; one whose exponent is large would be as long written out. */
  private static String plain(String pointer, BigDecimal number) throws RejectedRequestException {
    if (number.precision() > DIGITS || Math.abs((long) number.scale()) > DIGITS) {
      throw refused("the body's `%s` is a number of too many digits", pointer);
    }
    return number.toPlainString();
  }

  /** A form field's one value; the same name in the query would be another to the application. */
  private Optional<String> form(String name) throws RejectedRequestException {
    boolean ofBody = input.request().method().equals("POST");
    if (ofBody && !queryValues(name).isEmpty()) {
      throw refused("`%s` stands in the query, but belongs in the form", name);
    }
    return once(name, formValues(name));
  }

  private List<String> queryValues(String name) {
    return values(input.request().query(), name);
  }

  private List<String> formValues(String name) {
    return values(input.form().fields(), name);
  }

  private static List<String> values(List<Parameter> parameters, String name) {
    List<String> values = new ArrayList<>();
    for (Parameter parameter : parameters) {
      if (parameter.name().equals(name)) {
        values.add(parameter.value());
      }
    }
    return values;
  }

  private static Optional<String> once(String name, List<String> values)
      throws RejectedRequestException {
    if (values.size() > 1) {
      throw refused("`%s` comes more than once; send it once", name);
    }
    return values.stream().findFirst();
  }

  static RejectedRequestException refused(String problem, String name) {
    return new RejectedRequestException(Reason.BAD_REQUEST, problem.formatted(name));
  }
}
