package io.ostiary.realm.authentication;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * That an identity provider ended a login of somebody, or all of them.
 *
 * @param providerArn the provider in the directory
 * @param name of the login, or of the subject
 * @see <a href="https://openid.net/specs/openid-connect-backchannel-1_0.html">OpenID Connect
 *     Back-Channel Logout</a>
 */
public record ProviderLogout(String providerArn, Of of, String name) {

  private static final int LONGEST_ID = 256;

  /** What a provider ended. */
  public enum Of {
    /** One login. */
    LOGIN,
    /** Every login of a subject. */
    SUBJECT
  }

  /** The end of one login, by the provider's name for it. */
  public static ProviderLogout ofLogin(String providerArn, String login) {
    return new ProviderLogout(providerArn, Of.LOGIN, login);
  }

  /** The end of all logins of a subject. */
  public static ProviderLogout ofSubject(String providerArn, String subject) {
    return new ProviderLogout(providerArn, Of.SUBJECT, subject);
  }

  /** Under which sessions that came of it are revoked; no two have the same. */
  public String id() {
    // No ARN has a space in it.
    String text = of + " " + providerArn + ' ' + name;
    boolean plain = text.length() <= LONGEST_ID && text.chars().allMatch(c -> c >= ' ' && c < '~');
    return plain ? text : "#" + digest(text);
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
