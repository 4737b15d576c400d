package io.ostiary.realm.authentication;

import io.ostiary.policy.decision.Authorizer;
import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.Resource;
import io.ostiary.realm.directory.AccessKey;
import io.ostiary.realm.directory.Account;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.DirectoryException;
import io.ostiary.realm.directory.DirectoryException.Code;
import io.ostiary.realm.directory.OrganizationPlace;
import io.ostiary.realm.directory.Safeguard;
import io.ostiary.realm.directory.User;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps somebody able to administer each account whose root user is disabled. An administrator is a
 * user with an active credential who may make another one from nothing: create a user at path
 * {@code /}, give it a policy, and give it an access key. Whoever may do that can mend all else.
 *
 * <p>The engine decides it, under the very policies that bear on the user's own requests, the
 * organisation's caps included, over a connection with TLS and without a second factor. Whom an
 * account's administration depends on in any other circumstance, such as an address, does not
 * count; neither does a role, since who may assume it hangs on others.
 */
public final class LastAdministrator implements Safeguard {
  /** Each group of actions must be allowed by one at least. */
  private static final List<List<Action>> NEEDED =
      List.of(
          List.of(Action.parse("iam:CreateUser")),
          List.of(Action.parse("iam:PutUserPolicy"), Action.parse("iam:AttachUserPolicy")),
          List.of(Action.parse("iam:CreateAccessKey")));

  /** A user whom no policy has a reason to name, so that only what holds for any user counts. */
  private static final String ANY_USER = ":user/lock-out-safeguard";

  private static final String ANY_POLICY = ":iam::aws:policy/AdministratorAccess";

  private final InstantSource clock;

  /** By account, the id of the user who was found last; nearly always it is still right. */
  private final Map<String, String> known = new HashMap<>();

  public LastAdministrator(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void check(Directory before, Directory after) {
    for (Account account : after.accounts()) {
      if (needsOne(account) && find(account, after).isEmpty()) {
        refuseToLose(account, before);
      }
    }
  }

  private static boolean needsOne(Account account) {
    return account.open() && !account.rootEnabled();
  }

  /** Refuses, unless nobody was there before either: then this change is not what broke it. */
  private void refuseToLose(Account account, Directory before) {
    Optional<Account> earlier = before.account(account.id());
    if (earlier.isPresent() && needsOne(earlier.get())) {
      Optional<User> last = find(earlier.get(), before);
      if (last.isPresent()) {
        throw refused(account, "%s is the last who can".formatted(last.get().arn()));
      }
    } else {
      throw refused(account, "no user of it can");
    }
  }

  private static DirectoryException refused(Account account, String who) {
    return new DirectoryException(
        Code.DELETE_CONFLICT,
        ("Cannot leave account %s without anybody who can administer it while its root user is"
                + " disabled: %s (with an active access key, iam:CreateUser, iam:PutUserPolicy or"
                + " iam:AttachUserPolicy, and iam:CreateAccessKey on every user). Enable the root"
                + " user, or make another administrator, first.")
            .formatted(account.id(), who));
  }

  private Optional<User> find(Account account, Directory directory) {
    Optional<User> lastTime =
        Optional.ofNullable(known.get(account.id()))
            .flatMap(directory::userById)
            .filter(user -> administers(user, account, directory));
    if (lastTime.isPresent()) {
      return lastTime;
    }
    Optional<User> found =
        directory.users(account.id()).stream()
            .filter(user -> administers(user, account, directory))
            .findFirst();
    found.ifPresent(user -> known.put(account.id(), user.id()));
    return found;
  }

  private boolean administers(User user, Account account, Directory directory) {
    if (!hasCredential(user, directory)) {
      return false;
    }
    AuthenticatedPrincipal principal = DirectoryPrincipals.user(user, Optional.empty(), directory);
    return NEEDED.stream()
        .allMatch(either -> either.stream().anyMatch(action -> allows(principal, action, account)));
  }

  private static boolean hasCredential(User user, Directory directory) {
    return directory.accessKeys(user).stream().anyMatch(AccessKey::active);
  }

  private boolean allows(AuthenticatedPrincipal principal, Action action, Account account) {
    String iam = "arn:" + account.partition() + ":iam::" + account.id();
    OrganizationPlace place = principal.directory().organizationPlace(account.id());
    Instant now = clock.instant();
    RequestContext.Builder context = RequestContext.builder();
    principal.context().forEach(context::put);
    context
        .one("aws:SecureTransport", "true")
        .one("aws:CurrentTime", now.toString())
        .one("aws:EpochTime", Long.toString(now.getEpochSecond()))
        .one("aws:ResourceAccount", account.id())
        .one("iam:PolicyARN", "arn:" + account.partition() + ANY_POLICY);
    Decision decision =
        Authorizer.decide(
            new AuthorizationRequest(
                principal.principal(),
                action,
                Resource.of(iam + ANY_USER, account.id()),
                context.build()),
            principal.policies().withResource(PolicySet.EMPTY, place.resourceControl()));
    return decision instanceof Decision.Allowed;
  }
}
