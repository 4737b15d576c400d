package io.ostiary.policy.acl;

import io.ostiary.policy.acl.AclSyntaxException.Fault;
import java.util.List;

/**
 * Reads the value of one header: {@code type=value} with commas between, values in quotes or not.
 */
final class GrantHeader {
  private final Permission permission;
  private final String text;
  private int next;

  GrantHeader(Permission permission, String text) {
    this.permission = permission;
    this.text = text;
  }

  void addTo(List<Grant> grants) {
    do {
      int start = skipBlanks();
      String type = type();
      try {
        grants.add(new Grant(grantee(type, value()), permission));
      } catch (AclSyntaxException e) {
        throw e.place().isEmpty() ? e.at(place(start)) : e;
      }
    } while (skipBlanks() < text.length() && isComma());
  }

  private static Grantee grantee(String type, String value) {
    return switch (type) {
      case "id" -> new Grantee.CanonicalUser(value);
      case "uri" -> Group.parse(value);
      case "emailAddress" ->
          throw new AclSyntaxException(
              Fault.GRANTEE_BY_EMAIL,
              "",
              "`%s`: no account is known by an e-mail address; write `id=` with its canonical user"
                      .formatted(value)
                  + " id");
      default ->
          throw new AclSyntaxException(
              Fault.MALFORMED_HEADER,
              "",
              "unknown type of grantee `%s`; write `id=` or `uri=`".formatted(type));
    };
  }

  private String type() {
    int start = next;
    while (next < text.length() && isLetter(text.charAt(next))) {
      next++;
    }
    String type = text.substring(start, next);
    if (type.isEmpty() || skipBlanks() == text.length() || text.charAt(next) != '=') {
      throw malformed(start, "no grantee stands here; write `id=\"…\"` or `uri=\"…\"`");
    }
    next++;
    skipBlanks();
    return type;
  }

  private String value() {
    boolean quoted = next < text.length() && text.charAt(next) == '"';
    int start = quoted ? next + 1 : next;
    int end = text.indexOf(quoted ? '"' : ',', start);
    if (end < 0 && quoted) {
      throw malformed(next, "the quote is not closed; write another behind the value");
    }
    next = end < 0 ? text.length() : quoted ? end + 1 : end;
    String value = text.substring(start, end < 0 ? text.length() : end);
    return quoted ? value : value.strip();
  }

  private boolean isComma() {
    if (text.charAt(next) != ',') {
      throw malformed(next, "grantees are not apart; write a comma between two");
    }
    next++;
    return true;
  }

  private int skipBlanks() {
    while (next < text.length() && (text.charAt(next) == ' ' || text.charAt(next) == '\t')) {
      next++;
    }
    return next;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private AclSyntaxException malformed(int index, String problem) {
    return new AclSyntaxException(Fault.MALFORMED_HEADER, place(index), problem);
  }

  private String place(int index) {
    return permission.header() + ", character " + (index + 1);
  }
}
