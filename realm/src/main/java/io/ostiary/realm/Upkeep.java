package io.ostiary.realm;

import io.ostiary.realm.credential.AccessKeySecrets;
import io.ostiary.realm.credential.MasterKey;
import io.ostiary.realm.directory.Account;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.DirectoryException;
import io.ostiary.realm.directory.ResealSecrets;
import io.ostiary.realm.directory.RotateSessionKeys;
import io.ostiary.realm.directory.StoredDirectory;
import io.ostiary.realm.directory.WebIdentityKeys;
import io.ostiary.realm.session.WebIdentityTokens;
import io.ostiary.realm.store.DirectoryStore;
import io.ostiary.realm.store.LostRevisionException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What an open realm does by itself, in a thread of its own: it takes in what other nodes write, as
 * soon as it hears of it and at least every second, seals the secrets under a new master key when
 * there is one, makes keys for tokens, and remembers how far it has seen.
 */
final class Upkeep implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("ostiary.store");
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final DirectoryStore store;
  private final StoredDirectory directory;
  private final Optional<SeenRevision> seen;
  private final MasterKey masterKey;
  private final WebIdentityTokens tokens;
  private final InstantSource clock;
  private final Thread thread;
  private volatile boolean closed;
  private boolean failing;

  /** Secrets may be sealed under an older key until it was found that none is. */
  private boolean resealing = true;

  private String lastKeyProblem = "";

  private Upkeep(
      DirectoryStore store,
      StoredDirectory directory,
      Optional<SeenRevision> seen,
      AccessKeySecrets secrets,
      InstantSource clock) {
    this.store = store;
    this.directory = directory;
    this.seen = seen;
    this.masterKey = secrets.masterKey();
    this.tokens = new WebIdentityTokens(directory, secrets.webIdentity(), clock);
    this.clock = clock;
    this.thread = new Thread(this::run, "ostiary-upkeep");
    thread.setDaemon(true);
  }

  static Upkeep start(
      DirectoryStore store,
      StoredDirectory directory,
      Optional<SeenRevision> seen,
      AccessKeySecrets secrets,
      InstantSource clock) {
    Upkeep upkeep = new Upkeep(store, directory, seen, secrets, clock);
    upkeep.thread.start();
    Thread reading = new Thread(upkeep::readPolicies, "ostiary-policies");
    reading.setDaemon(true);
    reading.start();
    return upkeep;
  }

  private void readPolicies() {
    for (String problem : directory.unreadablePolicies()) {
      LOG.log(Level.ERROR, problem + "; whomever it applies to is allowed nothing");
    }
  }

  private void run() {
    while (!closed) {
      catchUp();
      rotate();
      rotateTokenKeys();
      remember();
      try {
        if (!store.awaitNews(EVERY)) {
          directory.doubt();
        }
      } catch (InterruptedException closing) {
        return;
      }
    }
  }

  private void catchUp() {
    if (!store.shared()) {
      return;
    }
    try {
      directory.catchUp();
      if (failing) {
        failing = false;
        LOG.log(Level.INFO, "the directory's store answers again");
      }
    } catch (Exception | LinkageError | OutOfMemoryError | StackOverflowError e) {
      if (!failing && !closed) {
        failing = true;
        LOG.log(
            e instanceof LostRevisionException ? Level.ERROR : Level.WARNING,
            "other nodes' changes do not arrive; decisions go on from the last state for a while,"
                + " writes fail: "
                + e.getMessage());
        LOG.log(Level.DEBUG, "why", e);
      }
    }
  }

  /** Takes in new master keys, and seals everything under the newest. */
  private void rotate() {
    try {
      Optional<MasterKey> changed = masterKey.changed();
      if (changed.isPresent()) {
        directory.requireSecretsThatOpen(changed.get());
        masterKey.adopt(changed.get());
        resealing = true;
      }
      lastKeyProblem = "";
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      String problem = String.valueOf(e.getMessage());
      if (!problem.equals(lastKeyProblem)) {
        lastKeyProblem = problem;
        LOG.log(Level.WARNING, "the master keys stay as they were: " + problem);
      }
    }
    if (resealing && !failing) {
      reseal();
    }
  }

  private void reseal() {
    try {
      int resealed = directory.execute(new ResealSecrets());
      resealing = false;
      if (resealed > 0) {
        LOG.log(
            Level.INFO,
            resealed
                + " secrets are now sealed under the first key of "
                + masterKey
                + "; once every node says so or starts with it, the others may be removed");
      }
    } catch (DirectoryException e) {
      // The store is away: the next time, then. One that takes no writes holds no secrets.
      resealing = e.code() != DirectoryException.Code.UNMODIFIABLE_ENTITY;
    } catch (IllegalStateException e) {
      resealing = false;
      LOG.log(Level.ERROR, "the secrets could not be sealed under the new master key", e);
    }
  }

  /** Makes the next keys of session tokens and web identity tokens in time. */
  private void rotateTokenKeys() {
    if (failing || seen.isEmpty()) {
      return; // or the directory is in files, which take no keys
    }
    try {
      if (directory.snapshot().sessionKeys().isRotationDue(clock.instant())) {
        boolean unused = directory.execute(new RotateSessionKeys());
      }
      rotateWebIdentityKeys();
    } catch (DirectoryException e) {
      LOG.log(Level.DEBUG, "no key for tokens was made; it will be tried again", e);
    }
  }

  private void rotateWebIdentityKeys() {
    Directory snapshot = directory.snapshot();
    for (Account account : snapshot.accounts()) {
      if (snapshot.preferences(account.id()).outboundFederation()
          && snapshot.webIdentityKeys(account.id()).isRotationDue(clock.instant())) {
        WebIdentityKeys unused = tokens.rotate(account.id());
      }
    }
  }

  private void remember() {
    try {
      if (seen.isPresent()) {
        seen.get().remember(directory.revision());
      }
    } catch (IOException e) {
      if (closed) {
        return; // interrupted; it is no more than a precaution
      }
      LOG.log(Level.WARNING, "how far the directory was seen could not be written down", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(5).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    remember();
  }
}
