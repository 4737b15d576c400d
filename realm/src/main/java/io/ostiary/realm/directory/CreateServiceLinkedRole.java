package io.ostiary.realm.directory;

import java.util.Map;

/**
 * Makes the role through which a service acts in an account.
 *
 * @param service one that {@link LinkedServices} knows
 * @param description in place of the service's own, unless it is empty
 * @param suffix tells several roles of one service apart; may be empty
 */
public record CreateServiceLinkedRole(
    String accountId, LinkedService service, String description, String suffix)
    implements DirectoryCommand<Role> {

  @Override
  public Role carryOut(DirectoryDraft draft) {

    Account account = draft.account(accountId);
    String name = service.name(suffix);
    if (draft.table().named(Kinds.ROLE, accountId, name) != null) {
      throw Refusal.serviceRoleExists(name);
    }
    draft.requireRoom(IdentityName.role(accountId, name));
    Role role =
        draft.put(
            Kinds.ROLE,
            new Role(
                draft.uniqueId("AROA"),
                accountId,
                account.partition(),
                service.path(),
                name,
                draft.now(),
                Names.roleDescription(description.isEmpty() ? service.description() : description),
                CreateRole.DEFAULT_MAX_SESSION,
                Map.of()));
    CreateRole.putTrustPolicy(role, service.trustPolicy(), draft);
    UpdateServiceLinkedRole.putPermissions(role, service, draft);
    return role;
  }
}
