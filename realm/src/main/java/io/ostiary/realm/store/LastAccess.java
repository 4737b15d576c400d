package io.ostiary.realm.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Under which id {@link OnceStore#used} keeps that a user or role reached a service, or one action
 * of it, or that a user's password was used.
 */
public final class LastAccess {
  private static final int LONGEST_ID = 128;

  private LastAccess() {}

  /**
   * Of a service.
   *
   * @param principalId the unique id of a user or role
   * @param service its prefix, such as {@code s3}
   */
  public static String id(String principalId, String service) {
    return bounded(principalId + '/' + service);
  }

  /** Of one action of a service. */
  public static String id(String principalId, String service, String action) {
    return bounded(principalId + '/' + service + ':' + action);
  }

  /** Of a user's password, whatever the sessions that came of it did then. */
  public static String passwordId(String userId) {
    return bounded("password/" + userId);
  }

  private static String bounded(String id) {
    return id.length() <= LONGEST_ID ? id : digest(id);
  }

  private static String digest(String id) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(id.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
