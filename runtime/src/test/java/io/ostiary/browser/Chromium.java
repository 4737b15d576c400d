package io.ostiary.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A real browser without a window, told what to do by its DevTools protocol. The tests in real
 * servers compile this file, too.
 *
 * @see <a href="https://chromedevtools.github.io/devtools-protocol/">Chrome DevTools Protocol</a>
 */
public final class Chromium implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final WebSocket page;
  private final LinkedBlockingQueue<JsonNode> messages;
  private int lastId;

  private Chromium(Process process, WebSocket page, LinkedBlockingQueue<JsonNode> messages) {
    this.process = process;
    this.page = page;
    this.messages = messages;
  }

  /** Whether it is installed. */
  public static boolean isPresent() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "chromium")));
  }

  /** Starts it with a profile of its own; any certificate will do. */
  public static Chromium start(Path profile) throws Exception {
    Process process =
        new ProcessBuilder(
                "chromium",
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--no-first-run",
                "--ignore-certificate-errors",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolveSibling("chromium.log").toFile())
            .start();
    boolean connected = false;
    try {
      LinkedBlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
      WebSocket page =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .buildAsync(target(profile, process), new Listener(messages))
              .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      Chromium started = new Chromium(process, page, messages);
      JsonNode unused = started.send("Page.enable", JSON.createObjectNode());
      connected = true;
      return started;
    } finally {
      if (!connected) {
        stop(process);
      }
    }
  }

  /** Where its one page listens; it writes the port into its profile. */
  private static URI target(Path profile, Process process) throws Exception {
    Path file = profile.resolve("DevToolsActivePort");
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.exists(file) || Files.readAllLines(file).isEmpty()) {
      if (System.nanoTime() > end || !process.isAlive()) {
        fail(Files.readString(profile.resolveSibling("chromium.log")));
      }
      Thread.sleep(50);
    }
    URI list = URI.create("http://127.0.0.1:" + Files.readAllLines(file).get(0) + "/json/list");
    while (true) {
      String answer =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString())
              .body();
      for (JsonNode target : JSON.readTree(answer)) {
        if (target.path("type").asText().equals("page")) {
          return URI.create(target.path("webSocketDebuggerUrl").asText());
        }
      }
      if (System.nanoTime() > end) {
        fail("no page: " + answer);
      }
      Thread.sleep(50);
    }
  }

  /** Puts texts together and queues what comes. */
  private static final class Listener implements WebSocket.Listener {
    private final LinkedBlockingQueue<JsonNode> messages;
    private final StringBuilder text = new StringBuilder();

    private Listener(LinkedBlockingQueue<JsonNode> messages) {
      this.messages = messages;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        try {
          messages.add(JSON.readTree(text.toString()));
        } catch (IOException malformed) {
          throw new IllegalStateException(malformed);
        }
        text.setLength(0);
      }
      return WebSocket.Listener.super.onText(socket, data, last);
    }
  }

  private JsonNode send(String method, ObjectNode parameters) throws Exception {
    ObjectNode message = JSON.createObjectNode().put("id", ++lastId).put("method", method);
    message.set("params", parameters);
    page.sendText(message.toString(), true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    while (true) {
      JsonNode answer = messages.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(answer).as("an answer to %s", method).isNotNull();
      if (answer.path("id").asInt() == lastId) {
        assertThat(answer.has("error")).as(answer.toString()).isFalse();
        return answer.path("result");
      }
    }
  }

  /** Types an address in. */
  public void open(String address) throws Exception {
    JsonNode unused = send("Page.navigate", JSON.createObjectNode().put("url", address));
  }

  /** The value of an expression, as text; empty where the page is being changed for another. */
  public String eval(String expression) throws Exception {
    JsonNode answer =
        send(
            "Runtime.evaluate",
            JSON.createObjectNode().put("expression", expression).put("returnByValue", true));
    return answer.path("result").path("value").asText("");
  }

  /** Waits until a page shows a text. */
  public void awaitText(String text) throws Exception {
    awaitAnyText(text);
  }

  /** Waits until a page shows one of several texts. */
  public void awaitAnyText(String... texts) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String shown = "";
    while (Arrays.stream(texts).noneMatch(shown::contains)) {
      assertThat(System.nanoTime())
          .as("one of `%s` is shown in%n%s", List.of(texts), shown)
          .isLessThan(end);
      Thread.sleep(50);
      shown = eval("document.readyState === 'complete' ? document.body.innerText : ''");
    }
  }

  /** Types into a field. */
  public void type(String field, String value) throws Exception {
    String set =
        "document.querySelector('input[name=\"%s\"]').value = %s"
            .formatted(field, JSON.writeValueAsString(value));
    assertThat(eval(set)).isEqualTo(value);
  }

  /** Presses a button. */
  public void press(String label) throws Exception {
    String click =
        "(() => { for (const b of document.querySelectorAll('button')) if (b.innerText === %s) { b.click(); return 'yes' } return 'no' })()"
            .formatted(JSON.writeValueAsString(label));
    assertThat(eval(click)).as("there is a button `%s`", label).isEqualTo("yes");
  }

  /** Follows a link. */
  public void follow(String label) throws Exception {
    String click =
        "(() => { for (const a of document.querySelectorAll('a')) if (a.innerText === %s) { a.click(); return 'yes' } return 'no' })()"
            .formatted(JSON.writeValueAsString(label));
    assertThat(eval(click)).as("there is a link `%s`", label).isEqualTo("yes");
  }

  /** What a cookie is like, by its name. */
  public JsonNode cookie(String name) throws Exception {
    for (JsonNode cookie : send("Network.getCookies", JSON.createObjectNode()).path("cookies")) {
      if (cookie.path("name").asText().equals(name)) {
        return cookie;
      }
    }
    return JSON.missingNode();
  }

  /** Keeps a picture of the page beside the test's reports. */
  public void photograph(String name) throws Exception {
    String picture = send("Page.captureScreenshot", JSON.createObjectNode()).path("data").asText();
    Path folder = Files.createDirectories(Path.of("target/screenshots"));
    Path unused = Files.write(folder.resolve(name + ".png"), Base64.getDecoder().decode(picture));
  }

  @Override
  public void close() {
    page.abort();
    stop(process);
  }

  private static void stop(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }
}
