package io.ostiary.policy.service;

import java.util.regex.Pattern;

/**
 * The type of a condition key's values. A value in a request that is not of its key's type would
 * slip past every condition on that key, so it is refused.
 */
public enum ValueType {
  STRING("String", ""),
  NUMERIC("Numeric", "[+-]?[0-9]{1,18}(\\.[0-9]{1,18})?"),
  /** ISO 8601 in UTC or with an offset, or seconds since 1970. */
  DATE(
      "Date",
      "[0-9]{1,12}|[0-9]{4}-[0-9]{2}-[0-9]{2}"
          + "(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:?[0-9]{2}))?"),
  BOOL("Bool", "(?i:true|false)"),
  BINARY("Binary", "([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"),
  IP_ADDRESS("IpAddress", "[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]{2,45}"),
  ARN("Arn", "arn(:[^:]*){4}:.+");

  private final String word;
  private final Pattern form;

  ValueType(String word, String form) {
    this.word = word;
    this.form = Pattern.compile(form, Pattern.DOTALL);
  }

  /** The type as a definition writes it. */
  public String word() {
    return word;
  }

  /** Says whether a text has this type's form. */
  public boolean admits(String value) {
    return this == STRING || form.matcher(value).matches();
  }
}
