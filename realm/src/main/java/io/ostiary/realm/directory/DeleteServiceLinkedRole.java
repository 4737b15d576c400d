package io.ostiary.realm.directory;

import java.time.Duration;
import java.time.Instant;

/** Deletes a service-linked role with everything that its service gave it. */
public record DeleteServiceLinkedRole(String accountId, String name)
    implements DirectoryCommand<RoleDeletion> {

  /** How long a task can be asked for. */
  private static final Duration REMEMBERED = Duration.ofDays(7);

  @Override
  public RoleDeletion carryOut(DirectoryDraft draft) {

    Role role = draft.role(accountId, name);
    if (!role.serviceLinked()) {
      throw Refusal.invalid(
          "Role %s is no service-linked role; use DeleteRole.".formatted(role.name()));
    }
    EntityTable table = draft.table();
    table
        .children(Kinds.INLINE_POLICY, role.id())
        .forEach(policy -> draft.remove(Kinds.INLINE_POLICY, policy));
    DeleteRole.remove(role, draft);
    forgetOldTasks(draft);
    String task = "task" + role.path() + role.name() + '/' + draft.uniqueId("");
    return draft.put(Kinds.ROLE_DELETION, new RoleDeletion(task, accountId, draft.now()));
  }

  private void forgetOldTasks(DirectoryDraft draft) {
    Instant oldest = draft.now().minus(REMEMBERED);
    draft.table().children(Kinds.ROLE_DELETION, accountId).stream()
        .filter(deletion -> deletion.deletedAt().isBefore(oldest))
        .forEach(deletion -> draft.remove(Kinds.ROLE_DELETION, deletion));
  }
}
