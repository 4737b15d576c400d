package io.ostiary.realm.directory;

/** Finds anew where the clock of a user's MFA device is, by two codes in a row. */
public record ResyncMfaDevice(
    String accountId, String userName, String serialNumber, String firstCode, String secondCode)
    implements DirectoryCommand<MfaDevice> {

  @Override
  public MfaDevice carryOut(DirectoryDraft draft) {

    User user = draft.user(accountId, userName);
    OwnedMfaDevice owned = OwnedMfaDevice.of(draft, user, serialNumber);
    return owned.assign(
        draft,
        user,
        owned.kept().device().assignment().orElseThrow().enabledAt(),
        new String[] {firstCode, secondCode});
  }

  @Override
  public String toString() {
    return "ResyncMfaDevice(" + serialNumber + ")";
  }
}
