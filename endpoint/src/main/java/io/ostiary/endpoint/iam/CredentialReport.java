package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.Call;
import io.ostiary.realm.directory.AccessKey;
import io.ostiary.realm.directory.Account;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.LoginProfile;
import io.ostiary.realm.directory.PasswordPolicy;
import io.ostiary.realm.directory.User;
import io.ostiary.realm.store.LastAccess;
import io.ostiary.realm.store.OnceStore.LastUse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every user of an account with the state of its credentials, as comma-separated values in AWS's
 * columns.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html">Credential
 *     reports</a>
 */
final class CredentialReport {
  private static final String NONE = "N/A";
  private static final String UNKNOWN = "no_information";
  private static final String NOT_SUPPORTED = "not_supported";

  /** How many access keys have columns. */
  private static final int KEYS = 2;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final List<String> COLUMNS =
      List.of(
          "user",
          "arn",
          "user_creation_time",
          "password_enabled",
          "password_last_used",
          "password_last_changed",
          "password_next_rotation",
          "mfa_active",
          "access_key_1_active",
          "access_key_1_last_rotated",
          "access_key_1_last_used_date",
          "access_key_1_last_used_region",
          "access_key_1_last_used_service",
          "access_key_2_active",
          "access_key_2_last_rotated",
          "access_key_2_last_used_date",
          "access_key_2_last_used_region",
          "access_key_2_last_used_service",
          "cert_1_active",
          "cert_1_last_rotated",
          "cert_2_active",
          "cert_2_last_rotated");

  private final Directory directory;
  private final String accountId;
  private final Map<String, LastUse> uses;

  private CredentialReport(Directory directory, String accountId, Map<String, LastUse> uses) {
    this.directory = directory;
    this.accountId = accountId;
    this.uses = uses;
  }

  /** The report of the caller's account, as it is now. */
  static String of(Call call, LastUses lastUses) {
    Directory directory = call.directory();
    String account = call.accountId();
    Set<String> ids = new HashSet<>();
    directory.rootAccessKeys(account).forEach(key -> ids.add(key.id()));
    for (User user : directory.users(account)) {
      ids.add(LastAccess.passwordId(user.id()));
      directory.accessKeys(user).forEach(key -> ids.add(key.id()));
    }
    return new CredentialReport(directory, account, lastUses.of(ids)).text();
  }

  private String text() {
    List<String> lines = new ArrayList<>();
    lines.add(String.join(",", COLUMNS));
    directory.account(accountId).ifPresent(account -> lines.add(line(root(account))));
    directory.users(accountId).forEach(user -> lines.add(line(of(user))));
    return String.join("\n", lines);
  }

  private List<String> root(Account account) {
    List<String> row = new ArrayList<>();
    row.add("<root_account>");
    row.add(account.rootArn());
    row.add(time(account.createdAt()));
    row.addAll(List.of(NOT_SUPPORTED, UNKNOWN, NOT_SUPPORTED, NOT_SUPPORTED, "false"));
    addKeys(directory.rootAccessKeys(accountId), row);
    return row;
  }

  private List<String> of(User user) {
    List<String> row = new ArrayList<>();
    row.add(user.name());
    row.add(user.arn());
    row.add(time(user.createdAt()));
    addPassword(user, row);
    row.add(Boolean.toString(!directory.mfaDevices(user).isEmpty()));
    addKeys(directory.accessKeys(user), row);
    return row;
  }

  private void addPassword(User user, List<String> row) {
    Optional<LoginProfile> profile = directory.loginProfile(user);
    if (profile.isEmpty()) {
      row.addAll(List.of("false", NONE, NONE, NONE));
      return;
    }
    Instant changed = profile.get().passwordChangedAt();
    row.add("true");
    row.add(
        Optional.ofNullable(uses.get(LastAccess.passwordId(user.id())))
            .map(use -> time(use.at()))
            .orElse(UNKNOWN));
    row.add(time(changed));
    Optional<PasswordPolicy> policy = directory.passwordPolicy(accountId);
    row.add(
        policy.isPresent() && policy.get().maxAgeDays().isPresent()
            ? time(changed.plus(Duration.ofDays(policy.get().maxAgeDays().getAsInt())))
            : NONE);
  }

  private void addKeys(List<AccessKey> keys, List<String> row) {
    for (int i = 0; i < KEYS; i++) {
      if (i < keys.size()) {
        addKey(keys.get(i), row);
      } else {
        row.addAll(List.of("false", NONE, NONE, NONE, NONE));
      }
    }
    row.addAll(List.of("false", NONE, "false", NONE)); // signing certificates, which nobody has
  }

  private void addKey(AccessKey key, List<String> row) {
    Optional<LastUse> use = Optional.ofNullable(uses.get(key.id()));
    row.add(Boolean.toString(key.active()));
    row.add(time(key.createdAt()));
    row.add(use.map(last -> time(last.at())).orElse(NONE));
    row.add(use.map(LastUse::region).orElse(NONE));
    row.add(use.map(LastUse::service).orElse(NONE));
  }

  /** Names and ARNs may hold commas. */
  private static String line(List<String> row) {
    return String.join(
        ",",
        row.stream()
            .map(
                value ->
                    value.contains(",") || value.contains("\"")
                        ? '"' + value.replace("\"", "\"\"") + '"'
                        : value)
            .toList());
  }

  private static String time(Instant at) {
    return TIME.format(at.truncatedTo(ChronoUnit.SECONDS));
  }
}
