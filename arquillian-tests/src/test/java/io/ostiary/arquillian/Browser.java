package io.ostiary.arquillian;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * As much of a browser as a login form needs: cookies, which Keycloak marks {@code Secure} even
 * where there is no TLS, and forms. It follows no redirect.
 */
final class Browser {
  private final HttpClient http;
  private final Map<String, String> cookies = new TreeMap<>();

  Browser(HttpClient http) {
    this.http = http;
  }

  /** Another that has the same cookies. */
  Browser copy() {
    Browser copy = new Browser(http);
    copy.cookies.putAll(cookies);
    return copy;
  }

  HttpResponse<String> get(URI address) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(address).GET());
  }

  HttpResponse<String> post(URI address, Map<String, String> form)
      throws IOException, InterruptedException {
    String body =
        form.entrySet().stream()
            .map(field -> encode(field.getKey()) + '=' + encode(field.getValue()))
            .collect(Collectors.joining("&"));
    return send(
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", address.getScheme() + "://" + address.getAuthority())
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpResponse<String> json(String method, URI address, String body, String bearer)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + bearer)
            .method(method, HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + '=' + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    HttpResponse<String> answer =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    for (String set : answer.headers().allValues("set-cookie")) {
      String pair = set.substring(0, set.indexOf(';') < 0 ? set.length() : set.indexOf(';'));
      cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
    }
    return answer;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** An attribute of the element in a page that has a mark. */
  static String attribute(String page, String mark, String name) {
    int at = page.indexOf(mark);
    if (at < 0) {
      throw new AssertionError("no " + mark + " in:\n" + page);
    }
    String element = page.substring(page.lastIndexOf('<', at), page.indexOf('>', at));
    int from = element.indexOf(' ' + name + "=\"") + name.length() + 3;
    return element.substring(from, element.indexOf('"', from)).replace("&amp;", "&");
  }
}
