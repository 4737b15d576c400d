package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.Text;

/** What IAM's string parameters may hold. */
final class Texts {

  /** The name of a user that is made. */
  static final Text USER_NAME = name(64);

  /** The name of a user that should exist. */
  static final Text EXISTING_USER_NAME = name(128);

  static final Text GROUP_NAME = name(128);

  static final Text ROLE_NAME = name(64);

  static final Text POLICY_NAME = name(128);

  /** AWS takes any of Latin-1 here. */
  static final Text DESCRIPTION =
      Text.of(
          0,
          1000,
          "[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*",
          c ->
              c == '\t'
                  || c == '\n'
                  || c == '\r'
                  || (c >= 0x20 && c <= 0x7E)
                  || (c >= 0xA1 && c <= 0xFF));

  static final Text INSTANCE_PROFILE_NAME = name(128);

  static final Text SAML_PROVIDER_NAME =
      Text.of(1, 128, "[\\w._-]+", c -> Text.isWord(c) || c == '.' || c == '-');

  static final Text SAML_METADATA = Text.of(1000, 10_000_000);

  static final Text PRIVATE_KEY =
      Text.of(1, 16_384, "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+", Texts::isLatin1).hidden();

  static final Text PRIVATE_KEY_ID =
      Text.of(22, 64, "[A-Z0-9]+", c -> (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'));

  static final Text PROVIDER_URL = Text.of(1, 255);

  static final Text CLIENT_ID = Text.of(1, 255);

  /** AWS takes the 40 digits of SHA-1; the 64 of SHA-256 are good here too. */
  static final Text THUMBPRINT = Text.of(40, 64);

  static final Text VERSION_ID =
      new Text(1, 10, "v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?", Texts::isVersionId);

  static final Text POLICY_DESCRIPTION = Text.of(0, 1000);

  static final Text ACCOUNT_ALIAS =
      new Text(3, 63, "^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$", Texts::isAlias);

  static final Text JOB_ID = Text.of(36, 36);

  static final Text DELETION_TASK_ID = Text.of(1, 1000);

  /** {@code /}, or segments of the characters of names. */
  static final Text POLICY_PATH =
      new Text(1, 512, "((/[A-Za-z0-9\\.,\\+@=_-]+)*)/", Texts::isPolicyPath);

  /** {@code /}, or anything between two slashes. */
  static final Text PATH =
      new Text(1, 512, "(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)", Texts::isPath);

  static final Text PATH_PREFIX =
      new Text(
          1,
          512,
          "\\u002F[\\u0021-\\u007F]*",
          text -> text.startsWith("/") && text.chars().allMatch(c -> c >= 0x21 && c <= 0x7F));

  static final Text ACCESS_KEY_ID = Text.of(16, 128, "[\\w]+", Text::isWord);

  /** AWS ends at U+00FF here; resources of an application may be named in any script. */
  static final Text POLICY_DOCUMENT =
      Text.of(
          1,
          131_072,
          "[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A0-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]+",
          c -> c == '\t' || c == '\n' || c == '\r' || !Character.isISOControl(c));

  /** Whose role a service-linked role is. */
  static final Text LINKED_SERVICE_NAME = name(128);

  static final Text SERVICE_NAME = Text.of(1, 128);

  static final Text PASSWORD =
      Text.of(1, 128, "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+", Texts::isLatin1).hidden();

  static final Text MFA_DEVICE_NAME = name(226);

  static final Text SERIAL_NUMBER =
      Text.of(9, 256, "[\\w+=/:,.@-]+", c -> Text.isWord(c) || "+=/:,.@-".indexOf(c) >= 0);

  static final Text MFA_CODE = Text.of(6, 6, "[\\d]+", c -> c >= '0' && c <= '9');

  static final Text ARN = Text.of(20, 2048);

  static final Text TAG_KEY =
      Text.of(1, 128, "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+", Texts::isTagCharacter);

  static final Text TAG_VALUE =
      Text.of(0, 256, "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*", Texts::isTagCharacter);

  private Texts() {}

  private static Text name(int max) {
    return Text.of(1, max, "[\\w+=,.@-]+", c -> Text.isWord(c) || "+=,.@-".indexOf(c) >= 0);
  }

  private static boolean isLatin1(int c) {
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c <= 0xFF);
  }

  private static boolean isVersionId(String text) {
    return text.length() > 1
        && text.charAt(0) == 'v'
        && text.charAt(1) != '0'
        && text.chars().skip(1).allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isAlias(String text) {
    return !text.startsWith("-")
        && !text.endsWith("-")
        && !text.contains("--")
        && text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
  }

  private static boolean isPath(String text) {
    return text.equals("/")
        || (text.length() > 2
            && text.startsWith("/")
            && text.endsWith("/")
            && text.chars().allMatch(c -> c >= 0x21 && c <= 0x7E));
  }

  private static boolean isPolicyPath(String text) {
    return text.startsWith("/")
        && text.endsWith("/")
        && !text.contains("//")
        && text.chars().allMatch(c -> c == '/' || Text.isWord(c) || ".,+@=-".indexOf(c) >= 0);
  }

  private static boolean isTagCharacter(int c) {
    return switch (Character.getType(c)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.LETTER_NUMBER,
          Character.OTHER_NUMBER ->
          true;
      default -> "_.:/=+-@".indexOf(c) >= 0;
    };
  }
}
