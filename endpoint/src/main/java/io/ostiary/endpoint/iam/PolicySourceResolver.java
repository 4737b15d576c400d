package io.ostiary.endpoint.iam;

import io.ostiary.filter.mapping.RequestMapper;
import io.ostiary.filter.mapping.ResourceResolver;
import io.ostiary.policy.request.Arn;
import io.ostiary.policy.request.Resource;
import io.ostiary.realm.directory.Identity;
import io.ostiary.realm.directory.ManagedPolicy;
import io.ostiary.realm.directory.Role;
import io.ostiary.realm.directory.User;
import java.util.Map;
import java.util.Optional;

/**
 * Names what a request is about by an ARN, as it names it itself: the user, group or role whose
 * policies or sessions it asks about, a managed policy, or where sessions began. (The operation
 * takes no other spelling than the stored one.)
 */
final class PolicySourceResolver implements ResourceResolver {

  @Override
  public Resource resolve(RequestMapper.Input input) {
    String caller = input.caller().accountId();
    Optional<String> named =
        input.form().value("PolicySourceArn").or(() -> input.form().value("Arn"));
    if (named.isEmpty()) {
      return Resource.none(caller);
    }
    try {
      String account = Arn.parse(named.get()).account();
      boolean own = account.isEmpty() || account.equals(StoredResolver.SHIPPED);
      return Resource.of(named.get(), own ? caller : account);
    } catch (IllegalArgumentException noArn) {
      return Resource.none(caller);
    }
  }

  @Override
  public Map<String, String> tags(RequestMapper.Input input, Resource resource) {
    Identity source =
        PolicySource.name(resource.name())
            .flatMap(input.caller().directory()::identity)
            .filter(identity -> identity.arn().equals(resource.name()))
            .orElse(null);
    if (source instanceof User user) {
      return user.tags();
    }
    if (source instanceof Role role) {
      return role.tags();
    }
    return input
        .caller()
        .directory()
        .managedPolicy(resource.name())
        .map(ManagedPolicy::tags)
        .orElse(Map.of());
  }
}
