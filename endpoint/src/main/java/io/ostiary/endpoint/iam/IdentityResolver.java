package io.ostiary.endpoint.iam;

import io.ostiary.filter.mapping.RequestMapper;
import io.ostiary.filter.mapping.ResourceResolver;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.Resource;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.directory.Account;
import io.ostiary.realm.directory.Identity;
import io.ostiary.realm.directory.IdentityKind;
import io.ostiary.realm.directory.IdentityName;
import io.ostiary.realm.directory.Role;
import io.ostiary.realm.directory.User;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Names the user, group or role that a request is about, with the path and the tags under which it
 * is stored, so that policies on them hold although requests tell only the name. One that is to be
 * made has the path that is asked for, one that does not exist the path {@code /}. Who names no
 * user means the caller.
 */
final class IdentityResolver implements ResourceResolver {
  private static final String BOUNDARY = "PermissionsBoundary";

  /** Whom instance profiles are for. */
  private static final String INSTANCES = "ec2.amazonaws.com";

  private final IdentityWords words;

  IdentityResolver(IdentityWords words) {
    this.words = words;
  }

  @Override
  public Resource resolve(RequestMapper.Input input) {
    AuthenticatedPrincipal caller = input.caller();
    Optional<String> name = input.form().value(words.nameParameter());
    if (name.isPresent()) {
      String path = creates(input) ? input.form().value("Path").orElse("/") : "/";
      return resource(caller, existing(input).map(Identity::arn), path, name.get());
    }
    return isOwn(caller)
        ? Resource.of(caller.principal().name(), caller.accountId())
        : Resource.none(caller.accountId());
  }

  /** Whoever may rename must be allowed to on both names. */
  @Override
  public List<Resource> others(RequestMapper.Input input) {
    Optional<String> path = input.form().value("NewPath");
    Optional<String> name = input.form().value("New" + words.nameParameter());
    Optional<Identity> present = existing(input);
    if (!does(input, "Update", "") || present.isEmpty() || (path.isEmpty() && name.isEmpty())) {
      return List.of();
    }
    return List.of(
        resource(
            input.caller(),
            Optional.empty(),
            path.orElse(present.get().path()),
            name.orElse(present.get().name())));
  }

  @Override
  public Map<String, String> tags(RequestMapper.Input input, Resource resource) {
    return existing(input).map(IdentityResolver::tags).orElse(Map.of());
  }

  /**
   * The boundary that there is, unless the operation sets one and is asked about that; and to whom
   * a role is passed that is put into an instance profile.
   */
  @Override
  public Map<String, String> keys(RequestMapper.Input input, Resource resource) {
    Map<String, String> keys = new HashMap<>();
    if (!creates(input) && !does(input, "Put", BOUNDARY)) {
      existing(input)
          .flatMap(input.caller().directory()::permissionsBoundary)
          .ifPresent(policy -> keys.put("iam:" + BOUNDARY, policy.arn()));
    }
    if (does(input, "Add", "ToInstanceProfile")) {
      keys.put("iam:PassedToService", INSTANCES);
    }
    return keys;
  }

  private static Map<String, String> tags(Identity identity) {
    if (identity instanceof User user) {
      return user.tags();
    }
    return identity instanceof Role role ? role.tags() : Map.of();
  }

  /** The stored identity that the request is about; one that is to be made is not stored yet. */
  private Optional<Identity> existing(RequestMapper.Input input) {
    if (creates(input)) {
      return Optional.empty();
    }
    AuthenticatedPrincipal caller = input.caller();
    Optional<String> name = input.form().value(words.nameParameter());
    if (name.isPresent()) {
      return caller
          .directory()
          .identity(new IdentityName(words.kind(), caller.accountId(), name.get()));
    }
    return isOwn(caller) && caller.principal() instanceof Principal.User user
        ? caller.directory().userById(user.id()).map(Identity.class::cast)
        : Optional.empty();
  }

  /** Whether a request that names nobody is about its caller. */
  private boolean isOwn(AuthenticatedPrincipal caller) {
    Principal principal = caller.principal();
    return words.kind() == IdentityKind.USER
        && (principal instanceof Principal.User || principal instanceof Principal.Root);
  }

  private boolean creates(RequestMapper.Input input) {
    return does(input, "Create", "");
  }

  private boolean does(RequestMapper.Input input, String verb, String what) {
    return input.match().route().queryAction().equals(Optional.of(verb + words.word() + what));
  }

  private Resource resource(
      AuthenticatedPrincipal caller, Optional<String> stored, String path, String name) {
    String account = caller.accountId();
    String partition = caller.directory().account(account).map(Account::partition).orElse("aws");
    return Resource.of(
        stored.orElseGet(
            () ->
                "arn:%s:iam::%s:%s%s%s"
                    .formatted(partition, account, words.kind().word(), path, name)),
        account);
  }
}
