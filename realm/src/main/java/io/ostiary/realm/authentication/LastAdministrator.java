package io.ostiary.realm.authentication;

import io.ostiary.policy.decision.Authorizer;
import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.document.PolicySyntaxException;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.Resource;
import io.ostiary.realm.directory.Account;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.DirectoryException;
import io.ostiary.realm.directory.DirectoryException.Code;
import io.ostiary.realm.directory.Identity;
import io.ostiary.realm.directory.OrganizationPlace;
import io.ostiary.realm.directory.Role;
import io.ostiary.realm.directory.Safeguard;
import io.ostiary.realm.directory.User;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Keeps somebody able to administer each account whose root user is disabled. An administrator is
 * whoever can come in and may then make another one from nothing: create a user at path {@code /},
 * give it a policy, and give it an access key. Whoever may do that can mend all else. It is a user
 * with an active access key or a password, or a role that such a user, or somebody whom an identity
 * provider vouches for, can assume in one step.
 *
 * <p>The engine decides it, under the very policies that bear on their own requests, the
 * organisation's caps included, over a connection with TLS. A second factor counts where the user
 * has a device. Whom an account's administration depends on in any other circumstance, such as an
 * address, does not count.
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

  /**
   * Who administers an account.
   *
   * @param id a user's or role's unique id
   * @param assumer the id of a user who can assume the role; empty for a provider
   */
  private record Administrator(String id, Optional<String> assumer) {}

  /** By account, who was found last; nearly always it is still right. */
  private final Map<String, Administrator> known = new HashMap<>();

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
      Optional<Identity> last = find(earlier.get(), before);
      if (last.isPresent()) {
        throw refused(account, "%s is the last who can".formatted(last.get().arn()));
      }
    } else {
      throw refused(account, "nobody of it can");
    }
  }

  private static DirectoryException refused(Account account, String who) {
    return new DirectoryException(
        Code.DELETE_CONFLICT,
        ("Cannot leave account %s without anybody who can administer it while its root user is"
                + " disabled: %s (with an active access key or a password, or as a role that can be"
                + " assumed; and with iam:CreateUser, iam:PutUserPolicy or iam:AttachUserPolicy, and"
                + " iam:CreateAccessKey on every user). Enable the root user, or make another"
                + " administrator, first.")
            .formatted(account.id(), who));
  }

  private Optional<Identity> find(Account account, Directory directory) {
    Search search = new Search(account, directory, clock.instant());
    Optional<Administrator> found =
        Optional.ofNullable(known.get(account.id()))
            .filter(search::stillAdministers)
            .or(search::user)
            .or(search::role);
    found.ifPresent(administrator -> known.put(account.id(), administrator));
    return found.flatMap(administrator -> identity(administrator.id, directory));
  }

  private static Optional<Identity> identity(String id, Directory directory) {
    return directory.userById(id).<Identity>map(user -> user).or(() -> directory.roleById(id));
  }

  /** The search for an administrator of one account in one state of the directory. */
  private record Search(
      Account account,
      Directory directory,
      Entrances entrances,
      Assumability assumability,
      Instant now) {

    Search(Account account, Directory directory, Instant now) {
      this(
          account, directory, new Entrances(directory, now), new Assumability(directory, now), now);
    }

    Optional<Administrator> user() {
      return directory.users(account.id()).stream()
          .filter(this::administers)
          .map(user -> new Administrator(user.id(), Optional.empty()))
          .findFirst();
    }

    Optional<Administrator> role() {
      return directory.roles(account.id()).stream()
          .filter(role -> !role.serviceLinked())
          .filter(this::administers)
          .flatMap(role -> assumer(role).stream())
          .findFirst();
    }

    private Optional<Administrator> assumer(Role role) {
      if (assumability.byProvider(role)) {
        return Optional.of(new Administrator(role.id(), Optional.empty()));
      }
      return directory.accounts().stream()
          .flatMap(any -> directory.users(any.id()).stream())
          .filter(user -> assumes(user, role))
          .map(user -> new Administrator(role.id(), Optional.of(user.id())))
          .findFirst();
    }

    boolean stillAdministers(Administrator administrator) {
      Optional<User> user = directory.userById(administrator.id);
      if (user.isPresent()) {
        return administers(user.get());
      }
      Optional<Role> role = directory.roleById(administrator.id).filter(this::administers);
      return role.isPresent()
          && (administrator.assumer.isEmpty()
              ? assumability.byProvider(role.get())
              : directory
                  .userById(administrator.assumer.get())
                  .filter(known -> assumes(known, role.get()))
                  .isPresent());
    }

    private boolean assumes(User user, Role role) {
      return readably(
          () -> entrances.of(user).stream().anyMatch(caller -> assumability.by(caller, role)));
    }

    private boolean administers(User user) {
      return readably(() -> entrances.of(user).stream().anyMatch(this::administers));
    }

    private boolean administers(Role role) {
      return readably(() -> administers(entrances.of(role)));
    }

    /** Whomever an unreadable policy applies to is allowed nothing; others are looked at. */
    private static boolean readably(BooleanSupplier question) {
      try {
        return question.getAsBoolean();
      } catch (PolicySyntaxException unreadable) {
        return false;
      }
    }

    private boolean administers(AuthenticatedPrincipal principal) {
      return principal.session().map(session -> session.mayCall("iam")).orElse(true)
          && NEEDED.stream()
              .allMatch(either -> either.stream().anyMatch(action -> allows(principal, action)));
    }

    private boolean allows(AuthenticatedPrincipal principal, Action action) {
      String iam = "arn:" + account.partition() + ":iam::" + account.id();
      RequestContext.Builder context = Circumstances.at(now, account.id());
      principal.context().forEach(context::put);
      context.one("iam:PolicyARN", "arn:" + account.partition() + ANY_POLICY);
      AuthorizationRequest question =
          new AuthorizationRequest(
              principal.principal(),
              action,
              Resource.of(iam + ANY_USER, account.id()),
              context.build());
      OrganizationPlace place = directory.organizationPlace(account.id());
      return Authorizer.decide(
              question, principal.policies().withResource(PolicySet.EMPTY, place.resourceControl()))
          instanceof Decision.Allowed;
    }
  }
}
