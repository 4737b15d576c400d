package io.ostiary.arquillian;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/**
 * The drop-in jar in the folder that all of a Tomcat's applications share, in front of the largest
 * application of others that we could get: Tomcat's examples, with hundreds of files, JSPs, filters
 * of their own, asynchronous servlets, WebSockets and a login by a form. Nothing of it is changed.
 */
class SharedLibraryIT {
  private static final Path EXAMPLES = ServerKind.TOMCAT.home().resolve("webapps/examples");

  @TempDir static Path directory;

  private static ServerProcess server;
  private static Installation site;

  @BeforeAll
  static void start() throws Exception {
    Path base = directory.resolve("tomcat");
    Path kept = base.resolve("conf/ostiary");
    Map<String, String> settings = new HashMap<>(Installation.properties(base.resolve("data")));
    settings.put("ostiary.applications", kept.toString());
    server =
        ServerProcess.start(
            ServerKind.TOMCAT,
            base,
            settings,
            folder -> {
              Files.createDirectories(folder.resolve("lib"));
              DoorsApplication.copyOstiary(folder.resolve("lib/ostiary-runtime.jar"));
              Folders.copy(EXAMPLES, ServerKind.TOMCAT.applications(folder).resolve("examples"));
              WildFlyModuleIT.keep("examples", kept.resolve("examples"));
            });
    site = Installation.on(server.endpoint().getPort());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Whatever a browser could ask for. */
  private static List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(EXAMPLES)) {
      return all.filter(Files::isRegularFile)
          .map(file -> "/examples/" + EXAMPLES.relativize(file))
          .toList();
    }
  }

  private static RawAnswer send(RawRequest request) throws IOException {
    return request.send(server.endpoint());
  }

  private static RawAnswer as(String user, String target) throws IOException {
    AwsCredentials key =
        WildFlyModuleIT.key(directory.resolve("tomcat/data/examples/credentials"), user);
    return send(Signer.of(site, key, "examples").sign("GET", target, ""));
  }

  @Test
  void nobodyReachesAnythingByShowingNothing() throws Exception {
    assertThat(files()).hasSizeGreaterThan(300);
    for (String file : files()) {
      assertThat(send(RawRequest.of("GET", file)).status()).as(file).isBetween(401, 404);
    }
    assertThat(
            send(RawRequest.of("GET", "/examples/websocket/echoProgrammatic")
                    .header("Connection", "Upgrade")
                    .header("Upgrade", "websocket")
                    .header("Sec-WebSocket-Version", "13")
                    .header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="))
                .status())
        .isBetween(401, 403);
  }

  @Test
  void whoeverMayReachesPagesServletsAndAsynchronousOnes() throws Exception {
    assertThat(as("reader", "/examples/jsp/snp/snoop.jsp").body()).contains("Request Information");
    assertThat(as("reader", "/examples/servlets/servlet/HelloWorldExample").body())
        .contains("Hello World");
    assertThat(as("reader", "/examples/servlets/servlet/RequestInfoExample").body())
        .contains("/examples/servlets/servlet/RequestInfoExample");
    assertThat(as("reader", "/examples/async/async1").status()).isEqualTo(200);
    assertThat(as("reader", "/examples/jsp/jsp2/el/basic-arithmetic.jsp").status()).isEqualTo(403);
    assertThat(as("stranger", "/examples/jsp/snp/snoop.jsp").status()).isEqualTo(403);
  }

  /** Tomcat asks for its own login there, before any filter: its forward to the form is denied. */
  @Test
  void whatTheApplicationGuardsByALoginOfItsOwnStaysShut() throws Exception {
    RawAnswer answer = as("reader", "/examples/jsp/security/protected/index.jsp");
    assertThat(answer.status()).isNotEqualTo(200);
    assertThat(answer.body()).doesNotContain("You are logged in");
  }
}
