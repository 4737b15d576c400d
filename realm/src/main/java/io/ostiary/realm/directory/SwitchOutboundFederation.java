package io.ostiary.realm.directory;

/**
 * Lets callers of an account have web identity tokens made that vouch for them elsewhere, or no
 * longer: then the keys go, too, by which those still under way could be verified.
 */
public record SwitchOutboundFederation(String accountId, boolean enabled)
    implements DirectoryCommand<AccountPreferences> {

  @Override
  public AccountPreferences carryOut(DirectoryDraft draft) {

    AccountPreferences preferences = draft.preferences(accountId);
    if (preferences.outboundFederation() == enabled) {
      throw Refusal.outboundFederationIs(enabled);
    }
    if (!enabled) {
      draft
          .table()
          .children(Kinds.WEB_IDENTITY_KEY, accountId)
          .forEach(key -> draft.remove(Kinds.WEB_IDENTITY_KEY, key));
    }
    return draft.put(Kinds.ACCOUNT_PREFERENCES, preferences.withOutboundFederation(enabled));
  }
}
