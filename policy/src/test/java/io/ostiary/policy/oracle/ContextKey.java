package io.ostiary.policy.oracle;

import java.util.List;

/**
 * A condition key of the generated world.
 *
 * @param many whether it is a key of many values
 * @param chance how often a request has it, in percent
 */
record ContextKey(String name, ValueKind kind, boolean many, int chance) {
  static final List<ContextKey> ALL =
      List.of(
          new ContextKey("aws:username", ValueKind.TEXT, false, 50),
          new ContextKey("aws:UserAgent", ValueKind.TEXT, false, 70),
          new ContextKey("aws:PrincipalTag/team", ValueKind.TEXT, false, 60),
          new ContextKey("aws:ResourceTag/team", ValueKind.TEXT, false, 60),
          new ContextKey("aws:PrincipalArn", ValueKind.ARN, false, 100),
          new ContextKey("aws:SourceArn", ValueKind.ARN, false, 70),
          new ContextKey("aws:MultiFactorAuthAge", ValueKind.NUMBER, false, 80),
          new ContextKey("aws:CurrentTime", ValueKind.DATE, false, 80),
          new ContextKey("aws:SecureTransport", ValueKind.BOOL, false, 75),
          new ContextKey("docs:Digest", ValueKind.BINARY, false, 75),
          new ContextKey("aws:SourceIp", ValueKind.ADDRESS, false, 80),
          new ContextKey("aws:TagKeys", ValueKind.TEXT, true, 80),
          new ContextKey("docs:Sources", ValueKind.ARN, true, 70),
          new ContextKey("docs:Sizes", ValueKind.NUMBER, true, 70),
          new ContextKey("docs:Days", ValueKind.DATE, true, 70),
          new ContextKey("docs:Flags", ValueKind.BOOL, true, 60),
          new ContextKey("docs:Digests", ValueKind.BINARY, true, 60),
          new ContextKey("docs:Hops", ValueKind.ADDRESS, true, 70),
          new ContextKey("docs:Never", ValueKind.TEXT, false, 0));
}
