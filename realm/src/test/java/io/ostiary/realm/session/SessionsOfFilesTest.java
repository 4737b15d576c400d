package io.ostiary.realm.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ostiary.realm.Realm;
import io.ostiary.realm.RealmSettings;
import io.ostiary.realm.Realms;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.authentication.Signing;
import io.ostiary.signature.SignatureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Sessions where the directory is in files, which take no keys. */
class SessionsOfFilesTest {
  private static final String KEY = "AKIAIOSFODNN7EXAMPLE";
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  private static final String ROLE = "arn:aws:iam::" + Realms.ACCOUNT + ":role/reader";

  @TempDir Path temporary;

  @BeforeEach
  void writeTheDirectory() throws IOException {
    write("account.json", "{\"id\": \"" + Realms.ACCOUNT + "\"}");
    write("secret", SECRET);
    write(
        "users/lucy.json",
        "{\"accessKeys\": [{\"id\": \"" + KEY + "\", \"secret\": {\"file\": \"secret\"}}]}");
    write(
        "roles/reader.json",
        "{\"trustPolicy\": {\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Allow\","
            + " \"Principal\": {\"AWS\": \"arn:aws:iam::"
            + Realms.ACCOUNT
            + ":user/lucy\"}, \"Action\": \"sts:AssumeRole\"}}}");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder().resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Path folder() {
    return temporary.resolve("directory");
  }

  private Realm open() {
    return Realms.open(RealmSettings.in(temporary.resolve("node")).withDirectoryFiles(folder()));
  }

  private static AuthenticatedPrincipal as(Realm realm, SessionCredentials session)
      throws Exception {
    return realm
        .authenticator()
        .authenticate(
            Signing.by(
                AwsSessionCredentialsIdentity.create(
                    session.accessKeyId(),
                    session.revealSecretAccessKey(),
                    session.revealSessionToken())))
        .caller();
  }

  @Test
  void aSessionIsGoodForTheNodeThatMadeItAsLongAsItRuns() throws Exception {
    SessionCredentials session;
    try (Realm realm = open()) {
      AuthenticatedPrincipal lucy =
          realm.authenticator().authenticate(Signing.by(KEY, SECRET)).caller();
      session =
          realm
              .roleAssumption()
              .assume(RoleRequest.of(ROLE, "files"), lucy, Map.of())
              .credentials();
      assertThat(as(realm, session).getName())
          .isEqualTo("arn:aws:sts::" + Realms.ACCOUNT + ":assumed-role/reader/files");
    }
    try (Realm again = open()) {
      assertThatExceptionOfType(SignatureException.class).isThrownBy(() -> as(again, session));
    }
  }
}
