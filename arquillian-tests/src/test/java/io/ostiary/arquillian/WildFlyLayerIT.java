package io.ostiary.arquillian;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A WildFly that was provisioned with the layer, and nothing done to it after. */
class WildFlyLayerIT {
  private static final Path HOME = Path.of(System.getProperty("wildfly.layered.home"));

  @TempDir Path directory;

  @Test
  void securesAnApplicationOfOthersAsItIs() throws Exception {
    Map<String, String> settings = new HashMap<>(Installation.properties(directory));
    settings.remove("ostiary.data");
    try (ServerProcess server =
        ServerProcess.start(
            ServerKind.WILDFLY,
            HOME,
            directory.resolve("run"),
            settings,
            base -> {
              Files.write(
                  ServerKind.WILDFLY.applications(base).resolve("hello.war"),
                  Files.readAllBytes(
                      ServerKind.TOMCAT.home().resolve(WildFlyModuleIT.SOMEBODY_ELSES)));
              WildFlyModuleIT.keep("hello", base.resolve("configuration/ostiary/hello"));
            })) {
      Installation site = Installation.on(server.endpoint().getPort());
      assertThat(RawRequest.of("GET", "/hello/hello").send(server.endpoint()).status())
          .isEqualTo(401);
      assertThat(
              Signer.of(site, WildFlyModuleIT.key(server, "hello", "greeter"), "hello")
                  .sign("GET", "/hello/hello", "")
                  .send(server.endpoint())
                  .body())
          .contains("Sample Application Servlet");
    }
  }

  /** As {@code install.cli} does it, so that both ways are one. */
  @Test
  void isConfiguredAsTheScriptConfiguresAServerThatExists() throws Exception {
    assertThat(Files.readString(HOME.resolve("standalone/configuration/standalone.xml")))
        .contains(
            "<module name=\"io.ostiary\" annotations=\"true\" services=\"true\" meta-inf=\"true\"/>",
            "default-security-domain=\"ostiary\"",
            "<application-security-domain name=\"ostiary\" security-domain=\"ApplicationDomain\""
                + " integrated-jaspi=\"false\"/>",
            "<property name=\"ostiary.applications\" value=\"${jboss.server.config.dir}/ostiary\"/>",
            "<property name=\"ostiary.data\" value=\"${jboss.server.data.dir}/ostiary\"/>");
  }
}
