package io.ostiary.realm.directory;

/** Makes an MFA device a user's, who proves by two codes in a row to have it. */
public record EnableMfaDevice(
    String accountId, String userName, String serialNumber, String firstCode, String secondCode)
    implements DirectoryCommand<MfaDevice> {

  @Override
  public MfaDevice carryOut(DirectoryDraft draft) {

    User user = draft.user(accountId, userName);
    OwnedMfaDevice found = OwnedMfaDevice.find(draft, accountId, serialNumber);
    if (found.kept().device().assignment().isPresent()) {
      throw Refusal.mfaDeviceInUse();
    }
    draft
        .quotas()
        .requireWithin(
            Quota.MFA_DEVICES_PER_USER, draft.table().count(Kinds.MFA_DEVICE, user.id()) + 1L);
    return found.assign(draft, user, draft.now(), new String[] {firstCode, secondCode});
  }

  @Override
  public String toString() {
    return "EnableMfaDevice(" + serialNumber + ")";
  }
}
