package io.ostiary.arquillian;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The drop-in jar in the folder that all of a Tomcat's applications share, and a WAR of others. */
class SharedLibraryIT {
  @TempDir Path directory;

  @Test
  void securesAnApplicationOfOthersOnTomcat() throws Exception {
    Path base = directory.resolve("tomcat");
    Path kept = base.resolve("conf/ostiary");
    Map<String, String> settings = new HashMap<>(Installation.properties(base.resolve("data")));
    settings.put("ostiary.applications", kept.toString());
    try (ServerProcess server =
        ServerProcess.start(
            ServerKind.TOMCAT,
            base,
            settings,
            folder -> {
              Files.createDirectories(folder.resolve("lib"));
              DoorsApplication.copyOstiary(folder.resolve("lib/ostiary-runtime.jar"));
              Files.write(
                  ServerKind.TOMCAT.applications(folder).resolve("hello.war"),
                  Files.readAllBytes(
                      ServerKind.TOMCAT.home().resolve(WildFlyModuleIT.SOMEBODY_ELSES)));
              WildFlyModuleIT.keep("hello", kept.resolve("hello"));
            })) {
      assertThat(RawRequest.of("GET", "/hello/hello").send(server.endpoint()).status())
          .isEqualTo(401);
      Path credentials = base.resolve("data/hello/credentials");
      Installation site = Installation.on(server.endpoint().getPort());
      assertThat(
              Signer.of(site, WildFlyModuleIT.key(credentials, "greeter"), "hello")
                  .sign("GET", "/hello/hello", "")
                  .send(server.endpoint())
                  .body())
          .contains("Sample Application Servlet");
      assertThat(
              Signer.of(site, WildFlyModuleIT.key(credentials, "stranger"), "hello")
                  .sign("GET", "/hello/hello", "")
                  .send(server.endpoint())
                  .status())
          .isEqualTo(403);
    }
  }
}
