package io.ostiary.realm.directory;

import io.ostiary.realm.directory.DirectoryException.Code;

/** The first commands of all, of which only one node's are carried out. */
public record Foundation(Batch first) implements DirectoryCommand<Boolean> {

  /** Always true. */
  @Override
  public Boolean carryOut(DirectoryDraft draft) {
    if (draft.table().count(Kinds.ACCOUNT, AccountKind.ROOT) > 0) {
      throw new DirectoryException(
          Code.ENTITY_ALREADY_EXISTS, "Another node has made this installation's account.");
    }
    return !first.carryOut(draft).isEmpty();
  }
}
