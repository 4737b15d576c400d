package io.ostiary.realm.directory;

import static io.ostiary.realm.Realms.ACCOUNT;
import static io.ostiary.realm.directory.DirectoryException.Code.FEATURE_DISABLED;
import static io.ostiary.realm.directory.DirectoryException.Code.FEATURE_ENABLED;
import static io.ostiary.realm.directory.DirectoryException.Code.VALIDATION_ERROR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ostiary.realm.Realm;
import io.ostiary.realm.Realms;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an account switches on and off, and the reports that it asks for. */
class AccountPreferencesTest {
  @TempDir Path temporary;

  private Realm realm;

  @BeforeEach
  void open() {
    realm = Realms.open(temporary.resolve("data"));
  }

  @AfterEach
  void close() {
    realm.close();
  }

  private <R> R run(DirectoryCommand<R> command) {
    return realm.directory().execute(command);
  }

  private AccountPreferences preferences() {
    return realm.directory().snapshot().preferences(ACCOUNT);
  }

  @Test
  void atFirstTokensAreOfVersionOneAndNothingIsSwitchedOn() {
    assertThat(preferences()).isEqualTo(AccountPreferences.initial(ACCOUNT));
  }

  @Test
  void theyOutliveARestart() {
    run(new SetTokenVersion(ACCOUNT, 2));
    run(new SwitchOutboundFederation(ACCOUNT, true));
    assertThat(run(new AskForCredentialReport(ACCOUNT))).isTrue();
    AccountPreferences before = preferences();
    realm.close();
    open();
    assertThat(preferences()).isEqualTo(before);
    assertThat(before.tokenVersion()).isEqualTo(2);
    assertThat(before.outboundFederation()).isTrue();
  }

  @Test
  void aSwitchIsNotTurnedTwice() {
    assertRefused(FEATURE_DISABLED, new SwitchOutboundFederation(ACCOUNT, false));
    run(new SwitchOutboundFederation(ACCOUNT, true));
    assertRefused(FEATURE_ENABLED, new SwitchOutboundFederation(ACCOUNT, true));
  }

  @Test
  void thereAreTwoVersionsOfTokens() {
    assertRefused(VALIDATION_ERROR, new SetTokenVersion(ACCOUNT, 3));
  }

  @Test
  void aCredentialReportIsNotBegunWhileThereIsOne() {
    assertThat(run(new AskForCredentialReport(ACCOUNT))).isTrue();
    assertThat(run(new AskForCredentialReport(ACCOUNT))).isFalse();
  }

  @Test
  void ofManyAccessReportsTheLatestAreKept() {
    String arn = "arn:aws:iam::" + ACCOUNT + ":user/lucy";
    List<AccessReport> asked = new ArrayList<>();
    for (int i = 0; i < 110; i++) {
      asked.add(run(new AskForAccessReport(ACCOUNT, arn, true)));
    }
    Directory directory = realm.directory().snapshot();
    AccessReport last = asked.get(asked.size() - 1);
    assertThat(last.id()).hasSize(36);
    assertThat(directory.accessReport(ACCOUNT, last.id())).contains(last);
    assertThat(directory.accessReport("210987654321", last.id())).isEmpty();
    assertThat(asked.stream().filter(r -> directory.accessReport(ACCOUNT, r.id()).isPresent()))
        .hasSize(100);
  }

  private void assertRefused(DirectoryException.Code code, DirectoryCommand<?> command) {
    assertThatExceptionOfType(DirectoryException.class)
        .isThrownBy(() -> run(command))
        .extracting(DirectoryException::code)
        .isEqualTo(code);
  }
}
