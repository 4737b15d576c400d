package io.ostiary.realm.directory;

import java.util.Optional;

/** Takes an MFA device from its user; it can be enabled again. */
public record DeactivateMfaDevice(String accountId, String userName, String serialNumber)
    implements DirectoryCommand<MfaDevice> {

  @Override
  public MfaDevice carryOut(DirectoryDraft draft) {

    User user = draft.user(accountId, userName);
    MfaDevice device = OwnedMfaDevice.of(draft, user, serialNumber).keep(draft, Optional.empty());
    if (draft.table().count(Kinds.MFA_DEVICE, user.id()) == 0) {
      draft.removeRecoveryCodes(user);
    }
    return device;
  }
}
