package io.ostiary.realm.directory;

import io.ostiary.realm.credential.FreshMfaSeed;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Makes a virtual MFA device, which is nobody's yet. */
public record CreateVirtualMfaDevice(
    String accountId, String path, String name, Map<String, String> tags)
    implements DirectoryCommand<NewMfaDevice> {

  public CreateVirtualMfaDevice {
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  @Override
  public NewMfaDevice carryOut(DirectoryDraft draft) {

    Account account = draft.account(accountId);
    Names.mfaDevice(name);
    Names.path(path);
    Tags.checked(tags, Quota.TAGS_PER_MFA_DEVICE, draft.quotas());
    MfaDevice device =
        new MfaDevice(
            accountId, account.partition(), path, name, draft.now(), Optional.empty(), tags);
    String serialNumber = Names.serialNumber(device.serialNumber());
    if (draft.table().get(Kinds.MFA_DEVICE, MfaDeviceKind.id(serialNumber)) != null) {
      throw Refusal.mfaDeviceExists();
    }
    FreshMfaSeed seed = draft.mfaSeeds().make(serialNumber);
    draft.put(Kinds.MFA_DEVICE, new KeptMfaDevice(device, seed.sealed()));
    draft
        .quotas()
        .requireWithin(
            Quota.VIRTUAL_MFA_DEVICES_PER_ACCOUNT,
            draft.table().count(Kinds.MFA_DEVICE, accountId));
    return new NewMfaDevice(device, seed.revealBase32());
  }
}
