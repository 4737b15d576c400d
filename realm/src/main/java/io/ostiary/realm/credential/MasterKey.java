package io.ostiary.realm.credential;

import io.ostiary.realm.store.PrivateFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The key under which secrets are sealed at rest, with AES-256-GCM. */
public final class MasterKey {
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int LARGEST_FILE = 4096;

  private final SecretKey key;
  private final String fingerprint;

  private MasterKey(SecretBytes bytes) {
    key = bytes.lend(raw -> new SecretKeySpec(raw, "AES"));
    fingerprint = bytes.lend(MasterKey::fingerprint);
  }

  /**
   * Reads the key of a file: 32 bytes in Base64, white space around them ignored.
   *
   * @throws IllegalArgumentException if the file holds something else
   */
  public static MasterKey read(Path file) throws IOException {
    if (Files.size(file) > LARGEST_FILE) {
      throw malformed(file);
    }
    String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    try (SecretBytes bytes = SecretBytes.of(Base64.getDecoder().decode(text))) {
      if (bytes.lend(raw -> raw.length) != KEY_BYTES) {
        throw malformed(file);
      }
      return new MasterKey(bytes);
    } catch (IllegalArgumentException notBase64) {
      throw malformed(file);
    }
  }

  private static IllegalArgumentException malformed(Path file) {
    return new IllegalArgumentException(
        "`%s` does not hold a master key; it must be 32 random bytes in Base64, as `openssl rand"
                .formatted(file)
            + " -base64 32` writes them");
  }

  /** Makes a key and keeps it in a file that only its owner may read. */
  public static MasterKey create(Path file, SecureRandom random) throws IOException {
    try (SecretBytes bytes = SecretBytes.random(KEY_BYTES, random)) {
      PrivateFile.write(file, bytes.lend(Base64.getEncoder()::encodeToString) + "\n");
      return new MasterKey(bytes);
    }
  }

  /** Eight hexadecimal digits that tell keys apart and reveal nothing of them. */
  String fingerprint() {
    return fingerprint;
  }

  private static String fingerprint(byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] digest = mac.doFinal("ostiary master key".getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HmacSHA256", e);
    }
  }

  /** Seals a secret to a context that opening must name again; a fresh nonce goes in front. */
  byte[] seal(SecretBytes secret, String context, SecureRandom random) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed = secret.lend(raw -> crypt(Cipher.ENCRYPT_MODE, nonce, raw, context));
    return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
  }

  /**
   * Opens what {@link #seal} made.
   *
   * @throws IllegalStateException if it was made under another key or for another context, or was
   *     touched since
   */
  SecretBytes open(byte[] sealed, String context) {
    if (sealed.length < NONCE_BYTES) {
      throw new IllegalStateException("a sealed secret was cut short");
    }
    byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
    byte[] body = Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length);
    return SecretBytes.of(crypt(Cipher.DECRYPT_MODE, nonce, body, context));
  }

  private byte[] crypt(int mode, byte[] nonce, byte[] input, String context) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "a secret does not open: it was sealed under another master key, or it was altered", e);
    }
  }

  @Override
  public String toString() {
    return "MasterKey(" + fingerprint + ")";
  }
}
