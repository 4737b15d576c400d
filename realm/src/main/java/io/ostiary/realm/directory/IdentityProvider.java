package io.ostiary.realm.directory;

import java.time.Instant;
import java.util.Map;

/**
 * An outside issuer of logins that an account has come to know; roles say what it is trusted for.
 */
public sealed interface IdentityProvider permits OidcProvider, SamlProvider {
  String accountId();

  String partition();

  Instant createdAt();

  Map<String, String> tags();

  String arn();
}
