package io.ostiary.realm.credential;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;

/**
 * A session token taken apart, of which nothing is known to hold yet: which key it names, and what
 * was sealed under it.
 *
 * <p>Its text is Base64 for URLs, without padding, of a format number, four bytes that name the
 * key, a nonce of twelve, and the sealed content with its tag.
 */
public final class SessionToken {
  /** So long that it fits a cookie. */
  public static final int LONGEST = 3_584;

  static final int NONCE_BYTES = 12;
  private static final byte FORMAT = 1;
  private static final int KEY_ID_BYTES = 4;
  private static final int HEAD_BYTES = 1 + KEY_ID_BYTES + NONCE_BYTES;
  private static final int TAG_BYTES = 16;
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();
  private static final int BYTES_OF_GROUP = 3;
  private static final int CHARACTERS_OF_GROUP = 4;

  private final byte[] bytes;

  private SessionToken(byte[] bytes) {
    this.bytes = bytes;
  }

  static SessionToken of(String keyId, byte[] nonce, byte[] sealed) {
    return new SessionToken(
        ByteBuffer.allocate(HEAD_BYTES + sealed.length)
            .put(FORMAT)
            .put(HexFormat.of().parseHex(keyId))
            .put(nonce)
            .put(sealed)
            .array());
  }

  /** Takes a text apart, if it has the form of a token. Each token has one spelling. */
  public static Optional<SessionToken> parse(String text) {
    return parse(text, LONGEST);
  }

  /** The same of something else that is sealed likewise, and may be longer. */
  public static Optional<SessionToken> parse(String text, int longest) {
    if (text.length() > longest) {
      return Optional.empty();
    }
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    if (bytes.length < HEAD_BYTES + TAG_BYTES || bytes[0] != FORMAT) {
      return Optional.empty();
    }
    return isTheSpelling(text, bytes) ? Optional.of(new SessionToken(bytes)) : Optional.empty();
  }

  /**
   * Whether a text that stands for bytes is the one that is made of them. Base64 decoders take
   * others too: with padding, or with bits in the last character that stand for nothing.
   */
  private static boolean isTheSpelling(String text, byte[] bytes) {
    int whole = bytes.length / BYTES_OF_GROUP * BYTES_OF_GROUP;
    String end = TEXT.encodeToString(Arrays.copyOfRange(bytes, whole, bytes.length));
    return text.length() == whole / BYTES_OF_GROUP * CHARACTERS_OF_GROUP + end.length()
        && text.endsWith(end);
  }

  /** As it goes over the wire. */
  public String text() {
    return TEXT.encodeToString(bytes);
  }

  /** The key that it names: eight hexadecimal digits. */
  public String keyId() {
    return HexFormat.of().formatHex(bytes, 1, 1 + KEY_ID_BYTES);
  }

  byte[] nonce() {
    return Arrays.copyOfRange(bytes, 1 + KEY_ID_BYTES, HEAD_BYTES);
  }

  /** Everything that the tag must cover besides the content. */
  byte[] head() {
    return Arrays.copyOf(bytes, HEAD_BYTES);
  }

  /** The same without what was sealed, for who needs only what it is sealed by. */
  public SessionToken withoutContent() {
    return new SessionToken(head());
  }

  /** Opens what was sealed with a cipher that was told everything else. */
  byte[] opened(Cipher cipher) throws GeneralSecurityException {
    return cipher.doFinal(bytes, HEAD_BYTES, bytes.length - HEAD_BYTES);
  }

  /** Shows nothing of it: where a token alone is a credential, it is one. */
  @Override
  public String toString() {
    return "SessionToken";
  }
}
