package io.ostiary.arquillian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.ByteArrayAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An application whose service definition cannot be read does not start, and says why. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class BrokenServiceDefinitionIT {
  private static final String DEFINITION = "/WEB-INF/ostiary/s3.service.json";

  @ArquillianResource Deployer deployer;

  @Deployment(name = "unknown member", managed = false, testable = false)
  static WebArchive unknownMember() throws IOException {
    return broken("unknown-member.war", "\"authorize\"", "\"authorise\"");
  }

  @Deployment(name = "cut short", managed = false, testable = false)
  static WebArchive cutShort() throws IOException {
    WebArchive war = DepotInWildFly.war("cut-short.war");
    war.delete(DEFINITION);
    return war.add(new StringAsset("{\n  \"service\": \"s3\",\n  \"routes\": [\n"), DEFINITION);
  }

  @ParameterizedTest
  @CsvSource({"unknown member, unknown-member, authorise", "cut short, cut-short, line"})
  void stopsStartUpAndIsNamed(String deployment, String context, String what) throws Exception {
    Path log = Path.of(System.getProperty("wildfly.home"), "standalone", "log", "server.log");
    long already = Files.size(log);

    assertThatThrownBy(() -> deployer.deploy(deployment)).isInstanceOf(Exception.class);

    byte[] bytes = Files.readAllBytes(log);
    String said =
        new String(bytes, (int) already, (int) (bytes.length - already), StandardCharsets.UTF_8);
    assertThat(said).contains("s3.service.json").contains(what);
    URI endpoint = Installation.inWildFly().endpoint();
    assertThat(RawRequest.of("GET", "/" + context + "/").send(endpoint).status()).isEqualTo(404);
  }

  private static WebArchive broken(String name, String right, String wrong) throws IOException {
    WebArchive war = DepotInWildFly.war(name);
    String definition =
        new String(
            war.get(DEFINITION).getAsset().openStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(definition).contains(right);
    String changed = definition.replaceFirst(right, wrong);
    war.delete(DEFINITION);
    return war.add(new ByteArrayAsset(changed.getBytes(StandardCharsets.UTF_8)), DEFINITION);
  }
}
