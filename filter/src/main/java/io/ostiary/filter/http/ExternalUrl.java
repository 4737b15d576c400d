package io.ostiary.filter.http;

/**
 * Where clients find the application, by configuration: the host that they ask, and the path that
 * they write where the server has the context path. A signature covers both, so of a request that
 * came through a proxy that changes them they are taken from here and from no header that names a
 * path.
 *
 * @param text without a slash at its end
 * @param host as clients write it into Host: with a port only where it is not the scheme's own
 * @param path undecoded, without a slash at its end; empty if the URL has none, which says nothing
 *     of paths
 */
public record ExternalUrl(String text, String host, String path) {
  private static final String HTTPS = "https://";
  private static final String HTTP = "http://";

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none, or if its path could be read in several ways
   */
  public static ExternalUrl parse(String text) {
    String bare = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    boolean secure = bare.startsWith(HTTPS);
    if (!secure && !bare.startsWith(HTTP)) {
      throw wrong(text, "it begins with neither `https://` nor `http://`");
    }
    int begins = secure ? HTTPS.length() : HTTP.length();
    int slash = bare.indexOf('/', begins);
    int ends = slash < 0 ? bare.length() : slash;
    String host = bare.substring(begins, ends);
    String path = bare.substring(ends);
    if (path.endsWith("/")) {
      throw wrong(text, "its path ends with `//`");
    }
    try {
      String unusedName = RequestReader.hostName(host);
      RequestPath unusedPath = RequestPath.parse(path, false);
    } catch (RejectedRequestException refused) {
      throw wrong(text, String.valueOf(refused.getMessage()));
    }
    return new ExternalUrl(bare, withoutPort(host, secure ? ":443" : ":80"), path);
  }

  private static String withoutPort(String host, String usual) {
    boolean named = host.endsWith(usual) && !host.endsWith("]");
    return named ? host.substring(0, host.length() - usual.length()) : host;
  }

  private static IllegalArgumentException wrong(String text, String why) {
    return new IllegalArgumentException(
        "`%s` is not where a server can be found: %s; write such as `https://example.org/api`"
            .formatted(text, why));
  }

  @Override
  public String toString() {
    return text;
  }
}
