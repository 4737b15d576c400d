package io.ostiary.realm.session;

import io.ostiary.realm.credential.SessionSecrets;
import io.ostiary.realm.credential.SessionToken;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.LiveDirectory;
import io.ostiary.realm.directory.SessionKey;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Seals what a denial is due to into a message that says nothing to whoever is denied, and that
 * administrators of the account have opened. It opens for a day or two, as long as there is the key
 * of session tokens under which it is sealed.
 */
public final class AuthorizationMessages {
  /** In characters, as STS takes one. */
  public static final int LONGEST = 10_240;

  /** Sealing makes four characters of three bytes, and adds some. */
  private static final int LONGEST_TEXT = LONGEST / 4 * 3 - 64;

  private final LiveDirectory directory;
  private final SessionSecrets secrets;
  private final String issuer;
  private final InstantSource clock;

  public AuthorizationMessages(
      LiveDirectory directory, SessionSecrets secrets, String issuer, InstantSource clock) {
    this.directory = directory;
    this.secrets = secrets;
    this.issuer = issuer;
    this.clock = clock;
  }

  /** Seals a text for an account; empty if it is too long or there is no key. */
  public Optional<String> seal(String accountId, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Optional<SessionKey> key = directory.snapshot().sessionKeys().sealing(clock.instant());
    return key.filter(any -> bytes.length <= LONGEST_TEXT)
        .map(k -> secrets.seal(k.id(), k.secret(), binding(accountId), "", bytes).revealToken());
  }

  /** Opens what was sealed for an account; empty for anything else. */
  public Optional<String> open(String accountId, String message, Directory snapshot) {
    Optional<SessionToken> token = SessionToken.parse(message, LONGEST);
    Optional<SessionKey> key = token.flatMap(parsed -> snapshot.sessionKey(parsed.keyId()));
    return key.flatMap(k -> secrets.open(token.orElseThrow(), k.secret(), binding(accountId)))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private String binding(String accountId) {
    return "ostiary authorization message\n" + accountId + '\n' + issuer;
  }
}
