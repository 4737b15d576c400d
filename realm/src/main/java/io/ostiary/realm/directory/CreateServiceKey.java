package io.ostiary.realm.directory;

/**
 * Makes an access key for a service, by which it signs as itself: a job beside the server, which
 * assumes the roles that trust {@code {"Service": "jobs.example.com"}} and can do nothing else.
 */
public record CreateServiceKey(String accountId, String service)
    implements DirectoryCommand<NewAccessKey> {

  @Override
  public NewAccessKey carryOut(DirectoryDraft draft) {
    return ServiceKeys.of(accountId, service, draft).make(draft);
  }
}
