package io.ostiary.realm.directory;

import io.ostiary.realm.directory.DirectoryException.Code;
import java.util.Optional;

/** Whose the access keys of services are: the service's, which is no user. */
public final class ServiceKeys {
  private static final String OWNER = "service:";
  private static final int LONGEST_HOST = 128;

  private ServiceKeys() {}

  /** The service that a key belongs to, by its host; empty for a user's or root's. */
  public static Optional<String> service(AccessKey key) {
    return key.ownerId().startsWith(OWNER)
        ? Optional.of(key.ownerId().substring(OWNER.length()))
        : Optional.empty();
  }

  static String owner(String host) {
    return OWNER + host;
  }

  static OwnedKeys of(String accountId, String host, DirectoryDraft draft) {
    draft.account(accountId);
    if (host.length() > LONGEST_HOST || !PrincipalLookup.isServiceHost(host)) {
      throw new DirectoryException(
          Code.VALIDATION_ERROR,
          "`%s` is no host name of a service; write one such as `jobs.example.com`"
              .formatted(host));
    }
    return new OwnedKeys(accountId, owner(host));
  }
}
