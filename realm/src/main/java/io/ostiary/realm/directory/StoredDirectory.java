package io.ostiary.realm.directory;

import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicySyntaxException;
import io.ostiary.realm.credential.AccessKeySecrets;
import io.ostiary.realm.credential.MasterKey;
import io.ostiary.realm.credential.SealedSecret;
import io.ostiary.realm.directory.DirectoryException.Code;
import io.ostiary.realm.store.Change;
import io.ostiary.realm.store.DirectoryStore;
import io.ostiary.realm.store.ReadOnlyStoreException;
import io.ostiary.realm.store.Revision;
import io.ostiary.realm.store.StaleRevisionException;
import io.ostiary.realm.store.StoreException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The live directory over a store. Writers take turns; readers never wait. Does not close the
 * store.
 */
public final class StoredDirectory implements LiveDirectory {
  /** How often other nodes may get in between before a command gives up. */
  private static final int ATTEMPTS = 100;

  /** From here on a command waits at random between attempts, so that it meets fewer others. */
  private static final int PATIENT_ATTEMPTS = 3;

  private static final long LONGEST_WAIT_MILLIS = 20;

  private final DirectoryStore store;
  private final Quotas quotas;
  private final AccessKeySecrets secrets;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Safeguard safeguard;
  private final CompiledPolicies compiled = new CompiledPolicies();
  private final ReentrantLock writing = new ReentrantLock(true);
  private volatile DirectorySnapshot snapshot;

  /** Null where nobody else can change the store. */
  private final @Nullable Freshness freshness;

  /** Whether the outcome of the last commit is unknown; only the writer looks. */
  private boolean uncertain;

  private StoredDirectory(
      DirectoryStore store,
      DirectoryStore.Changes all,
      Quotas quotas,
      AccessKeySecrets secrets,
      InstantSource clock,
      SecureRandom random,
      Duration stalenessLimit,
      Safeguard safeguard) {
    this.store = store;
    this.quotas = quotas;
    this.secrets = secrets;
    this.clock = clock;
    this.random = random;
    this.freshness = store.shared() ? new Freshness(clock, stalenessLimit) : null;
    this.safeguard = safeguard;
    this.snapshot =
        new DirectorySnapshot(all.revision(), EntityTable.of(puts(all.changes())), compiled);
  }

  /** Of everything that a store holds nothing was removed. */
  private static List<Change.Put> puts(List<Change> all) {
    return all.stream().map(Change.Put.class::cast).toList();
  }

  /**
   * Makes the directory of everything that the store holds.
   *
   * @param all {@code changesSince(Revision.NONE)}
   * @param stalenessLimit how long decisions go on from the last snapshot while a store that others
   *     may change does not answer
   * @param safeguard looks at each change before it is stored
   * @throws IllegalStateException if it holds what this version cannot read, or secrets that do not
   *     open under the master key
   */
  public static StoredDirectory of(
      DirectoryStore store,
      DirectoryStore.Changes all,
      Quotas quotas,
      AccessKeySecrets secrets,
      InstantSource clock,
      SecureRandom random,
      Duration stalenessLimit,
      Safeguard safeguard) {
    StoredDirectory directory =
        new StoredDirectory(store, all, quotas, secrets, clock, random, stalenessLimit, safeguard);
    directory.requireSecretsThatOpen(secrets.masterKey());
    return directory;
  }

  /**
   * Refuses master keys that do not open every secret.
   *
   * @throws IllegalStateException naming the first that they do not
   */
  public void requireSecretsThatOpen(MasterKey masterKey) {
    snapshot
        .table()
        .forEach(
            new EntityTable.Visitor() {
              @Override
              public <T> void visit(Kind<T> kind, T entity) {
                T unused =
                    kind.mapSecrets(
                        entity,
                        (context, secret) -> {
                          if (!masterKey.opens(secret)) {
                            throw sealedElsewhere(kind.tag(), kind.id(entity), secret, masterKey);
                          }
                          return secret;
                        });
              }
            });
  }

  private static IllegalStateException sealedElsewhere(
      String kind, String id, SealedSecret secret, MasterKey masterKey) {
    return new IllegalStateException(
        ("the secret of %s %s was sealed under another master key, %s, than those at hand, %s; put"
                + " that key back into the file, below the newest")
            .formatted(kind, id, secret.keyFingerprint(), masterKey));
  }

  @Override
  public Duration age() {
    return freshness == null ? Duration.ZERO : freshness.age();
  }

  @Override
  public Quotas quotas() {
    return quotas;
  }

