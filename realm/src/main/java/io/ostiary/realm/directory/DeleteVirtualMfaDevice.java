package io.ostiary.realm.directory;

/** Deletes an MFA device that is nobody's. */
public record DeleteVirtualMfaDevice(String accountId, String serialNumber)
    implements DirectoryCommand<MfaDevice> {

  @Override
  public MfaDevice carryOut(DirectoryDraft draft) {

    KeptMfaDevice kept = OwnedMfaDevice.find(draft, accountId, serialNumber).kept();
    if (kept.device().assignment().isPresent()) {
      throw Refusal.mfaDeviceMustBeDeactivated();
    }
    return draft.remove(Kinds.MFA_DEVICE, kept).device();
  }
}
