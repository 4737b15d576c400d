package io.ostiary.realm.directory;

/**
 * Seals every secret of the directory under the newest master key, after which those before it are
 * needed no more. Tells how many entities held a secret under another one.
 */
public record ResealSecrets() implements DirectoryCommand<Integer> {

  @Override
  public Integer carryOut(DirectoryDraft draft) {
    EntityTable before = draft.table();
    for (Kind<?> kind : Kinds.BY_TAG.values()) {
      reseal(kind, before, draft);
    }
    return draft.changes().size();
  }

  private static <T> void reseal(Kind<T> kind, EntityTable table, DirectoryDraft draft) {
    table
        .all(kind)
        .forEach(
            entity -> {
              T resealed = kind.mapSecrets(entity, draft.secrets()::reseal);
              if (!resealed.equals(entity)) {
                T unused = draft.put(kind, resealed);
              }
            });
  }
}
