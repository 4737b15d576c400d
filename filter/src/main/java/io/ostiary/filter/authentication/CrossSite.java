package io.ostiary.filter.authentication;

import io.ostiary.filter.authentication.CredentialException.Reason;
import io.ostiary.filter.http.CanonicalRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Tells what a browser sends because somebody on our own pages wants it from what another site
 * makes it send. The browser itself says which it is, in headers that no page can set.
 *
 * @see <a href="https://www.w3.org/TR/fetch-metadata/">Fetch Metadata</a>
 */
public final class CrossSite {
  private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");

  private CrossSite() {}

  /**
   * Refuses what another site may have caused: whatever might change something, and what is read
   * not by following a link. A WebSocket is refused unless one of our own pages opens it: browsers
   * let every page open one, with the cookie, and read what comes.
   */
  public static void check(CanonicalRequest request) throws CredentialException {
    Optional<String> site = request.header("sec-fetch-site");
    Optional<String> origin = request.header("origin");
    boolean own = site.isPresent() ? site.get().equals("same-origin") : isOwn(request, origin);
    boolean visit =
        HARMLESS.contains(request.method())
            && !request.asksForWebSocket()
            && isVisit(request, site);
    if (!own && !visit) {
      throw refused();
    }
    if (own && origin.isPresent() && !origin.get().equals("null") && !isOwn(request, origin)) {
      throw refused();
    }
  }

  /** Opened by hand, followed as a link, or by a browser that does not say. */
  private static boolean isVisit(CanonicalRequest request, Optional<String> site) {
    return site.isEmpty()
        || site.get().equals("none")
        || request.header("sec-fetch-mode").orElse("").equals("navigate");
  }

  private static boolean isOwn(CanonicalRequest request, Optional<String> origin) {
    String own =
        (request.secure() ? "https://" : "http://") + request.host().toLowerCase(Locale.ROOT);
    return origin.filter(own::equals).isPresent();
  }

  private static CredentialException refused() {
    return new CredentialException(
        Reason.CROSS_SITE,
        "the request comes from another site, or from a browser that does not say where it comes"
            + " from; make it from a page of this site");
  }
}
