package io.ostiary.endpoint.login;

import io.ostiary.filter.AuthorizedRequest;
import io.ostiary.filter.http.CanonicalRequest;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;

/**
 * One request for one of our pages.
 *
 * @param home the application's own page for whoever signs in, below its context path; may be empty
 */
record Visit(AuthorizedRequest authorized, HttpServletResponse response, String home) {
  private static final String OURS = "/.ostiary/";

  CanonicalRequest request() {
    return authorized.request();
  }

  AuthenticatedPrincipal caller() {
    return authorized.caller();
  }

  /** A field of the form or of the query; empty if it is not there. */
  String field(String name) {
    return authorized.form().value(name).orElse("");
  }

  /** Where the application is for this browser. */
  String contextPath() {
    return request().root();
  }

  /** The path of one of our pages. */
  String ours(String page) {
    return contextPath() + OURS + page;
  }

  /** The page to go to when all is done. */
  String returnPath() {
    return returnPath("to");
  }

  /** The same where another field says it. */
  String returnPath(String field) {
    return ReturnPath.of(field(field), contextPath(), homePage());
  }

  /** The whole address of one of our pages, as this browser reaches it. */
  URI address(String page) {
    return URI.create(
        (request().secure() ? "https://" : "http://") + request().host() + ours(page));
  }

  /** Where to go if nobody asked for anything. */
  String homePage() {
    return home.isEmpty() ? ours("account") : contextPath() + home;
  }

  /** Leads the browser to another site, which learns nothing of this one. */
  void leadAway(String address) {
    lead(address);
    response.setHeader("Referrer-Policy", "no-referrer");
  }

  /** Leads the browser to another page of ours, by GET. */
  void lead(String path) {
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Location", path);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Referrer-Policy", "same-origin");
  }
}
