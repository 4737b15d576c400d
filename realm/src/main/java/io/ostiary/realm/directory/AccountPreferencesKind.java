package io.ostiary.realm.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

final class AccountPreferencesKind implements Kind<AccountPreferences> {
  @Override
  public String tag() {
    return "account-preferences";
  }

  @Override
  public String id(AccountPreferences preferences) {
    return preferences.accountId();
  }

  @Override
  public String accountId(AccountPreferences preferences) {
    return preferences.accountId();
  }

  @Override
  public List<String> parents(AccountPreferences preferences) {
    return List.of();
  }

  @Override
  public void write(AccountPreferences preferences, ObjectNode row) {
    row.put("tokenVersion", preferences.tokenVersion())
        .put("outboundFederation", preferences.outboundFederation());
    preferences
        .credentialReportAskedAt()
        .ifPresent(at -> row.put("credentialReportAskedAt", at.toString()));
  }

  @Override
  public AccountPreferences read(Row row) {
    return new AccountPreferences(
        row.id(),
        (int) row.number("tokenVersion"),
        row.flag("outboundFederation"),
        row.has("credentialReportAskedAt")
            ? Optional.of(row.time("credentialReportAskedAt"))
            : Optional.empty());
  }
}
