package io.ostiary.realm;

import static io.ostiary.realm.Realms.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ostiary.realm.authentication.Signing;
import io.ostiary.realm.directory.CloseAccount;
import io.ostiary.realm.directory.CreateAccessKey;
import io.ostiary.realm.directory.CreateMemberAccount;
import io.ostiary.realm.directory.CreateOrganization;
import io.ostiary.realm.directory.CreateUser;
import io.ostiary.realm.directory.DirectoryException;
import io.ostiary.realm.directory.DisableRootUser;
import io.ostiary.realm.directory.EnableRootUser;
import io.ostiary.realm.directory.IdentityName;
import io.ostiary.realm.directory.NewAccessKey;
import io.ostiary.realm.directory.PutInlinePolicy;
import io.ostiary.signature.SignatureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootUserTest {
  @TempDir Path temporary;

  private Path data() {
    return temporary.resolve("data");
  }

  private static void signsIn(Realm realm, String keyId, String secret) throws Exception {
    realm.authenticator().authenticate(Signing.by(keyId, secret));
  }

  private static void rootSigns(Realm realm) throws Exception {
    signsIn(realm, Realms.ROOT_KEY, Realms.ROOT_SECRET);
  }

  /** Without another administrator the root user cannot be disabled. */
  private static NewAccessKey administrator(Realm realm, String accountId) {
    realm.directory().execute(new CreateUser(accountId, "/", "ann", Map.of()));
    realm
        .directory()
        .execute(
            new PutInlinePolicy(
                IdentityName.user(accountId, "ann"),
                "all",
                "{\"Version\":\"2012-10-17\",\"Statement\":"
                    + "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}"));
    return realm.directory().execute(new CreateAccessKey(accountId, "ann"));
  }

  /** What the operator finds in a credentials file: the id, then the secret. */
  private static List<String> credentials(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.contains(" = "))
        .map(line -> line.substring(line.indexOf(" = ") + 3))
        .toList();
  }

  @Test
  void aDisabledRootUserDoesNotSignUntilItIsEnabledAgain() throws Exception {
    try (Realm realm = Realms.open(data())) {
      NewAccessKey ann = administrator(realm, ACCOUNT);
      realm.directory().execute(new DisableRootUser(ACCOUNT));

      assertThatThrownBy(() -> rootSigns(realm))
          .isInstanceOfSatisfying(
              SignatureException.class,
              e -> assertThat(e.reason()).isEqualTo(SignatureException.Reason.UNKNOWN_KEY));
      signsIn(realm, ann.key().id(), ann.revealSecret());
      realm.directory().execute(new EnableRootUser(ACCOUNT));
      rootSigns(realm);
    }
    try (Realm realm = Realms.open(data())) {
      realm.directory().execute(new DisableRootUser(ACCOUNT));
    }
    try (Realm realm = Realms.open(data())) {
      assertThatThrownBy(() -> rootSigns(realm)).isInstanceOf(SignatureException.class);
    }
  }

  @Test
  void theOperatorGetsRootBackWithOneNewKeyHoweverOftenTheSettingIsRead() throws Exception {
    Path file = data().resolve("root-credentials-" + ACCOUNT);
    try (Realm realm = Realms.open(data())) {
      administrator(realm, ACCOUNT);
      realm.directory().execute(new DisableRootUser(ACCOUNT));
    }
    RealmSettings recovering = Realms.settings(data()).recoveringRootUser(ACCOUNT);

    try (Realm realm = Realms.open(recovering)) {
      List<String> key = credentials(file);
      signsIn(realm, key.get(0), key.get(1));
      assertThatThrownBy(() -> rootSigns(realm)).isInstanceOf(SignatureException.class);
      assertThat(realm.directory().snapshot().rootAccessKeys(ACCOUNT)).hasSize(1);
    }
    List<String> first = credentials(file);
    try (Realm realm = Realms.open(recovering)) {
      assertThat(credentials(file)).isEqualTo(first);
      signsIn(realm, first.get(0), first.get(1));
      realm.directory().execute(new DisableRootUser(ACCOUNT));
    }
    Realms.open(recovering).close();
    assertThat(credentials(file)).isNotEqualTo(first);
  }

  @Test
  void recoveringAnAccountThatIsNoneStopsTheStart() {
    assertThatThrownBy(
            () -> Realms.open(Realms.settings(data()).recoveringRootUser("999999999999")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("`999999999999`")
        .hasMessageContaining(ACCOUNT);
  }

  @Test
  void aNewAccountIsEnteredByRecoveryAndAClosedOneByNobodyElse() throws Exception {
    String member;
    NewAccessKey ann;
    try (Realm realm = Realms.open(data())) {
      realm.directory().execute(new CreateOrganization(ACCOUNT));
      member =
          realm
              .directory()
              .execute(new CreateMemberAccount(ACCOUNT, "member", "m@example.com"))
              .accountId();
    }
    try (Realm realm = Realms.open(Realms.settings(data()).recoveringRootUser(member))) {
      List<String> key = credentials(data().resolve("root-credentials-" + member));
      signsIn(realm, key.get(0), key.get(1));
      rootSigns(realm);
      assertThat(realm.accountId()).isEqualTo(ACCOUNT);
      ann = administrator(realm, member);
      signsIn(realm, ann.key().id(), ann.revealSecret());

      realm.directory().execute(new CloseAccount(ACCOUNT, member));
      assertThatThrownBy(() -> signsIn(realm, key.get(0), key.get(1)))
          .isInstanceOf(SignatureException.class);
      assertThatThrownBy(() -> signsIn(realm, ann.key().id(), ann.revealSecret()))
          .isInstanceOf(SignatureException.class);
      assertThatThrownBy(() -> realm.directory().execute(new CloseAccount(ACCOUNT, member)))
          .isInstanceOfSatisfying(
              DirectoryException.class,
              e -> assertThat(e.code()).isEqualTo(DirectoryException.Code.ACCOUNT_ALREADY_CLOSED));
      assertThatThrownBy(() -> realm.directory().execute(new CloseAccount(ACCOUNT, ACCOUNT)))
          .hasMessageContaining("management account");
      assertThatThrownBy(() -> realm.directory().execute(new CloseAccount(ACCOUNT, "999999999999")))
          .hasMessageContaining("999999999999");
    }
    try (Realm realm = Realms.open(Realms.settings(data()).recoveringRootUser(member))) {
      assertThatCode(() -> signsIn(realm, ann.key().id(), ann.revealSecret()))
          .doesNotThrowAnyException();
    }
  }
}
