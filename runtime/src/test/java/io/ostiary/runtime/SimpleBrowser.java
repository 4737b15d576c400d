package io.ostiary.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser without a screen: keeps cookies, fills forms in, says where a request comes from. */
final class SimpleBrowser {
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");

  private final HttpClient client = HttpClient.newHttpClient();
  private final String origin;
  final Map<String, String> cookies = new TreeMap<>();

  /** What it last got, redirects followed. */
  HttpResponse<String> page;

  SimpleBrowser(int port) throws Exception {
    this(port, "");
  }

  /** One for an application that is below a path. */
  SimpleBrowser(int port, String root) throws Exception {
    origin = "http://127.0.0.1:" + port;
    page = get(root + "/.ostiary/sign-in");
  }

  /** Follows a link of our own. */
  HttpResponse<String> get(String path) throws Exception {
    return follow(exchange("GET", path, "", Map.of("Sec-Fetch-Site", "same-origin")));
  }

  /** Sends a request, and nothing more. */
  HttpResponse<String> exchange(
      String method, String path, String body, Map<String, String> headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(origin + path))
            .method(method, BodyPublishers.ofString(body))
            .header("Accept", "text/html,*/*;q=0.8")
            .header("Sec-Fetch-Mode", "navigate");
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/x-www-form-urlencoded");
    }
    headers.forEach(request::header);
    if (!cookies.isEmpty()) {
      StringBuilder line = new StringBuilder();
      cookies.forEach((name, value) -> line.append(name + "=" + value + "; "));
      request.header("Cookie", line.substring(0, line.length() - 2));
    }
    HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
    answer.headers().allValues("Set-Cookie").forEach(this::keep);
    return answer;
  }

  private void keep(String line) {
    String pair = line.substring(0, line.indexOf(';'));
    String name = pair.substring(0, pair.indexOf('='));
    if (line.contains("Max-Age=0;")) {
      cookies.remove(name);
    } else {
      cookies.put(name, pair.substring(pair.indexOf('=') + 1));
    }
  }

  private HttpResponse<String> follow(HttpResponse<String> answer) throws Exception {
    HttpResponse<String> last = answer;
    for (int i = 0; last.statusCode() == 303; i++) {
      assertThat(i).as("redirects").isLessThan(5);
      String location = last.headers().firstValue("Location").orElseThrow();
      assertThat(location).startsWith("/").doesNotStartWith("//");
      last = exchange("GET", location, "", Map.of("Sec-Fetch-Site", "same-origin"));
    }
    page = last;
    return last;
  }

  /**
   * Fills in the form that is sent to a page of ours, with name, value, name, value…, and sends.
   */
  HttpResponse<String> submit(String action, String... fields) throws Exception {
    return follow(
        exchange("POST", action, form(action, fields), Map.of("Sec-Fetch-Site", "same-origin")));
  }

  /** Presses a button that has no fields to fill in. */
  HttpResponse<String> press(String action, String button) throws Exception {
    int end = page.body().indexOf("<button>" + button + "</button>");
    assertThat(end).as("no button %s in %s", button, page.body()).isPositive();
    String form = page.body().substring(page.body().lastIndexOf("<form", end), end);
    return follow(exchange("POST", action, filled(form), Map.of("Sec-Fetch-Site", "same-origin")));
  }

  String form(String action, String... fields) {
    int start = page.body().indexOf("action=\"" + action + "\"");
    assertThat(start).as("no form to %s in %s", action, page.body()).isPositive();
    return filled(page.body().substring(start, page.body().indexOf("</form>", start)), fields);
  }

  private static String filled(String form, String... fields) {
    Map<String, String> values = new LinkedHashMap<>();
    Matcher hidden = HIDDEN.matcher(form);
    while (hidden.find()) {
      values.put(hidden.group(1), hidden.group(2).replace("&amp;", "&"));
    }
    for (int i = 0; i < fields.length; i += 2) {
      assertThat(form).contains("name=\"" + fields[i] + "\"");
      values.put(fields[i], fields[i + 1]);
    }
    return encoded(values);
  }

  static String encoded(Map<String, String> values) {
    StringBuilder body = new StringBuilder();
    values.forEach(
        (name, value) ->
            body.append(body.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return body.toString();
  }
}
