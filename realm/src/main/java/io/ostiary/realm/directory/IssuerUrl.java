package io.ostiary.realm.directory;

import io.ostiary.realm.directory.DirectoryException.Code;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/**
 * The rules for the URL of an OpenID Connect issuer: {@code https}, a host, perhaps a port and a
 * path, and no more.
 */
final class IssuerUrl {
  private static final int LONGEST = 255;
  private static final String HTTPS = "https://";
  private static final String HTTP = "http://";
  private static final String SCHEME_END = "://";
  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

  private IssuerUrl() {}

  static String checked(String url) {
    Names.length("url", url, 1, LONGEST);
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      throw invalid("it is no URL");
    }
    if (uri.getHost() == null || uri.getRawUserInfo() != null) {
      throw invalid("it must name a host and no user");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw invalid("an issuer has neither a query nor a fragment");
    }
    if (!url.chars().allMatch(c -> c > ' ' && c <= '~' && c != '*')) {
      throw invalid("write it in visible ASCII without `*`");
    }
    boolean onThisMachine = url.startsWith(HTTP) && isOnThisMachine(uri);
    if (!url.startsWith(HTTPS) && !onThisMachine) {
      throw invalid("it must begin with https://");
    }
    return url;
  }

  static boolean isOnThisMachine(URI uri) {
    return LOOPBACK.contains(uri.getHost());
  }

  static String withoutScheme(String url) {
    int scheme = url.indexOf(SCHEME_END);
    return scheme < 0 ? url : url.substring(scheme + SCHEME_END.length());
  }

  private static DirectoryException invalid(String why) {
    return new DirectoryException(
        Code.VALIDATION_ERROR, "Invalid Open ID Connect Provider URL: " + why + ".");
  }
}
