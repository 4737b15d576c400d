package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.Call;
import io.ostiary.policy.request.Arn;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.RequestContext.Values;
import io.ostiary.realm.authentication.PrincipalContext;
import io.ostiary.realm.directory.Account;
import io.ostiary.realm.directory.Identity;
import io.ostiary.realm.directory.Role;
import io.ostiary.realm.directory.User;
import java.util.Map;
import java.util.Optional;

/**
 * As whom a simulation asks.
 *
 * @param principal empty if nobody in particular does, and so someone of the resource's account
 * @param context what the engine would say of the principal
 */
record SimulatedCaller(Optional<Principal> principal, Map<String, Values> context) {
  private static final String SESSION = "simulated";
  private static final String USER = "user/";

  /** The caller that is named, else the one whose policies count. */
  static SimulatedCaller of(SimulationInput input, Optional<Identity> source, Call call) {
    if (input.callerArn().isPresent()) {
      return named(input.callerArn().get(), source, call);
    }
    if (source.isPresent() && source.get() instanceof User user) {
      return user(user);
    }
    if (source.isPresent() && source.get() instanceof Role role) {
      return session(role);
    }
    if (input.resourcePolicy().isPresent()) {
      throw Refusals.invalid(
          "CallerArn is missing; say which IAM user the ResourcePolicy is to be asked about");
    }
    return new SimulatedCaller(
        source.map(group -> (Principal) someone(group.partition(), group.accountId())), Map.of());
  }

  private static SimulatedCaller user(User user) {
    return new SimulatedCaller(
        Optional.of(new Principal.User(user.arn(), user.accountId(), user.id())),
        PrincipalContext.of(user));
  }

  private static SimulatedCaller session(Role role) {
    String arn =
        "arn:%s:sts::%s:assumed-role/%s/%s"
            .formatted(role.partition(), role.accountId(), role.name(), SESSION);
    return new SimulatedCaller(
        Optional.of(new Principal.RoleSession(arn, role.accountId(), role.arn(), role.id())),
        PrincipalContext.of(role));
  }

  /** A user by ARN. What the directory tells of it stays there, unless its own policies count. */
  private static SimulatedCaller named(String text, Optional<Identity> source, Call call) {
    Arn arn = userArn(text);
    String name = text.substring(text.lastIndexOf('/') + 1);
    Optional<User> user =
        call.directory().user(call.accountId(), name).filter(found -> found.arn().equals(text));
    if (user.isPresent() && source.isPresent() && user.get().id().equals(source.get().id())) {
      return user(user.get());
    }
    Principal principal = new Principal.User(text, arn.account(), user.map(User::id).orElse(""));
    return new SimulatedCaller(
        Optional.of(principal), PrincipalContext.ofUser(text, arn.account(), name));
  }

  private static Arn userArn(String text) {
    try {
      Arn arn = Arn.parse(text);
      boolean user =
          arn.service().equals("iam")
              && arn.region().isEmpty()
              && arn.resource().startsWith(USER)
              && !arn.resource().endsWith("/");
      if (user && ResourceOwner.isAccount(arn.account())) {
        return arn;
      }
    } catch (IllegalArgumentException noArn) {
      throw Refusals.invalid(
          "'%s' is not an ARN; CallerArn takes that of an IAM user".formatted(text));
    }
    throw Refusals.invalid(
        "'%s' is not the ARN of an IAM user, which CallerArn takes".formatted(text));
  }

  /** Whom no policy names. */
  static Principal.User someone(String partition, String accountId) {
    return new Principal.User(
        "arn:%s:iam::%s:user/%s".formatted(partition, accountId, SESSION), accountId, "");
  }

  /** The principal who asks something of a resource of an account. */
  Principal asking(String accountId, Call call) {
    return principal.orElseGet(
        () ->
            someone(
                call.directory().account(call.accountId()).map(Account::partition).orElse("aws"),
                accountId));
  }
}
