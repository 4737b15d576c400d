package io.ostiary.benchmarks.peers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;

/** A person who logs in by a form, as Spring Security and Shiro both take it. */
final class PasswordForm {
  static final String NAME = "lucy";

  /** Of nobody: the user is made for one run. */
  static final String PASSWORD = "not-a-secret";

  private PasswordForm() {}

  /** The header by which a server knows the person again. */
  static Map<String, String> logIn(int port, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path + "/login"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("username=" + NAME + "&password=" + PASSWORD))
            .build();
    HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    List<String> cookies =
        answer.headers().allValues("Set-Cookie").stream()
            .filter(line -> line.startsWith("JSESSIONID="))
            .toList();
    if (cookies.isEmpty()) {
      throw new IllegalStateException(
          "no session: " + answer.statusCode() + ' ' + answer.headers().map());
    }
    String cookie = cookies.get(cookies.size() - 1);
    return Map.of("Cookie", cookie.substring(0, cookie.indexOf(';')));
  }
}
