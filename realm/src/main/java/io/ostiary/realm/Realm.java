package io.ostiary.realm;

import io.ostiary.realm.authentication.Authenticator;
import io.ostiary.realm.authentication.BearerSessions;
import io.ostiary.realm.authentication.DirectoryAuthenticator;
import io.ostiary.realm.authentication.LastAdministrator;
import io.ostiary.realm.authentication.MfaCodes;
import io.ostiary.realm.authentication.PasswordLogin;
import io.ostiary.realm.authentication.TokenVerifier;
import io.ostiary.realm.credential.AccessKeySecrets;
import io.ostiary.realm.credential.MasterKey;
import io.ostiary.realm.credential.Tickets;
import io.ostiary.realm.directory.Account;
import io.ostiary.realm.directory.AccountResourcePolicies;
import io.ostiary.realm.directory.CanonicalIds;
import io.ostiary.realm.directory.DirectoryException;
import io.ostiary.realm.directory.DirectoryFiles;
import io.ostiary.realm.directory.LiveCanonicalIds;
import io.ostiary.realm.directory.LiveDirectory;
import io.ostiary.realm.directory.ResourcePolicies;
import io.ostiary.realm.directory.RotateSessionKeys;
import io.ostiary.realm.directory.StoredDirectory;
import io.ostiary.realm.session.AuthorizationMessages;
import io.ostiary.realm.session.BearerRoles;
import io.ostiary.realm.session.RoleAssumption;
import io.ostiary.realm.session.ServiceRoles;
import io.ostiary.realm.session.Sessions;
import io.ostiary.realm.session.UserSessions;
import io.ostiary.realm.session.WebIdentityTokens;
import io.ostiary.realm.store.DirectoryStore;
import io.ostiary.realm.store.EmbeddedStore;
import io.ostiary.realm.store.FileStore;
import io.ostiary.realm.store.OnceStore;
import io.ostiary.realm.store.PostgresStore;
import io.ostiary.realm.store.PrivateFile;
import io.ostiary.realm.store.RealmStore;
import io.ostiary.realm.store.Revision;
import io.ostiary.realm.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An open realm: the directory of one installation, and what authenticates against it. Safe for any
 * number of threads; one at a time may have a data directory open.
 */
