package io.ostiary.policy.condition;

import java.util.Map;

/** What is good to know of well-known condition keys that a request lacks. */
final class KeyAdvice {
  private static final String MFA = "only temporary credentials have it; sign in with MFA first";
  private static final String TAGS = "only a request that passes tags has it";
  private static final Map<String, String> IF_ABSENT =
      Map.of(
          "aws:username",
          "only IAM users have it; role sessions, federated users and root do not",
          "aws:multifactorauthpresent",
          MFA,
          "aws:multifactorauthage",
          MFA,
          "aws:tagkeys",
          TAGS,
          "aws:sourceip",
          "a request over a private endpoint does not have it",
          "aws:tokenissuetime",
          "only temporary credentials have it",
          "sts:externalid",
          "the caller has to pass the external id with AssumeRole",
          "aws:referer",
          "only a request that sends the header has it");

  private KeyAdvice() {}

  /** Why a key may be absent, or an empty text. */
  static String ifAbsent(String foldedKey) {
    if (foldedKey.startsWith("aws:principaltag/")) {
      return "the principal has no such tag";
    }
    if (foldedKey.startsWith("aws:resourcetag/")) {
      return "the resource has no such tag";
    }
    if (foldedKey.startsWith("aws:requesttag/")) {
      return TAGS;
    }
    return IF_ABSENT.getOrDefault(foldedKey, "");
  }
}
