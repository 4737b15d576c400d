package io.ostiary.signature;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 with one kept {@link Mac} a thread: making one costs more than using it. */
final class Hmac {
  private static final String ALGORITHM = "HmacSHA256";

  // Only a class of the JDK is kept, so that a thread of a server pins no application's loader.
  private static final ThreadLocal<Mac> MAC = ThreadLocal.withInitial(Hmac::newMac);

  private Hmac() {}

  static SecretKey key(byte[] bytes) {
    return new SecretKeySpec(bytes, ALGORITHM);
  }

  static byte[] sha256(SecretKey key, byte[] message, int length) {
    Mac mac = MAC.get();
    try {
      mac.init(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK refuses a key for " + ALGORITHM, e);
    }
    mac.update(message, 0, length);
    return mac.doFinal();
  }

  private static Mac newMac() {
    try {
      return Mac.getInstance(ALGORITHM);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no " + ALGORITHM, e);
    }
  }
}
