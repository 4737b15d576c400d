package io.ostiary.endpoint.query;

import io.ostiary.realm.credential.Tickets;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals where a page ended into a {@code Marker}, and opens it again. A marker is authenticated
 * (HMAC-SHA-256, 128 bits) together with what it was made for, so one that was forged, cut or
 * brought from another listing is refused. It is not encrypted: it holds what the page showed.
 *
 * <p>Nodes that answer for one another need the same key.
 */
public final class Markers {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final int TAG_BYTES = 16;

  private final SecretKeySpec key;

  /** Seals with a key of at least 32 bytes. */
  public Markers(byte[] key) {
    if (key.length < KEY_BYTES) {
      throw new IllegalArgumentException(
          "the key of markers has %s bytes; give at least %s".formatted(key.length, KEY_BYTES));
    }
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /** Seals with a key that every node of an installation derives alike. */
  public static Markers of(Tickets tickets) {
    return new Markers(Base64.getUrlDecoder().decode(tickets.derive("markers", "key")));
  }

  /**
   * Makes the marker of a page.
   *
   * @param listing what is listed
   * @param last the key of the last thing on the page
   */
  public String seal(String listing, String last) {
    byte[] text = last.getBytes(StandardCharsets.UTF_8);
    byte[] sealed = Arrays.copyOf(tag(listing, text), TAG_BYTES + text.length);
    System.arraycopy(text, 0, sealed, TAG_BYTES, text.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
  }

  /**
   * The key with which the page before ended.
   *
   * @throws OperationException if this is not a marker that {@link #seal} made for this listing
   */
  public String open(String listing, String marker) {
    byte[] sealed = decode(marker);
    if (sealed.length >= TAG_BYTES) {
      byte[] text = Arrays.copyOfRange(sealed, TAG_BYTES, sealed.length);
      byte[] tag = Arrays.copyOf(sealed, TAG_BYTES);
      // Compared as text too, since Base64 has more than one spelling of its last character.
      if (MessageDigest.isEqual(tag, tag(listing, text))) {
        String last = new String(text, StandardCharsets.UTF_8);
        if (seal(listing, last).equals(marker)) {
          return last;
        }
      }
    }
    throw OperationException.validation(
        "Invalid Marker; send the one that the page before gave, or none to begin anew");
  }

  private static byte[] decode(String marker) {
    try {
      return Base64.getUrlDecoder().decode(marker);
    } catch (IllegalArgumentException notBase64) {
      return new byte[0];
    }
  }

  private byte[] tag(String listing, byte[] text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(listing.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      mac.update(text);
      return Arrays.copyOf(mac.doFinal(), TAG_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + ALGORITHM, e);
    }
  }
}
