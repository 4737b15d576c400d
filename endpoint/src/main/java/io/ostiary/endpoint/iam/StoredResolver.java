package io.ostiary.endpoint.iam;

import io.ostiary.filter.mapping.RequestMapper;
import io.ostiary.filter.mapping.ResourceResolver;
import io.ostiary.policy.request.Arn;
import io.ostiary.policy.request.Resource;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.directory.Account;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.IdentityProvider;
import io.ostiary.realm.directory.InstanceProfile;
import io.ostiary.realm.directory.ManagedPolicy;
import java.util.Map;
import java.util.Optional;

/**
 * Names what requests tell by its whole ARN, or if it is to be made, by its parts: managed
 * policies, identity providers, and instance profiles, which requests tell by name only. One ARN is
 * enough to find its tags.
 *
 * @param type as ARNs have it, such as {@code policy}
 * @param arn the parameter that holds the ARN; empty if there is none
 * @param name the parameter that names what is to be made
 */
record StoredResolver(String type, Optional<String> arn, String name) implements ResourceResolver {
  static final StoredResolver POLICY =
      new StoredResolver("policy", Optional.of("PolicyArn"), "PolicyName");
  static final StoredResolver OIDC_PROVIDER =
      new StoredResolver("oidc-provider", Optional.of("OpenIDConnectProviderArn"), "Url");
  static final StoredResolver SAML_PROVIDER =
      new StoredResolver("saml-provider", Optional.of("SAMLProviderArn"), "Name");
  static final StoredResolver INSTANCE_PROFILE =
      new StoredResolver("instance-profile", Optional.empty(), "InstanceProfileName");

  /** Of what ships with the product; whoever asks owns it as far as policies go. */
  static final String SHIPPED = "aws";

  @Override
  public Resource resolve(RequestMapper.Input input) {
    String account = input.caller().accountId();
    Optional<String> given = arn.flatMap(input.form()::value);
    if (given.isPresent()) {
      return byArn(given.get(), account);
    }
    Optional<String> named = input.form().value(name);
    return named
        .map(text -> Resource.of(stored(input, text).orElseGet(() -> made(input, text)), account))
        .orElseGet(() -> Resource.none(account));
  }

  private static Resource byArn(String arn, String account) {
    try {
      String owner = Arn.parse(arn).account();
      return Resource.of(arn, owner.equals(SHIPPED) ? account : owner);
    } catch (IllegalArgumentException e) {
      return Resource.none(account); // the operation refuses it
    }
  }

  /** An instance profile that exists has the path under which it is stored. */
  private Optional<String> stored(RequestMapper.Input input, String text) {
    AuthenticatedPrincipal caller = input.caller();
    return arn.isEmpty() && !creates(input)
        ? caller.directory().instanceProfile(caller.accountId(), text).map(InstanceProfile::arn)
        : Optional.empty();
  }

  private static boolean creates(RequestMapper.Input input) {
    return input.match().route().queryAction().filter(it -> it.startsWith("Create")).isPresent();
  }

  /** The ARN that something will have. */
  private String made(RequestMapper.Input input, String text) {
    AuthenticatedPrincipal caller = input.caller();
    String partition =
        caller.directory().account(caller.accountId()).map(Account::partition).orElse("aws");
    int scheme = text.indexOf("://");
    boolean provider = type.endsWith("provider");
    return "arn:%s:iam::%s:%s%s%s"
        .formatted(
            partition,
            caller.accountId(),
            type,
            provider ? "/" : input.form().value("Path").orElse("/"),
            provider && scheme >= 0 ? text.substring(scheme + "://".length()) : text);
  }

  @Override
  public Map<String, String> tags(RequestMapper.Input input, Resource resource) {
    Directory directory = input.caller().directory();
    String named = resource.name();
    if (arn.isEmpty()) {
      return directory
          .instanceProfile(input.caller().accountId(), named.substring(named.lastIndexOf('/') + 1))
          .filter(profile -> profile.arn().equals(named))
          .map(InstanceProfile::tags)
          .orElse(Map.of());
    }
    return directory
        .managedPolicy(named)
        .map(ManagedPolicy::tags)
        .or(() -> directory.oidcProvider(named).map(IdentityProvider::tags))
        .or(() -> directory.samlProvider(named).map(IdentityProvider::tags))
        .orElse(Map.of());
  }
}
