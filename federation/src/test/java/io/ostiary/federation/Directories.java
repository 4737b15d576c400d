package io.ostiary.federation;

import io.ostiary.federation.oidc.ClientSecrets;
import io.ostiary.federation.saml.DecryptionKeys;
import io.ostiary.realm.Realm;
import io.ostiary.realm.RealmSettings;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.DirectoryCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

/** A realm with a federation beside it, and a clock that both go by. */
public final class Directories implements AutoCloseable {
  public static final String ACCOUNT = "123456789012";

  public static final String ENTITY_ID = "https://door.example.com";
  public static final String RECIPIENT = "https://door.example.com/saml";

  public final TestClock clock = new TestClock();
  public final Realm realm;
  public final Federation federation;

  public Directories(Path data) {
    this(data, DecryptionKeys.NONE);
  }

  public Directories(Path data, DecryptionKeys decryption) {
    this(data, ClientSecrets.NONE, decryption);
  }

  public Directories(Path data, ClientSecrets secrets, DecryptionKeys decryption) {
    try {
      realm =
          Realm.open(
              new RealmSettings(
                  data,
                  Optional.of(ACCOUNT),
                  "aws",
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty()),
              clock,
              new SecureRandom());
      federation =
          new Federation(
              TrustedServers.by(Optional.empty()),
              ENTITY_ID,
              RECIPIENT,
              secrets,
              decryption,
              realm.once(),
              clock);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  public <R> R run(DirectoryCommand<R> command) {
    return realm.directory().execute(command);
  }

  public Directory snapshot() {
    return realm.directory().snapshot();
  }

  @Override
  public void close() {
    federation.close();
    realm.close();
  }
}
