package io.ostiary.endpoint.sts;

import io.ostiary.endpoint.query.Text;

/** What STS's string parameters may hold. */
final class Texts {
  private static final String NAME_PATTERN = "[\\w+=,.@-]*";

  static final Text ARN =
      Text.of(
          20,
          2048,
          "[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF\\uE000-\\uFFFD\\u10000-\\u10FFFF]+",
          Texts::isOfArn);

  static final Text SESSION_NAME = Text.of(2, 64, NAME_PATTERN, Texts::isOfName);

  static final Text SOURCE_IDENTITY = Text.of(2, 64, NAME_PATTERN, Texts::isOfName);

  static final Text FEDERATED_NAME = Text.of(2, 32, NAME_PATTERN, Texts::isOfName);

  static final Text EXTERNAL_ID =
      Text.of(2, 1224, "[\\w+=,.@:\\/-]*", c -> Text.isWord(c) || "+=,.@:/-".indexOf(c) >= 0);

  static final Text SERIAL_NUMBER =
      Text.of(9, 256, "[\\w+=/:,.@-]*", c -> Text.isWord(c) || "+=/:,.@-".indexOf(c) >= 0);

  static final Text TOKEN_CODE = Text.of(6, 6, "[\\d]*", c -> c >= '0' && c <= '9');

  /** AWS ends at U+00FF here; resources of an application may be named in any script. */
  static final Text POLICY =
      Text.of(
          1,
          2048,
          "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+",
          c -> c == '\t' || c == '\n' || c == '\r' || !Character.isISOControl(c));

  static final Text TAG_KEY = Text.of(1, 128, "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+", Texts::isOfTag);

  static final Text TAG_VALUE = Text.of(0, 256, "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*", Texts::isOfTag);

  static final Text ACCESS_KEY_ID = Text.of(16, 128, "[\\w]*", Text::isWord);

  static final Text WEB_IDENTITY_TOKEN = Text.of(4, 20_000).hidden();

  static final Text SAML_ASSERTION = Text.of(4, 100_000).hidden();

  static final Text PROVIDER_ID = Text.of(4, 2048);

  static final Text AUDIENCE = Text.of(1, 1000);

  static final Text CONTEXT_ASSERTION = Text.of(4, 2048);

  private Texts() {}

  private static boolean isOfName(int c) {
    return Text.isWord(c) || "+=,.@-".indexOf(c) >= 0;
  }

  private static boolean isOfArn(int c) {
    return c == '\t' || c == '\n' || c == '\r' || !Character.isISOControl(c) || c == 0x85;
  }

  private static boolean isOfTag(int c) {
    return Character.isLetter(c)
        || Character.isSpaceChar(c)
        || isNumber(c)
        || "_.:/=+-@".indexOf(c) >= 0;
  }

  private static boolean isNumber(int c) {
    return switch (Character.getType(c)) {
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
      default -> false;
    };
  }
}
