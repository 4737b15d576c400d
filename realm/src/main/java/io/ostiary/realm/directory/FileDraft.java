package io.ostiary.realm.directory;

import io.ostiary.realm.credential.AccessKeySecrets;
import io.ostiary.realm.store.Change;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The directory that files lead to, command by command. */
final class FileDraft {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int CHARACTERS = 17;

  /** The prefixes of ids that outlive a change of the file: those of users, groups and roles. */
  private static final Set<String> LASTING = Set.of("AIDA", "AGPA", "AROA");

  /** Files have no revisions, and nobody revokes sessions in one. */
  private static final long NO_REVISION = 0;

  private record Key(String kind, String id) {}

  private final Quotas quotas;
  private final AccessKeySecrets secrets;
  private final Map<Key, Change.Put> rows = new LinkedHashMap<>();

  /** How many ids of a prefix were drawn for an entity. */
  private final Map<String, Integer> drawn = new HashMap<>();

  private final SecureRandom random = new SecureRandom();
  private EntityTable table = EntityTable.EMPTY;

  FileDraft(Quotas quotas, AccessKeySecrets secrets) {
    this.quotas = quotas;
    this.secrets = secrets;
  }

  /**
   * Carries out a command.
   *
   * @param entity what the file stands for, such as {@code 123456789012/users/lucy}: from it come
   *     the unique ids, so that every node and every start draws the same
   * @param content tells one state of the file from another: whoever keeps a policy compiled knows
   *     it by an id
   * @throws DirectoryException if it is refused
   */
  <R> R execute(String entity, String content, DirectoryCommand<R> command) {
    DirectoryDraft draft =
        new DirectoryDraft(
            table,
            NO_REVISION,
            quotas,
            secrets,
            Instant.EPOCH,
            random,
            prefix -> {
              String of = prefix + '\n' + entity;
              String seed = of + '\n' + drawn.merge(of, 1, Integer::sum);
              return prefix + id(LASTING.contains(prefix) ? seed : seed + '\n' + content);
            },
            new PasswordWork(secrets));
    R result = command.carryOut(draft);
    table = draft.table();
    for (Change change : draft.changes()) {
      Key key = new Key(change.kind(), change.id());
      if (change instanceof Change.Put put) {
        rows.put(key, put);
      } else {
        rows.remove(key);
      }
    }
    return result;
  }

  private static String id(String seed) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(seed.getBytes(StandardCharsets.UTF_8));
      StringBuilder id = new StringBuilder();
      for (int i = 0; i < CHARACTERS; i++) {
        id.append(BASE32.charAt(digest[i] & 31));
      }
      return id.toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  List<Change.Put> rows() {
    return List.copyOf(rows.values());
  }
}
