package io.ostiary.realm.directory;

import java.util.Map;

/** A virtual MFA device. */
public record TaggedMfaDevice(String accountId, String serialNumber) implements Tagged {

  @Override
  public Quota quota() {
    return Quota.TAGS_PER_MFA_DEVICE;
  }

  @Override
  public Map<String, String> tags(DirectoryDraft draft) {
    return OwnedMfaDevice.find(draft, accountId, serialNumber).kept().device().tags();
  }

  @Override
  public void retag(DirectoryDraft draft, Map<String, String> tags) {
    KeptMfaDevice kept = OwnedMfaDevice.find(draft, accountId, serialNumber).kept();
    draft.put(Kinds.MFA_DEVICE, new KeptMfaDevice(kept.device().withTags(tags), kept.seed()));
  }
}
