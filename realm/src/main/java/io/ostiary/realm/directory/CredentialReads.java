package io.ostiary.realm.directory;

import io.ostiary.realm.credential.SealedSecret;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a table of entities says of credentials: keys, passwords, MFA devices, sessions. */
interface CredentialReads extends Directory {
  /** Where it is read from. */
  EntityTable table();

  Comparator<AccessKey> OLDEST_FIRST =
      Comparator.comparing(AccessKey::createdAt).thenComparing(AccessKey::id);

  @Override
  default Optional<AccessKey> accessKey(String accessKeyId) {
    return Optional.ofNullable(table().get(Kinds.ACCESS_KEY, accessKeyId)).map(KeptAccessKey::key);
  }

  @Override
  default List<AccessKey> accessKeys(User user) {
    return accessKeysOf(user.id());
  }

  @Override
  default List<AccessKey> rootAccessKeys(String accountId) {
    return accessKeysOf(accountId);
  }

  @Override
  default List<AccessKey> serviceAccessKeys(String host) {
    return accessKeysOf(ServiceKeys.owner(host));
  }

  private List<AccessKey> accessKeysOf(String ownerId) {
    return Order.sorted(
        table().children(Kinds.ACCESS_KEY, ownerId).stream().map(KeptAccessKey::key), OLDEST_FIRST);
  }

  @Override
  default Optional<SealedSecret> sealedSecret(String accessKeyId) {
    return Optional.ofNullable(table().get(Kinds.ACCESS_KEY, accessKeyId))
        .map(KeptAccessKey::secret);
  }

  @Override
  default Optional<LoginProfile> loginProfile(User user) {
    return Optional.ofNullable(table().get(Kinds.LOGIN_PROFILE, user.id()))
        .map(KeptLoginProfile::profile);
  }

  @Override
  default Optional<SealedSecret> sealedPasswordHash(User user) {
    return Optional.ofNullable(table().get(Kinds.LOGIN_PROFILE, user.id()))
        .map(KeptLoginProfile::hash);
  }

  @Override
  default Optional<PasswordPolicy> passwordPolicy(String accountId) {
    return Optional.ofNullable(table().get(Kinds.PASSWORD_POLICY, accountId));
  }

  @Override
  default Optional<MfaDevice> mfaDevice(String serialNumber) {
    return keptMfaDevice(serialNumber).map(KeptMfaDevice::device);
  }

  private Optional<KeptMfaDevice> keptMfaDevice(String serialNumber) {
    return Optional.ofNullable(table().get(Kinds.MFA_DEVICE, MfaDeviceKind.id(serialNumber)));
  }

  @Override
  default List<MfaDevice> mfaDevices(User user) {
    return mfaDevices(user.id());
  }

  @Override
  default List<MfaDevice> mfaDevices(String accountOrUserId) {
    return Order.sorted(
        table().children(Kinds.MFA_DEVICE, accountOrUserId).stream().map(KeptMfaDevice::device),
        Order.byName(MfaDevice::serialNumber));
  }

  @Override
  default Optional<SealedSecret> sealedMfaSeed(String serialNumber) {
    return keptMfaDevice(serialNumber).map(KeptMfaDevice::seed);
  }

  @Override
  default Optional<SealedSecret> sealedRecoveryCodes(User user) {
    return Optional.ofNullable(table().get(Kinds.RECOVERY_CODES, user.id()))
        .map(KeptRecoveryCodes::codes);
  }

  @Override
  default SessionKeys sessionKeys() {
    return new SessionKeys(table().children(Kinds.SESSION_KEY, SessionKeyKind.INSTALLATION));
  }

  @Override
  default Optional<SessionKey> sessionKey(String id) {
    return Optional.ofNullable(table().get(Kinds.SESSION_KEY, id));
  }

  @Override
  default WebIdentityKeys webIdentityKeys(String accountId) {
    return new WebIdentityKeys(table().children(Kinds.WEB_IDENTITY_KEY, accountId));
  }

  @Override
  default Optional<SessionRevocation> sessionRevocation(String id) {
    return Optional.ofNullable(table().get(Kinds.SESSION_REVOCATION, id));
  }
}