  /**
   * Reads every policy that is read by and by since a start would wait for it, and tells why one or
   * another cannot be. Whomever such a policy applies to is allowed nothing.
   */
  public List<String> unreadablePolicies() {
    List<String> problems = new ArrayList<>();
    snapshot
        .table()
        .forEach(
            new EntityTable.Visitor() {
              @Override
              public <T> void visit(Kind<T> kind, T entity) {
                try {
                  kind.deferred(entity).ifPresent(Policy::statements);
                } catch (PolicySyntaxException e) {
                  problems.add(Row.broken(kind.tag(), kind.id(entity), Row.malformed(e)));
                }
              }
            });
    return problems;
  }

  @Override
  public Directory snapshot() {
    if (freshness != null && freshness.isOver()) {
      throw new DirectoryException(
          Code.SERVICE_UNAVAILABLE,
          "The directory's store has not answered for %s; nothing is decided on what may be outdated."
              .formatted(freshness.limit()));
    }
    return snapshot;
  }

  /** The state of the store that the snapshot is. */
  public Revision revision() {
    return snapshot.at();
  }

  /** Says that the store may be out of reach, until it is found not to be. */
  public void doubt() {
    if (freshness != null) {
      freshness.uncertain();
    }
  }

  /**
   * Takes in what other nodes wrote.
   *
   * @throws StoreException if the store does not answer, or went back
   * @throws IllegalStateException if it holds what this version cannot read
   */
  public void catchUp() {
    writing.lock();
    try {
      boolean unused = refresh();
    } catch (RuntimeException e) {
      doubt();
      throw e;
    } finally {
      writing.unlock();
    }
  }

  @Override
  public <R> R execute(DirectoryCommand<R> command) {
    PasswordWork passwords = new PasswordWork(secrets);
    if (command.dear()) {
      rehearse(command, passwords);
    }
    writing.lock();
    try {
      return write(command, passwords);
    } catch (ReadOnlyStoreException e) {
      throw new DirectoryException(Code.UNMODIFIABLE_ENTITY, String.valueOf(e.getMessage()), e);
    } catch (StoreException e) {
      uncertain = true;
      doubt();
      throw new DirectoryException(
          Code.SERVICE_FAILURE,
          "The directory's store failed. The change may or may not have been made: read it back"
              + " before you try again.",
          e);
    } finally {
      writing.unlock();
    }
  }

  /** Does the dear part of a command, as far as it is the same when its turn comes. */
  private <R> void rehearse(DirectoryCommand<R> command, PasswordWork passwords) {
    try {
      R unused = command.carryOut(draft(snapshot, passwords));
    } catch (DirectoryException refused) {
      // Whether it is refused is decided when its turn comes.
    }
  }

  private DirectoryDraft draft(DirectorySnapshot base, PasswordWork passwords) {
    return new DirectoryDraft(base, quotas, secrets, clock.instant(), random, passwords);
  }

  private <R> R write(DirectoryCommand<R> command, PasswordWork passwords) {
    if (uncertain) {
      refresh();
    }
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      DirectorySnapshot base = snapshot;
      DirectoryDraft draft = draft(base, passwords);
      try {
        R result = command.carryOut(draft);
        if (!draft.changes().isEmpty()) {
          safeguard.check(base, new DirectorySnapshot(base.at(), draft.table(), compiled));
          Revision revision = store.commit(base.at(), draft.changes());
          snapshot = new DirectorySnapshot(revision, draft.table(), compiled);
        }
        return result;
      } catch (DirectoryException refusal) {
        // Refused on old news counts for nothing.
        if (!refresh()) {
          throw refusal;
        }
      } catch (StaleRevisionException e) {
        if (attempt >= PATIENT_ATTEMPTS) {
          LockSupport.parkNanos(
              random.nextLong(TimeUnit.MILLISECONDS.toNanos(LONGEST_WAIT_MILLIS)));
        }
        refresh();
      }
    }
    throw new DirectoryException(
        Code.SERVICE_FAILURE, "Too many changes at once; nothing was changed, try again.");
  }

  /** Takes in what others wrote; says whether there was anything. */
  private boolean refresh() {
    DirectorySnapshot base = snapshot;
    long asked = clock.millis();
    DirectoryStore.Changes news = store.changesSince(base.at());
    uncertain = false;
    boolean anything = !news.revision().equals(base.at());
    if (anything) {
      snapshot =
          new DirectorySnapshot(news.revision(), base.table().after(news.changes()), compiled);
    }
    if (freshness != null) {
      freshness.certainAt(asked);
    }
    return anything;
  }
}
