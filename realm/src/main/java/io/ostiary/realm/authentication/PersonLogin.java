package io.ostiary.realm.authentication;

import io.ostiary.policy.request.Arn;
import io.ostiary.policy.request.RequestContext.Values;
import io.ostiary.realm.authentication.FederatedIdentity.RoleChoice;
import io.ostiary.realm.authentication.IdentityStore.Becoming.SameUser;
import io.ostiary.realm.authentication.IdentityStore.Becoming.SomeRole;
import io.ostiary.realm.authentication.LoginOutcome.KnownOutside;
import io.ostiary.realm.authentication.LoginOutcome.Reason;
import io.ostiary.realm.authentication.LoginOutcome.Refused;
import io.ostiary.realm.directory.Account;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.LiveDirectory;
import io.ostiary.realm.directory.User;
import io.ostiary.realm.store.OnceStore;
import java.io.IOException;
import java.text.Normalizer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/**
 * Logs people in whom an identity store knows: as the user of the same name, or into a role that
 * the store's rules offer and whose trust policy admits them. Each attempt is counted before the
 * store is asked. Safe for any number of threads.
 */
public final class PersonLogin implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("ostiary.signin");
  private static final String KEYS = "identity-store:";
  private static final String PURPOSE = "identity store";

  /** As of our own passwords; what the store itself allows comes on top. */
  private static final int MOST_ATTEMPTS = 20;

  private static final Duration ATTEMPTS_COUNT = Duration.ofMinutes(15);

  /** So that a store that hangs holds no more of the server's threads than these. */
  private static final int MOST_AT_ONCE = 16;

  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_PASSWORD = 1024;
  private static final int LONGEST_VALUE = 256;

  private final List<IdentityStore> stores;
  private final String accountId;
  private final LiveDirectory directory;
  private final PasswordLogin users;
  private final OnceStore once;
  private final InstantSource clock;

  /** By store, how many more may ask it right now. */
  private final Map<String, Semaphore> turns;

  /**
   * Logs in by some stores.
   *
   * @param accountId the installation's
   * @throws IllegalArgumentException if two stores have one name, or a rule offers a role of
   *     another account
   */
  public PersonLogin(
      List<IdentityStore> stores,
      String accountId,
      LiveDirectory directory,
      PasswordLogin users,
      OnceStore once,
      InstantSource clock) {
    this.stores = List.copyOf(stores);
    this.accountId = accountId;
    this.directory = directory;
    this.users = users;
    this.once = once;
    this.clock = clock;
    Set<String> names = stores.stream().map(IdentityStore::name).collect(Collectors.toSet());
    if (names.size() < stores.size()) {
      throw new IllegalArgumentException("two identity stores have one name; rename one");
    }
    stores.forEach(this::requireOurRoles);
    this.turns =
        names.stream()
            .collect(
                Collectors.toUnmodifiableMap(name -> name, name -> new Semaphore(MOST_AT_ONCE)));
  }

  private void requireOurRoles(IdentityStore store) {
    if (store.becoming() instanceof SomeRole some) {
      for (IdentityStore.Rule rule : some.rules()) {
        if (!isOurRole(rule.roleArn())) {
          throw new IllegalArgumentException(
              "the identity store `%s` offers `%s`; write the ARN of a role of account %s"
                  .formatted(store.name(), rule.roleArn(), accountId));
        }
      }
    }
  }

  private boolean isOurRole(String arn) {
    try {
      Arn parsed = Arn.parse(arn);
      return parsed.account().equals(accountId) && parsed.resource().startsWith("role/");
    } catch (IllegalArgumentException noArn) {
      return false;
    }
  }

  /** The stores that people may choose from. */
  public List<IdentityStore> stores() {
    return stores;
  }

  /**
   * Logs somebody in.
   *
   * @param storeName the store to ask, and no other
   * @param password wiped when this returns
   * @throws io.ostiary.realm.store.StoreException if attempts cannot be counted; nobody logs in
   */
  public LoginOutcome logIn(String storeName, String name, char[] password) {
    try {
      Optional<IdentityStore> store =
          stores.stream().filter(one -> one.name().equals(storeName)).findFirst();
      // An LDAP server takes a bind without a password for one of nobody, and says yes.
      if (store.isEmpty() || !isSound(name) || password.length == 0) {
        return refused(store.isEmpty() ? Reason.UNKNOWN_STORE : Reason.UNKNOWN_USER);
      }
      String attempts = storeName + '/' + folded(name);
      int attempt = once.attempt(PURPOSE, attempts, clock.instant().plus(ATTEMPTS_COUNT));
      if (attempt > MOST_ATTEMPTS) {
        return refused(Reason.TOO_MANY_ATTEMPTS);
      }
      if (password.length > LONGEST_PASSWORD) {
        return refused(Reason.WRONG_PASSWORD);
      }
      Optional<Person> person = find(store.get(), name, password);
      if (person.isEmpty()) {
        return refused(Reason.WRONG_PASSWORD);
      }
      once.succeeded(PURPOSE, attempts);
      return become(store.get(), person.get());
    } catch (IOException | IllegalArgumentException unusable) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the identity store `%s` is of no use".formatted(storeName),
          unusable);
      return refused(Reason.STORE_UNUSABLE);
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  private Optional<Person> find(IdentityStore store, String name, char[] password)
      throws IOException {
    Semaphore turn = turns.getOrDefault(store.name(), new Semaphore(0));
    if (!turn.tryAcquire()) {
      throw new IOException("it has not answered " + MOST_AT_ONCE + " others yet");
    }
    try {
      return store.people().find(name, password);
    } finally {
      turn.release();
    }
  }

  private static Refused refused(Reason reason) {
    return new Refused(reason, Optional.empty());
  }

  private static boolean isSound(String name) {
    return !name.isBlank()
        && name.length() <= LONGEST_NAME
        && name.codePoints().noneMatch(Character::isISOControl);
  }

  /** Directories take many spellings of a name for one; each has the same attempts. */
  private static String folded(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFKC)
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(c -> !Character.isWhitespace(c) && !Character.isSpaceChar(c))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private LoginOutcome become(IdentityStore store, Person person) {
    Directory snapshot = directory.snapshot();
    Optional<Account> account = snapshot.account(accountId).filter(Account::open);
    if (account.isEmpty()) {
      return refused(Reason.UNKNOWN_USER);
    }
    String arn = store.arn(account.get().partition(), accountId);
    if (store.becoming() instanceof SameUser) {
      Optional<User> user =
          snapshot.user(accountId, person.name()).filter(it -> it.name().equals(person.name()));
      return user.isEmpty() ? refused(Reason.NO_USER) : users.vouchedFor(user.get(), arn);
    }
    Set<RoleChoice> roles =
        ((SomeRole) store.becoming())
            .rules().stream()
                .filter(rule -> rule.isFor(person))
                .map(rule -> new RoleChoice(rule.roleArn(), arn))
                .collect(Collectors.toSet());
    return roles.isEmpty()
        ? refused(Reason.NO_ROLE)
        : new KnownOutside(identity(store, person, arn, roles));
  }

  private FederatedIdentity identity(
      IdentityStore store, Person person, String arn, Set<RoleChoice> roles) {
    Map<String, Values> keys = new HashMap<>();
    keys.put(KEYS + "sub", new Values(List.of(person.name()), false));
    if (!person.groups().isEmpty()) {
      keys.put(KEYS + "groups", new Values(List.copyOf(person.groups()), true));
    }
    person
        .attributes()
        .forEach(
            (name, values) ->
                keys.put(
                    KEYS + "attribute/" + name,
                    new Values(values.stream().map(PersonLogin::shortEnough).toList(), true)));
    return new FederatedIdentity(
        FederatedIdentity.Source.IDENTITY_STORE,
        arn,
        accountId,
        store.name(),
        person.name(),
        arn,
        keys,
        Map.of(),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        roles,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        store.name() + '/' + person.name(),
        Optional.empty());
  }

  /** Cut, it could be another's. */
  private static String shortEnough(String value) {
    if (value.length() > LONGEST_VALUE) {
      throw new IllegalArgumentException("an attribute has more than 256 characters");
    }
    return value;
  }

  @Override
  public void close() {
    stores.forEach(store -> store.people().close());
  }
}