public final class Realm implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("ostiary.realm");

  private final RealmStore store;
  private final Upkeep upkeep;
  private final LiveDirectory directory;
  private final AccessKeySecrets secrets;
  private final PasswordLogin passwordLogin;
  private final MfaCodes mfaCodes;
  private final Tickets tickets;
  private final OnceStore once;
  private final InstantSource clock;
  private final Sessions sessions;
  private final AuthorizationMessages messages;
  private final WebIdentityTokens webIdentityTokens;
  private final String accountId;
  private final boolean firstStart;

  private Realm(
      RealmStore store,
      Upkeep upkeep,
      LiveDirectory directory,
      AccessKeySecrets secrets,
      PasswordLogin passwordLogin,
      MfaCodes mfaCodes,
      Tickets tickets,
      OnceStore once,
      InstantSource clock,
      Sessions sessions,
      AuthorizationMessages messages,
      WebIdentityTokens webIdentityTokens,
      String accountId,
      boolean firstStart) {
    this.store = store;
    this.upkeep = upkeep;
    this.directory = directory;
    this.secrets = secrets;
    this.passwordLogin = passwordLogin;
    this.mfaCodes = mfaCodes;
    this.tickets = tickets;
    this.once = once;
    this.clock = clock;
    this.sessions = sessions;
    this.messages = messages;
    this.webIdentityTokens = webIdentityTokens;
    this.accountId = accountId;
    this.firstStart = firstStart;
  }

  /**
   * Opens the realm of a data directory, making it on first start.
   *
   * @throws StoreException if the data directory is in use or cannot be used, the database does not
   *     open, or it was restored from an older backup
   * @throws IllegalArgumentException if a setting contradicts what is stored, or is malformed
   * @throws IllegalStateException if the store holds what cannot be read
   */
  public static Realm open(RealmSettings settings, InstantSource clock, SecureRandom random) {
    FirstStart.check(settings);
    RealmStore store = openStore(settings);
    boolean open = false;
    try {
      Realm realm = open(settings, store, clock, random);
      open = true;
      return realm;
    } finally {
      if (!open) {
        store.close();
      }
    }
  }

  private static RealmStore openStore(RealmSettings settings) {
    if (settings.database().isEmpty()) {
      return EmbeddedStore.open(settings.dataDirectory());
    }
    try {
      PrivateFile.createDirectory(settings.dataDirectory());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the data directory `%s` cannot be made".formatted(settings.dataDirectory()), e);
    }
    return PostgresStore.open(settings.database().get());
  }

  private static Realm open(
      RealmSettings settings, RealmStore store, InstantSource clock, SecureRandom random) {
    Optional<Path> files = settings.directoryFiles();
    return files.isPresent()
        ? overFiles(files.get(), settings, store, clock, random)
        : overDatabase(settings, store, clock, random);
  }

  /** The directory is what the files say; the database keeps only what may happen once. */
  private static Realm overFiles(
      Path folder,
      RealmSettings settings,
      RealmStore store,
      InstantSource clock,
      SecureRandom random) {
    if (settings.recoveredRootUser().isPresent()) {
      throw new IllegalArgumentException(
          "the directory is kept in files; give the root user an access key in `%s`"
              .formatted(folder.resolve("account.json")));
    }
    MasterKey masterKey = MasterKey.ephemeral(random);
    AccessKeySecrets secrets = new AccessKeySecrets(masterKey, random);
    DirectoryStore files =
        FileStore.open(
            folder,
            new DirectoryFiles(
                settings.quotas(),
                secrets,
                folder,
                name -> Optional.ofNullable(System.getenv(name))));
    StoredDirectory directory =
        directory(settings, files, files.changesSince(Revision.NONE), secrets, clock, random);
    return open(
        settings,
        store,
        directory,
        () -> Upkeep.start(files, directory, Optional.empty(), secrets, clock),
        secrets,
        clock,
        false);
  }

  private static Realm overDatabase(
      RealmSettings settings, RealmStore store, InstantSource clock, SecureRandom random) {
    SeenRevision seen = new SeenRevision(settings.dataDirectory());
    seen.check(store);
    DirectoryStore.Changes stored = store.changesSince(Revision.NONE);
    boolean empty = stored.changes().isEmpty();
    MasterKey masterKey = new MasterKeyFile(settings).open(empty, random);
    AccessKeySecrets secrets = new AccessKeySecrets(masterKey, random);
    StoredDirectory made = directory(settings, store, stored, secrets, clock, random);
    boolean firstStart = empty && new FirstStart(settings, secrets, random).carryOut(made);
    // Where another node was first, what it sealed must open here too.
    StoredDirectory directory =
        empty && !firstStart
            ? directory(settings, store, store.changesSince(Revision.NONE), secrets, clock, random)
            : made;
    if (settings.recoveredRootUser().isPresent()) {
      String id = settings.recoveredRootUser().get();
      new RootRecovery(settings.dataDirectory(), secrets, id).carryOut(directory);
    }
    return open(
        settings,
        store,
        directory,
        () -> Upkeep.start(store, directory, Optional.of(seen), secrets, clock),
        secrets,
        clock,
        firstStart);
  }

  private static Realm open(
      RealmSettings settings,
      RealmStore store,
      StoredDirectory directory,
      Supplier<Upkeep> upkeep,
      AccessKeySecrets secrets,
      InstantSource clock,
      boolean firstStart) {
    Account account = installation(directory);
    requireAsConfigured(settings, account);
    OnceStore once = store.once(clock);
    MfaCodes codes = new MfaCodes(directory, secrets, once, clock);
    makeSessionKey(directory, clock);
    String issuer = account.partition() + ':' + account.id();
    boolean inFiles = settings.directoryFiles().isPresent();
    Sessions sessions = new Sessions(directory, secrets.sessions(), issuer, clock, inFiles);
    return new Realm(
        store,
        upkeep.get(),
        directory,
        secrets,
        new PasswordLogin(directory, secrets.passwords(), codes, secrets.tickets(), once, clock),
        codes,
        secrets.tickets(),
        once,
        clock,
        sessions,
        new AuthorizationMessages(directory, secrets.sessions(), issuer, clock),
        new WebIdentityTokens(directory, secrets.webIdentity(), clock),
        account.id(),
        firstStart);
  }

  private static StoredDirectory directory(
      RealmSettings settings,
      DirectoryStore store,
      DirectoryStore.Changes stored,
      AccessKeySecrets secrets,
      InstantSource clock,
      SecureRandom random) {
    return StoredDirectory.of(
        store,
        stored,
        settings.quotas(),
        secrets,
        clock,
        random,
        settings.stalenessLimit(),
        new LastAdministrator(clock));
  }

  /** So that sessions can be had from the first request on. */
  private static void makeSessionKey(StoredDirectory directory, InstantSource clock) {
    if (!directory.snapshot().sessionKeys().isRotationDue(clock.instant())) {
      return;
    }
    try {
      boolean unused = directory.execute(new RotateSessionKeys());
    } catch (DirectoryException e) {
      // A store that takes no writes has sessions of others at most; one that is away, later ones.
      LOG.log(System.Logger.Level.DEBUG, "no key for session tokens was made", e);
    }
  }

  /** The account that the first start made. */
  private static Account installation(LiveDirectory directory) {
    return directory.snapshot().accounts().stream()
        .filter(Account::first)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "the directory holds no account; restore a backup of the data directory"));
  }

  private static void requireAsConfigured(RealmSettings settings, Account account) {
    Optional<String> other = settings.accountId().filter(id -> !id.equals(account.id()));
    if (other.isPresent()) {
      throw new IllegalArgumentException(
          ("account id %s is configured, but the directory in `%s` is account %s's; configure that"
                  + " one or none, or choose another data directory")
              .formatted(other.get(), settings.dataDirectory(), account.id()));
    }
    if (!settings.partition().equals(account.partition())) {
      throw new IllegalArgumentException(
          "partition `%s` is configured, but the directory in `%s` is of partition `%s`"
              .formatted(settings.partition(), settings.dataDirectory(), account.partition()));
    }
  }

  public LiveDirectory directory() {
    return directory;
  }

  /** Authenticates whoever has credentials of this realm. */
  public Authenticator authenticator() {
    return authenticator(BearerSessions.NONE);
  }

  /** The same, and whoever has a token of an outside issuer. */
  public Authenticator authenticator(TokenVerifier verifier) {
    return authenticator(new BearerRoles(verifier, roleAssumption()));
  }

  private Authenticator authenticator(BearerSessions bearers) {
    return new DirectoryAuthenticator(directory, secrets, sessions, bearers, once, clock);
  }

  /** Logs users in by name and password. */
  public PasswordLogin passwordLogin() {
    return passwordLogin;
  }

  /** Checks the codes of MFA devices. */
  public MfaCodes mfaCodes() {
    return mfaCodes;
  }

  /** What browsers carry from one page to the next, and nobody can make up. */
  public Tickets tickets() {
    return tickets;
  }

  /** Temporary credentials: made, and ended before their time. */
  public Sessions sessions() {
    return sessions;
  }

  /** Decides who becomes a role. */
  public RoleAssumption roleAssumption() {
    return new RoleAssumption(sessions, mfaCodes);
  }

  /** Roles for the services that the application consists of. */
  public ServiceRoles serviceRoles() {
    return new ServiceRoles(directory, roleAssumption());
  }

  /** Seals what denials are due to, for administrators to have opened. */
  public AuthorizationMessages authorizationMessages() {
    return messages;
  }

  /** Makes credentials that end out of a user's that do not. */
  public UserSessions userSessions() {
    return new UserSessions(sessions, mfaCodes);
  }

  /** Vouches for callers elsewhere. */
  public WebIdentityTokens webIdentityTokens() {
    return webIdentityTokens;
  }

  /** What happens with every login: what was used once, how often it was tried, when last used. */
  public OnceStore once() {
    return once;
  }

  /** What tells the time here. */
  public InstantSource clock() {
    return clock;
  }

  /** The resource policies of the installation's account. */
  public ResourcePolicies resourcePolicies() {
    return new AccountResourcePolicies(directory, accountId);
  }

  /** The canonical user ids of the accounts that there are at any time. */
  public CanonicalIds canonicalIds() {
    return new LiveCanonicalIds(directory, accountId);
  }

  /** The installation's account, twelve digits. */
  public String accountId() {
    return accountId;
  }

  /** Whether opening it made it. */
  public boolean firstStart() {
    return firstStart;
  }

  @Override
  public void close() {
    upkeep.close();
    store.close();
  }
}
