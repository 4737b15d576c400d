package io.ostiary.endpoint.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ostiary.endpoint.query.OperationException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * The members of one operation's input, read by name and kind. A member that nothing read is
 * refused by {@link #complete}, so that a misspelled one is not silently left out.
 */
public final class JsonInput {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode members;
  private final Set<String> read = new HashSet<>();

  private JsonInput(JsonNode members) {
    this.members = members;
  }

  /**
   * Reads a document.
   *
   * @throws OperationException if it is not one JSON object
   */
  static JsonInput parse(String text) {
    JsonNode document;
    try {
      document = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new OperationException(
          400, "SerializationException", "the body is not JSON; send one JSON object");
    }
    if (document == null || !document.isObject()) {
      throw new OperationException(
          400, "SerializationException", "the body is not a JSON object; send one");
    }
    return new JsonInput(document);
  }

  /** A text that must be there. */
  public String text(String member) {
    return optionalText(member)
        .orElseThrow(() -> invalid("`" + member + "` is missing; it is required"));
  }

  public Optional<String> optionalText(String member) {
    JsonNode value = read(member);
    if (value.isNull() || value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw invalid("`" + member + "` must be a text");
    }
    return Optional.of(value.textValue());
  }

  /** A whole number in some range. */
  public OptionalInt optionalNumber(String member, int least, int most) {
    JsonNode value = read(member);
    if (value.isNull() || value.isMissingNode()) {
      return OptionalInt.empty();
    }
    if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
      throw invalid("`%s` must be a whole number from %s to %s".formatted(member, least, most));
    }
    return OptionalInt.of(value.intValue());
  }

  /** One of the names of an enumeration. */
  public <E extends Enum<E>> E word(String member, Class<E> type) {
    String word = text(member);
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                invalid(
                    "`%s` must be one of %s"
                        .formatted(member, Arrays.toString(type.getEnumConstants()))));
  }

  /** Refuses a list, which is not served here, unless it is empty. */
  public void empty(String member, String remedy) {
    JsonNode value = read(member);
    if (!value.isNull() && !value.isMissingNode() && !(value.isArray() && value.isEmpty())) {
      throw invalid("`%s` is not served here; %s".formatted(member, remedy));
    }
  }

  private JsonNode read(String member) {
    read.add(member);
    return members.path(member);
  }

  void complete() {
    members
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!read.contains(name)) {
                throw invalid(
                    "a member is unknown to this operation; it takes " + new TreeSet<>(read));
              }
            });
  }

  /** A member is not as the operation wants it. */
  public static OperationException invalid(String message) {
    return OperationException.validation(message);
  }
}
