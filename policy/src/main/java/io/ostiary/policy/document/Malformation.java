package io.ostiary.policy.document;

import io.ostiary.policy.json.JsonSyntaxException;

/** What kind of fault makes a document malformed. The names are AWS's where AWS has one. */
public enum Malformation {
  /** The text is not JSON. */
  JSON_SYNTAX_ERROR,
  /** The document is too long, too deep, or has too many values. */
  DOCUMENT_TOO_LARGE,
  /** A member stands twice in one object. */
  DUPLICATE_MEMBER,
  /** A member that the language does not know. */
  INVALID_POLICY_ELEMENT,
  /** A value of another JSON type than its place takes. */
  DATA_TYPE_MISMATCH,
  INVALID_VERSION,
  /** A policy of this type must be in the newer version of the language. */
  UNSUPPORTED_VERSION,
  MISSING_STATEMENT,
  MISSING_EFFECT,
  INVALID_EFFECT,
  /** A policy of this type has no statements of this effect. */
  UNSUPPORTED_EFFECT,
  MISSING_ACTION,
  INVALID_ACTION,
  /** A policy of this type is not about this action. */
  UNSUPPORTED_ACTION,
  MISSING_RESOURCE,
  INVALID_RESOURCE,
  /** An ARN has fewer than six parts and does not end in an asterisk. */
  MISSING_ARN_FIELD,
  MISSING_PRINCIPAL,
  INVALID_PRINCIPAL_KEY,
  INVALID_PRINCIPAL_FORMAT,
  UNSUPPORTED_WILDCARD_IN_PRINCIPAL,
  /** A policy of this type does not name these principals. */
  UNSUPPORTED_PRINCIPAL,
  ALLOW_WITH_NOT_PRINCIPAL,
  /** A policy of this type does not hold this element. */
  UNSUPPORTED_ELEMENT,
  /** An element stands beside its negation. */
  UNSUPPORTED_ELEMENT_COMBINATION,
  INVALID_SID,
  UNIQUE_SIDS_REQUIRED,
  INVALID_CONDITION_OPERATOR,
  NULL_WITH_IF_EXISTS,
  INVALID_CONDITION_KEY,
  DUPLICATE_KEYS_WITH_DIFFERENT_CASE,
  INVALID_VARIABLE;

  static Malformation from(JsonSyntaxException.Fault fault) {
    return switch (fault) {
      case SYNTAX -> JSON_SYNTAX_ERROR;
      case DUPLICATE_MEMBER -> DUPLICATE_MEMBER;
      case TOO_LARGE -> DOCUMENT_TOO_LARGE;
    };
  }
}
