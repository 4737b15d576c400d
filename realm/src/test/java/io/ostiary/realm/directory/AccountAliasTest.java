package io.ostiary.realm.directory;

import static io.ostiary.realm.Realms.ACCOUNT;
import static io.ostiary.realm.directory.DirectoryException.Code.ENTITY_ALREADY_EXISTS;
import static io.ostiary.realm.directory.DirectoryException.Code.NO_SUCH_ENTITY;
import static io.ostiary.realm.directory.DirectoryException.Code.VALIDATION_ERROR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ostiary.realm.Realm;
import io.ostiary.realm.Realms;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An account's alias, of which there is one in the whole installation. */
class AccountAliasTest {
  private static final String OTHER_ACCOUNT = "210987654321";

  @TempDir Path temporary;

  private Realm realm;

  @BeforeEach
  void open() {
    realm = Realms.open(temporary.resolve("data"));
    run(new CreateAccount(OTHER_ACCOUNT, "aws"));
    run(new CreateAccountAlias(ACCOUNT, "acme"));
  }

  @AfterEach
  void close() {
    realm.close();
  }

  private <R> R run(DirectoryCommand<R> command) {
    return realm.directory().execute(command);
  }

  private Directory directory() {
    return realm.directory().snapshot();
  }

  @Test
  void theAccountIsFoundByIt() {
    assertThat(directory().accountAlias(ACCOUNT)).contains("acme");
    assertThat(directory().accountByAlias("acme")).contains(directory().account(ACCOUNT).get());
    assertThat(directory().accountAlias(OTHER_ACCOUNT)).isEmpty();
    assertThat(directory().accountByAlias("none")).isEmpty();
  }

  @Test
  void anotherReplacesItAndFreesItForOthers() {
    run(new CreateAccountAlias(ACCOUNT, "acme-2"));
    run(new CreateAccountAlias(OTHER_ACCOUNT, "acme"));
    realm.close();
    realm = Realms.open(temporary.resolve("data"));

    assertThat(directory().accountAlias(ACCOUNT)).contains("acme-2");
    assertThat(directory().accountAlias(OTHER_ACCOUNT)).contains("acme");
  }

  @Test
  void theSameAgainChangesNothing() {
    Directory before = directory();
    run(new CreateAccountAlias(ACCOUNT, "acme"));

    assertThat(directory()).isSameAs(before);
  }

  @Test
  void itGoes() {
    run(new DeleteAccountAlias(ACCOUNT, "acme"));

    assertThat(directory().accountAlias(ACCOUNT)).isEmpty();
    new RefusedCase(
            "again",
            new DeleteAccountAlias(ACCOUNT, "acme"),
            NO_SUCH_ENTITY,
            "The account alias with name acme cannot be found.")
        .order(realm.directory());
  }

  @Test
  void anotherAccountsIsNeitherTakenNorDeleted() {
    new RefusedCase(
            "taken",
            new CreateAccountAlias(OTHER_ACCOUNT, "acme"),
            ENTITY_ALREADY_EXISTS,
            "The account alias acme already exists.")
        .order(realm.directory());
    new RefusedCase(
            "deleted",
            new DeleteAccountAlias(OTHER_ACCOUNT, "acme"),
            NO_SUCH_ENTITY,
            "The account alias with name acme cannot be found.")
        .order(realm.directory());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ab", "-ab", "ab-", "a--b", "Acme", "a_b", "ä-b", "123456789012"})
  void aMalformedOneIsRefused(String alias) {
    assertThatExceptionOfType(DirectoryException.class)
        .isThrownBy(() -> run(new CreateAccountAlias(ACCOUNT, alias)))
        .satisfies(e -> assertThat(e.code()).isEqualTo(VALIDATION_ERROR))
        .withMessageContaining("'accountAlias'");
  }
}
