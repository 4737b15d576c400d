package io.ostiary.realm.directory;

/**
 * One change of the directory, validated as a whole against the snapshot it changes and stored in
 * one transaction. Each command is a record in this package, named after IAM's operation.
 *
 * @param <R> what it tells whoever ordered it
 */
public interface DirectoryCommand<R> {

  /**
   * Works out the change, and nothing else: it may run again if another writer came first. Only
   * {@link LiveDirectory#execute} calls this.
   *
   * @throws DirectoryException if it is refused
   */
  R carryOut(DirectoryDraft draft);

  /**
   * Whether it hashes passwords, which takes so long that it is done before other writers wait for
   * this one.
   */
  default boolean dear() {
    return false;
  }
}
