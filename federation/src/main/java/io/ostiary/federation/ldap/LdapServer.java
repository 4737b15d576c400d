package io.ostiary.federation.ldap;

import java.net.URI;
import java.net.URISyntaxException;

/** An LDAP server. No password goes to it in the clear, unless it is on this very machine. */
public record LdapServer(String host, int port, Security security) {
  private static final int LDAP = 389;
  private static final int LDAPS = 636;

  /** How the connection is kept from others. */
  public enum Security {
    /** TLS from the first byte. */
    LDAPS,
    /** TLS before anything else is said. */
    START_TLS,
    /** None, within this machine. */
    LOOPBACK
  }

  /**
   * Reads {@code ldaps://host}, {@code ldap://host}, each with a port if it is not the usual one.
   *
   * @throws IllegalArgumentException if it is no such address
   */
  public static LdapServer parse(String url) {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      throw noServer(url);
    }
    String host = uri.getHost();
    boolean tls = "ldaps".equals(uri.getScheme());
    boolean plain =
        uri.getRawUserInfo() == null
            && uri.getRawQuery() == null
            && uri.getRawFragment() == null
            && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"));
    if (host == null || !plain || !(tls || "ldap".equals(uri.getScheme()))) {
      throw noServer(url);
    }
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    if (tls) {
      return new LdapServer(bare, uri.getPort() < 0 ? LDAPS : uri.getPort(), Security.LDAPS);
    }
    return new LdapServer(
        bare,
        uri.getPort() < 0 ? LDAP : uri.getPort(),
        isLoopback(bare) ? Security.LOOPBACK : Security.START_TLS);
  }

  /** Told by the text: a name could be looked up otherwise tomorrow. */
  private static boolean isLoopback(String host) {
    return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("::1");
  }

  private static IllegalArgumentException noServer(String url) {
    return new IllegalArgumentException(
        "`%s` is no LDAP server; write `ldaps://host` or `ldaps://host:port`".formatted(url));
  }
}
