package io.ostiary.realm.authentication;

import static io.ostiary.realm.Realms.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.realm.Realm;
import io.ostiary.realm.Realms;
import io.ostiary.realm.directory.CreateUser;
import io.ostiary.realm.directory.Directory;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownPrincipalsTest {
  private static final String KEY = "AKIAEXAMPLE";
  private static final int MORE_THAN_IT_KEEPS = 5_000;

  @TempDir Path temporary;

  private final KnownPrincipals known = new KnownPrincipals();
  private final Object proof = new Object();
  private Realm realm;
  private int made;

  @BeforeEach
  void open() {
    realm = Realms.open(temporary.resolve("data"));
  }

  @AfterEach
  void close() {
    realm.close();
  }

  private Directory snapshot() {
    return realm.directory().snapshot();
  }

  private AuthenticatedPrincipal get(Directory snapshot, String accessKeyId, Object proof) {
    return known.get(
        snapshot,
        accessKeyId,
        proof,
        () -> {
          made++;
          return AuthenticatedPrincipal.service("jobs.example", snapshot);
        });
  }

  @Test
  void oneProofOnOneSnapshotMakesOnePrincipal() {
    AuthenticatedPrincipal first = get(snapshot(), KEY, proof);
    assertThat(get(snapshot(), KEY, proof)).isSameAs(first);
    assertThat(made).isEqualTo(1);
  }

  @Test
  void aPrincipalEndsWithItsSnapshot() {
    Directory before = snapshot();
    get(before, KEY, proof);
    realm.directory().execute(new CreateUser(ACCOUNT, "/", "lucy", Map.of()));
    assertThat(get(snapshot(), KEY, proof).directory()).isSameAs(snapshot()).isNotSameAs(before);
    assertThat(get(before, KEY, proof).directory()).isSameAs(before);
    assertThat(made).isEqualTo(3);
  }

  @Test
  void whoShowsAnotherProofIsNotTakenForWhoShowedTheFirst() {
    AuthenticatedPrincipal first = get(snapshot(), KEY, proof);
    assertThat(get(snapshot(), KEY, new Object())).isNotSameAs(first);
    assertThat(made).isEqualTo(2);
  }

  @Test
  void whatIsRememberedDoesNotGrowWithoutEnd() {
    get(snapshot(), KEY, proof);
    IntStream.range(0, MORE_THAN_IT_KEEPS).forEach(i -> get(snapshot(), KEY + i, proof));
    get(snapshot(), KEY, proof);
    assertThat(made).isEqualTo(MORE_THAN_IT_KEEPS + 2);
  }
}
