package io.ostiary.realm.directory;

/**
 * Seals every secret of the directory under the newest master key, after which those before it are
 * needed no more. Tells how many entities held a secret under another one.
 */
public record ResealSecrets() implements DirectoryCommand<Integer> {

  @Override
  public Integer carryOut(DirectoryDraft draft) {
    draft
        .table()
        .forEach(
            new EntityTable.Visitor() {
              @Override
              public <T> void visit(Kind<T> kind, T entity) {
                T resealed = kind.mapSecrets(entity, draft.secrets()::reseal);
                if (!resealed.equals(entity)) {
                  T unused = draft.put(kind, resealed);
                }
              }
            });
    return draft.changes().size();
  }
}
