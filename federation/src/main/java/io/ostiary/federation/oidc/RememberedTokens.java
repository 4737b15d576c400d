package io.ostiary.federation.oidc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.ostiary.realm.directory.OidcProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Tokens that were verified a moment ago. Remembering saves a signature's verification, nothing
 * else: a token counts as remembered only by the same provider on the same terms, while the
 * issuer's keys are the same and fresh, and for a minute.
 */
final class RememberedTokens<V> {
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final long MOST_CHARACTERS = 8_000_000;
  private static final int OVERHEAD = 2000;

  private record Place(String accountId, String end) {}

  private record Remembered<V>(
      String token,
      OidcProvider provider,
      IssuerKeys issuer,
      KeySet keys,
      Instant until,
      V verified) {}

  private final Cache<Place, Remembered<V>> tokens =
      Caffeine.newBuilder()
          .maximumWeight(MOST_CHARACTERS)
          .weigher((Place place, Remembered<V> token) -> token.token.length() + OVERHEAD)
          .build();

  /**
   * What a token said, if it is remembered.
   *
   * @param accountId whose provider judged it; empty where it is for the token to say
   */
  Optional<V> find(String token, String accountId, Instant now, OidcProviders providers) {
    Remembered<V> found = tokens.getIfPresent(new Place(accountId, CompactToken.endOf(token)));
    if (found == null
        || !found.token.equals(token)
        || !now.isBefore(found.until)
        || found.issuer.known() != found.keys
        || !found.issuer.areFresh(now)
        || !found.provider.equals(
            providers.find(found.provider.accountId(), found.provider.issuer()))) {
      return Optional.empty();
    }
    return Optional.of(found.verified);
  }

  /**
   * Remembers what a token said.
   *
   * @param provider that judged it, as the directory has it
   */
  void remember(
      String accountId,
      OidcProvider provider,
      TokenSignatures.Signed signed,
      Instant now,
      Instant expiry,
      V verified) {
    Instant limit = now.plus(LONGEST);
    String text = signed.token().text();
    tokens.put(
        new Place(accountId, CompactToken.endOf(text)),
        new Remembered<>(
            text,
            provider,
            signed.issuer(),
            signed.keys(),
            expiry.isBefore(limit) ? expiry : limit,
            verified));
  }
}
