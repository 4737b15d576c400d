package io.ostiary.realm.directory;

/** Deletes an access key of a service, and with it ends the sessions that came of it. */
public record DeleteServiceKey(String accountId, String service, String accessKeyId)
    implements DirectoryCommand<AccessKey> {

  @Override
  public AccessKey carryOut(DirectoryDraft draft) {
    return ServiceKeys.of(accountId, service, draft).delete(draft, accessKeyId);
  }
}
