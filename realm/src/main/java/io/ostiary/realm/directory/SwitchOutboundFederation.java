package io.ostiary.realm.directory;

/**
 * Lets callers of an account have web identity tokens made that vouch for them elsewhere, or no
 * longer.
 */
public record SwitchOutboundFederation(String accountId, boolean enabled)
    implements DirectoryCommand<AccountPreferences> {

  @Override
  public AccountPreferences carryOut(DirectoryDraft draft) {

    AccountPreferences preferences = draft.preferences(accountId);
    if (preferences.outboundFederation() == enabled) {
      throw Refusal.outboundFederationIs(enabled);
    }
    return draft.put(Kinds.ACCOUNT_PREFERENCES, preferences.withOutboundFederation(enabled));
  }
}
