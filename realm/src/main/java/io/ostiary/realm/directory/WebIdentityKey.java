package io.ostiary.realm.directory;

import io.ostiary.realm.credential.SealedSecret;
import io.ostiary.realm.credential.SigningAlgorithm;
import io.ostiary.realm.credential.WebIdentitySecrets.FreshKeyPair;
import java.time.Instant;
import java.util.Map;

/**
 * A key pair by which an account's web identity tokens are signed.
 *
 * @param id which each token names
 * @param publicKey the public half's members of a JSON Web Key
 * @param secret the private half as it is kept, which only {@code realm.credential} opens
 */
public record WebIdentityKey(
    String id,
    String accountId,
    SigningAlgorithm algorithm,
    Instant createdAt,
    Map<String, String> publicKey,
    SealedSecret secret) {

  public WebIdentityKey {
    publicKey = Map.copyOf(publicKey);
  }

  static WebIdentityKey of(FreshKeyPair pair, String accountId, Instant createdAt) {
    return new WebIdentityKey(
        pair.id(), accountId, pair.algorithm(), createdAt, pair.publicKey(), pair.secret());
  }
}
