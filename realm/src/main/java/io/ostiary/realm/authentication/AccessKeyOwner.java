package io.ostiary.realm.authentication;

import io.ostiary.realm.credential.SealedSecret;
import io.ostiary.realm.directory.AccessKey;
import io.ostiary.realm.directory.Account;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.ServiceKeys;
import io.ostiary.realm.directory.User;
import java.util.Optional;

/**
 * An active access key whose owner exists and may sign.
 *
 * @param user empty for the root user and for a service
 */
record AccessKeyOwner(AccessKey key, SealedSecret secret, Account account, Optional<User> user) {

  static Optional<AccessKeyOwner> of(String keyId, Directory snapshot) {
    return snapshot.accessKey(keyId).filter(AccessKey::active).flatMap(key -> of(key, snapshot));
  }

  private static Optional<AccessKeyOwner> of(AccessKey key, Directory snapshot) {
    Optional<Account> account = snapshot.account(key.accountId());
    Optional<SealedSecret> secret = snapshot.sealedSecret(key.id());
    Optional<User> user = snapshot.userById(key.ownerId());
    boolean mayBeRoot =
        key.ownerId().equals(key.accountId()) && account.filter(Account::rootEnabled).isPresent();
    boolean open = account.filter(Account::open).isPresent();
    boolean someone = user.isPresent() || mayBeRoot || ServiceKeys.service(key).isPresent();
    return open && someone && secret.isPresent()
        ? Optional.of(new AccessKeyOwner(key, secret.get(), account.get(), user))
        : Optional.empty();
  }

  AuthenticatedPrincipal principal(Directory snapshot) {
    Optional<String> keyId = Optional.of(key.id());
    Optional<String> service = ServiceKeys.service(key);
    if (service.isPresent()) {
      return DirectoryPrincipals.service(service.get(), keyId, snapshot);
    }
    return user.map(owner -> DirectoryPrincipals.user(owner, keyId, snapshot))
        .orElseGet(() -> DirectoryPrincipals.root(account, keyId, snapshot));
  }
}
