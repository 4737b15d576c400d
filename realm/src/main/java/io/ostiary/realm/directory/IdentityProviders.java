package io.ostiary.realm.directory;

import io.ostiary.policy.request.Arn;
import org.jspecify.annotations.Nullable;

/** A table's identity providers, found by ARN. */
final class IdentityProviders {
  private static final String OIDC = "oidc-provider/";
  private static final String SAML = "saml-provider/";
  private static final String STORE = "identity-store/";

  private IdentityProviders() {}

  static @Nullable IdentityProvider byArn(EntityTable table, String arn) {
    OidcProvider oidc = oidc(table, arn);
    return oidc != null ? oidc : saml(table, arn);
  }

  static @Nullable OidcProvider oidc(EntityTable table, String arn) {
    Arn parsed = parse(arn, OIDC);
    return parsed == null
        ? null
        : exactly(arn, oidc(table, parsed.account(), parsed.resource().substring(OIDC.length())));
  }

  /** By issuer, with its scheme or without. */
  static @Nullable OidcProvider oidc(EntityTable table, String accountId, String issuer) {
    return table.get(Kinds.OIDC_PROVIDER, OidcProviderKind.id(accountId, issuer));
  }

  static @Nullable SamlProvider saml(EntityTable table, String arn) {
    Arn parsed = parse(arn, SAML);
    return parsed == null
        ? null
        : exactly(
            arn,
            table.named(
                Kinds.SAML_PROVIDER, parsed.account(), parsed.resource().substring(SAML.length())));
  }

  /**
   * Whether an ARN is one of an account's identity stores. Which of them there are is configured on
   * each node, so it need not exist.
   */
  static boolean isStore(String arn, String accountId) {
    Arn parsed = parse(arn, STORE);
    return parsed != null
        && parsed.service().equals("iam")
        && parsed.region().isEmpty()
        && parsed.account().equals(accountId)
        && parsed.resource().length() > STORE.length();
  }

  private static @Nullable Arn parse(String arn, String type) {
    try {
      Arn parsed = Arn.parse(arn);
      return parsed.resource().startsWith(type) ? parsed : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static <T extends IdentityProvider> @Nullable T exactly(
      String arn, @Nullable T provider) {
    return provider != null && provider.arn().equals(arn) ? provider : null;
  }
}
