package io.ostiary.endpoint.iam;

import io.ostiary.filter.mapping.RequestMapper;
import io.ostiary.filter.mapping.ResourceResolver;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.Resource;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.directory.Account;
import io.ostiary.realm.directory.User;
import java.util.Map;
import java.util.Optional;

/**
 * Names the user that a request is about, with the path and the tags under which it is stored, so
 * that policies on them hold although requests tell only the name. A user that is to be made has
 * the path that is asked for, one that does not exist the path {@code /}. Who names nobody means
 * the caller.
 */
final class UserResolver implements ResourceResolver {

  @Override
  public Resource resolve(RequestMapper.Input input) {
    AuthenticatedPrincipal caller = input.caller();
    Optional<String> name = input.form().value("UserName");
    if (name.isPresent()) {
      String path = creates(input) ? input.form().value("Path").orElse("/") : "/";
      String arn = existing(input).map(User::arn).orElseGet(() -> arn(caller, path, name.get()));
      return Resource.of(arn, caller.accountId());
    }
    Principal principal = caller.principal();
    return principal instanceof Principal.User || principal instanceof Principal.Root
        ? Resource.of(principal.name(), caller.accountId())
        : Resource.none(caller.accountId());
  }

  @Override
  public Map<String, String> tags(RequestMapper.Input input, Resource resource) {
    return existing(input).map(User::tags).orElse(Map.of());
  }

  /** The stored user whom the request is about; one that is to be made is not stored yet. */
  private static Optional<User> existing(RequestMapper.Input input) {
    if (creates(input)) {
      return Optional.empty();
    }
    AuthenticatedPrincipal caller = input.caller();
    Optional<String> name = input.form().value("UserName");
    if (name.isPresent()) {
      return caller.directory().user(caller.accountId(), name.get());
    }
    return caller.principal() instanceof Principal.User user
        ? caller.directory().userById(user.id())
        : Optional.empty();
  }

  private static boolean creates(RequestMapper.Input input) {
    return input.match().route().queryAction().equals(Optional.of("CreateUser"));
  }

  private static String arn(AuthenticatedPrincipal caller, String path, String name) {
    String partition =
        caller.directory().account(caller.accountId()).map(Account::partition).orElse("aws");
    return "arn:%s:iam::%s:user%s%s".formatted(partition, caller.accountId(), path, name);
  }
}
