package io.ostiary.realm.directory;

import io.ostiary.realm.credential.Password;
import java.time.Duration;

/** What names, paths and ids may look like. Each check gives back what it checked. */
final class Names {
  private static final int LONGEST_USER_OR_ROLE_NAME = 64;
  private static final int LONGEST_NAME = 128;
  private static final int LONGEST_PATH = 512;
  private static final int ACCOUNT_DIGITS = 12;
  private static final int LONGEST_ACCESS_KEY_ID = 128;
  private static final int SHORTEST_ACCESS_KEY_ID = 16;
  private static final int LONGEST_PARTITION = 32;
  private static final int LONGEST_ARN = 2048;
  private static final int LONGEST_MFA_DEVICE_NAME = 226;
  private static final int SHORTEST_SERIAL_NUMBER = 9;
  private static final int LONGEST_SERIAL_NUMBER = 256;
  private static final int LONGEST_DESCRIPTION = 1000;
  private static final Duration SHORTEST_MAX_SESSION = Duration.ofHours(1);
  private static final Duration LONGEST_MAX_SESSION = Duration.ofHours(12);
  private static final String NAME_PUNCTUATION = "_+=,.@-";

  private Names() {}

  static String identity(IdentityName name) {
    int longest = name.kind() == IdentityKind.GROUP ? LONGEST_NAME : LONGEST_USER_OR_ROLE_NAME;
    return name(name.kind().word() + "Name", name.name(), longest);
  }

  static String policy(String name) {
    return name("policyName", name, LONGEST_NAME);
  }

  static String instanceProfile(String name) {
    return name("instanceProfileName", name, LONGEST_NAME);
  }

  static String samlProvider(String name) {
    length("name", name, 1, LONGEST_NAME);
    if (!name.chars().allMatch(c -> isAsciiLetterOrDigit((char) c) || "._-".indexOf(c) >= 0)) {
      throw Refusal.violated("name", "satisfy regular expression pattern: [\\w._-]+");
    }
    return name;
  }

  static String versionId(String id) {
    if (!id.matches("v[1-9][0-9]{0,8}")) {
      throw Refusal.violated("versionId", "satisfy regular expression pattern: v[1-9][0-9]*");
    }
    return id;
  }

  private static String name(String member, String name, int longest) {
    length(member, name, 1, longest);
    for (int i = 0; i < name.length(); i++) {
      if (!isNameCharacter(name.charAt(i))) {
        throw Refusal.violated(member, "satisfy regular expression pattern: [\\w+=,.@-]+");
      }
    }
    return name;
  }

  /** An identity's path: {@code /}, or from slash to slash in visible ASCII. */
  static String path(String path) {
    requireSlashes(path);
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) < '!' || path.charAt(i) > '~') {
        throw invalidPath();
      }
    }
    return path;
  }

  /** A managed policy's path: {@code /}, or segments of the characters of names. */
  static String policyPath(String path) {
    requireSlashes(path);
    for (int i = 1; i < path.length(); i++) {
      boolean emptySegment = path.charAt(i) == '/' && path.charAt(i - 1) == '/';
      if (emptySegment || !(path.charAt(i) == '/' || isNameCharacter(path.charAt(i)))) {
        throw invalidPath();
      }
    }
    return path;
  }

  private static void requireSlashes(String path) {
    length("path", path, 1, LONGEST_PATH);
    if (!path.startsWith("/") || !path.endsWith("/")) {
      throw invalidPath();
    }
  }

  private static DirectoryException invalidPath() {
    return new DirectoryException(
        DirectoryException.Code.VALIDATION_ERROR,
        "The specified value for path is invalid. It must begin and end with / and contain only"
            + " alphanumeric characters and/or / characters.");
  }

  static String mfaDevice(String name) {
    return name("virtualMFADeviceName", name, LONGEST_MFA_DEVICE_NAME);
  }

  static String serialNumber(String serialNumber) {
    length("serialNumber", serialNumber, SHORTEST_SERIAL_NUMBER, LONGEST_SERIAL_NUMBER);
    return serialNumber;
  }

  /** Says nothing of the password itself. */
  static Password password(Password password) {
    if (password.length() < 1 || password.length() > LONGEST_NAME) {
      throw Refusal.violated("password", "have length between 1 and " + LONGEST_NAME);
    }
    if (password.has(c -> !isPasswordCharacter(c))) {
      throw Refusal.violated(
          "password",
          "satisfy regular expression pattern: [\\u0009\\u000A\\u000D\\u0020-\\u00FF]+");
    }
    return password;
  }

  private static boolean isPasswordCharacter(int c) {
    return c == '\t' || c == '\n' || c == '\r' || (c >= ' ' && c <= '\u00FF');
  }

  static String description(String description) {
    length("description", description, 0, LONGEST_DESCRIPTION);
    return description;
  }

  static String roleDescription(String description) {
    description(description);
    if (!description.matches("[\\t\\n\\r -~\u00A1-\u00FF]*")) {
      throw Refusal.violated(
          "description",
          "satisfy regular expression pattern:"
              + " [\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*");
    }
    return description;
  }

  static Duration maxSessionDuration(Duration duration) {
    if (duration.compareTo(SHORTEST_MAX_SESSION) < 0) {
      throw Refusal.violated(
          "maxSessionDuration",
          "have value greater than or equal to " + SHORTEST_MAX_SESSION.toSeconds());
    }
    if (duration.compareTo(LONGEST_MAX_SESSION) > 0) {
      throw Refusal.violated(
          "maxSessionDuration",
          "have value less than or equal to " + LONGEST_MAX_SESSION.toSeconds());
    }
    return duration;
  }

  static String account(String id) {
    if (id.length() != ACCOUNT_DIGITS || !id.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw Refusal.violated("accountId", "be twelve digits");
    }
    return id;
  }

  static String partition(String partition) {
    length("partition", partition, 1, LONGEST_PARTITION);
    if (!partition.chars().allMatch(c -> isAsciiLetterOrDigit((char) c) || c == '-')) {
      throw Refusal.violated("partition", "consist of letters, digits and hyphens");
    }
    return partition;
  }

  static String accessKeyId(String id) {
    length("accessKeyId", id, SHORTEST_ACCESS_KEY_ID, LONGEST_ACCESS_KEY_ID);
    if (!id.chars().allMatch(c -> isAsciiLetterOrDigit((char) c) || c == '_')) {
      throw Refusal.violated("accessKeyId", "satisfy regular expression pattern: [\\w]+");
    }
    return id;
  }

  static String arn(String member, String arn) {
    length(member, arn, 1, LONGEST_ARN);
    try {
      return io.ostiary.policy.request.Arn.parse(arn).toString();
    } catch (IllegalArgumentException e) {
      throw Refusal.violated(member, "be an ARN");
    }
  }

  static void length(String member, String value, int least, int most) {
    int length = value.codePointCount(0, value.length());
    if (length < least) {
      throw Refusal.violated(member, "have length greater than or equal to " + least);
    }
    if (length > most) {
      throw Refusal.violated(member, "have length less than or equal to " + most);
    }
  }

  private static boolean isNameCharacter(char c) {
    return isAsciiLetterOrDigit(c) || NAME_PUNCTUATION.indexOf(c) >= 0;
  }

  private static boolean isAsciiLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
