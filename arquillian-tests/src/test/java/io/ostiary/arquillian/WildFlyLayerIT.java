package io.ostiary.arquillian;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.browser.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A WildFly that was provisioned with the layer, and nothing done to it after, with applications of
 * others as Maven Central and their distribution have them: a small one, and Hawtio's console,
 * which brings filters, a JMX agent and libraries that Ostiary has, too. It is deployed twice: for
 * browsers as {@code hawtio}, for programs as {@code jmx}.
 */
class WildFlyLayerIT {
  private static final Path HOME = Path.of(System.getProperty("wildfly.layered.home"));
  private static final Path HAWTIO = Path.of(System.getProperty("hawtio.war"));
  private static final String PASSWORD = "Correct-Horse-7";
  private static final String MEMORY = "java.lang:type=Memory";

  @TempDir static Path directory;
  private static ServerProcess server;
  private static Installation site;

  @BeforeAll
  static void start() throws Exception {
    Map<String, String> settings = new HashMap<>(Installation.properties(directory));
    settings.remove("ostiary.data");
    settings.put("hawtio.authenticationEnabled", "false");
    server =
        ServerProcess.start(
            ServerKind.WILDFLY,
            HOME,
            directory.resolve("run"),
            settings,
            base -> {
              deploy(
                  base, "hello", ServerKind.TOMCAT.home().resolve(WildFlyModuleIT.SOMEBODY_ELSES));
              deploy(base, "hawtio", HAWTIO);
              deploy(base, "jmx", HAWTIO);
            });
    site = Installation.on(server.endpoint().getPort());
  }

  private static void deploy(Path base, String name, Path war) throws IOException {
    Files.copy(war, ServerKind.WILDFLY.applications(base).resolve(name + ".war"));
    WildFlyModuleIT.keep(name, base.resolve("configuration/ostiary").resolve(name));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static RawAnswer send(RawRequest request) throws IOException {
    return request.send(server.endpoint());
  }

  private static RawAnswer as(String user, String method, String target, String body)
      throws IOException {
    Signer signer = Signer.of(site, WildFlyModuleIT.key(server, "jmx", user), "jmx");
    return send(signer.sign(method, "/jmx/jolokia" + target, body));
  }

  @Test
  void securesAnApplicationOfOthersAsItIs() throws Exception {
    assertThat(send(RawRequest.of("GET", "/hello/hello")).status()).isEqualTo(401);
    assertThat(send(RawRequest.of("GET", "/hello/index.html")).status()).isEqualTo(200);
    assertThat(send(RawRequest.of("GET", "/hello/")).status())
        .as("no route names it")
        .isEqualTo(403);
    assertThat(
            send(Signer.of(site, WildFlyModuleIT.key(server, "hello", "greeter"), "hello")
                    .sign("GET", "/hello/hello", ""))
                .body())
        .contains("Sample Application Servlet");
    assertThat(iam("hello", "Action=ListUsers").body())
        .as("at the application's root, which for itself is a welcome file")
        .contains("<UserName>greeter</UserName>");
  }

  @Test
  void aConsolesAgentAnswersWhomPoliciesAllow() throws Exception {
    assertThat(send(RawRequest.of("GET", "/jmx/index.html")).body()).contains("Hawtio");
    assertThat(send(RawRequest.of("GET", "/jmx/")).body())
        .as("its welcome file")
        .contains("Hawtio");
    assertThat(send(RawRequest.of("GET", "/jmx/jolokia/read/" + MEMORY)).status()).isEqualTo(401);
    assertThat(as("reader", "GET", "/read/" + MEMORY, "").body()).contains("\"HeapMemoryUsage\":{");
    assertThat(as("reader", "GET", "/version", "").body()).contains("\"agent\":\"2.");
    assertThat(as("operator", "GET", "/exec/" + MEMORY + "/gc", "").body())
        .contains("\"status\":200");
    RawAnswer denied = as("stranger", "GET", "/read/" + MEMORY, "");
    assertThat(denied.status()).isEqualTo(403);
    assertThat(denied.body())
        .contains(":user/stranger is not authorized to perform: jmx:ReadBean on resource: ")
        .contains("bean/" + MEMORY + " because no identity-based policy allows");
  }

  @ParameterizedTest(name = "{0} sends {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          reader | {'type':'read','mbean':'java.lang:type=Memory'} | 200
          reader | {'type':'exec','mbean':'java.lang:type=Memory','operation':'gc()'} | 403
          reader | {'type':'write','mbean':'java.lang:type=Memory','attribute':'Verbose','value':true} | 403
          reader | {'type':'read','mbean':'java.lang:type=Runtime'} | 403
          reader | {'type':'read','mbean':'java.lang:*'} | 403
          reader | {'type':'READ','mbean':'java.lang:type=Memory'} | 403
          reader | [{'type':'exec','mbean':'java.lang:type=Memory','operation':'gc()'}] | 403
          reader | [{'type':'read','mbean':'java.lang:type=Memory'}] | 403
          reader | {'type':'exec','type':'read','mbean':'java.lang:type=Memory','operation':'gc()'} | 400
          reader | {'type':'read','mbean':'java.lang:type=Memory','mbean':'java.lang:type=Runtime'} | 400
          reader | {'type':'read','mbean':'java.lang:type=Memory'}{'type':'exec'} | 400
          reader | {'type':'read','mbean':'java.lang:type=Memory','target':{'url':'service:jmx:rmi:///x'}} | 403
          operator | {'type':'exec','mbean':'java.lang:type=Memory','operation':'gc()'} | 200
          stranger | {'type':'read','mbean':'java.lang:type=Memory'} | 403
          """)
  void whatARequestsBodyAsksForIsDecided(String user, String json, int status) throws Exception {
    RawAnswer answer = as(user, "POST", "", json.replace('\'', '"'));

    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body().contains("\"timestamp\":")).isEqualTo(status == 200);
  }

  /** Jolokia has an escape of its own, patterns, and a parameter in place of the path. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/read/java.lang:type=Runtime",
        "/read/java.lang:type=Runtime/InputArguments",
        "/read/java.lang:type=Runtim!e",
        "/read/java.lang!:type=Runtime",
        "/read/java.lang:type=Runtim*",
        "/read/*:*",
        "/read/java.lang:type=Runtim%3F",
        "?p=read/java.lang:type=Runtime",
        "?p=/exec/java.lang:type=Memory/gc",
        "/?p=read/java.lang:type=Runtime",
        "/version?p=read/java.lang:type=Runtime",
        "/exec/java.lang:type=Memory/gc",
        "/write/java.lang:type=Memory/Verbose/true",
        "/search/java.lang:*",
        "/list",
        "/notification/register"
      })
  void noOtherWayOfSayingItReachesMore(String target) throws Exception {
    RawAnswer answer = as("reader", "GET", target, "");

    assertThat(answer.status()).as(answer.body()).isIn(400, 403);
    assertThat(answer.body()).doesNotContain("\"timestamp\":");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/jmx/static/../jolokia/version",
        "/jmx/static/..;/jolokia/version",
        "/jmx/static/%2e%2e/jolokia/version",
        "/jmx/static/..%2fjolokia/version",
        "/jmx//jolokia/version",
        "//jmx/jolokia/version",
        "/jmx/./jolokia/version",
        "/jmx/%2e/jolokia/version",
        "/jmx/;/jolokia/version",
        "/jmx/;x/jolokia/version",
        "/jmx/jolokia;x/version",
        "/jmx;x/jolokia/version",
        "/jmx/%6aolokia/version",
        "/jmx/jolokia%2fversion",
        "/jmx/jolokia/version;index.html",
        "/jmx/JOLOKIA/version",
        "/jmx/index.html/../jolokia/version",
        "/jmx/index.html/jolokia/version",
        "/jmx/static/../hawtconfig.json",
        "/jmx/hawtconfig.json",
        "/jmx/proxy/http/127.0.0.1/9990/management",
        "/jmx/user",
        "/jmx/auth/login",
        "/jmx/plugin",
        "/jmx/WEB-INF/web.xml"
      })
  void noPathThatWasNotNamedReachesAnything(String target) throws Exception {
    for (RawRequest request :
        new RawRequest[] {
          RawRequest.of("GET", target),
          RawRequest.of("POST", target).body("{\"type\":\"version\"}"),
          RawRequest.of("HEAD", target),
          RawRequest.of("OPTIONS", target)
        }) {
      RawAnswer answer = send(request);
      assertThat(answer.status()).as(request.method()).isBetween(400, 405);
      assertThat(answer.body()).doesNotContain("\"agent\"", "appName", "web-app");
    }
  }

  @Test
  void aBrowserSignsInAndSeesTheConsoleAsFarAsPoliciesAllow() throws Exception {
    if (!Chromium.isPresent()) {
      System.out.println("SKIPPED: `chromium` is not on the path; install it to run this test");
    }
    Assumptions.assumeTrue(Chromium.isPresent(), "`chromium` is not on the path; install it");
    assertThat(
            iam("hawtio", "Action=CreateLoginProfile&UserName=lucy&Password=" + PASSWORD).status())
        .isEqualTo(200);
    try (Chromium chromium =
        Chromium.start(Files.createDirectories(directory.resolve("profile")))) {
      chromium.open("http://localhost:" + server.endpoint().getPort() + "/hawtio/");
      chromium.awaitText("User name");
      chromium.type("user", "lucy");
      chromium.type("password", PASSWORD);
      chromium.press("Sign in");

      chromium.awaitText("JMX");
      assertThat(chromium.eval(asking("POST", ""))).startsWith("200 ").contains("HeapMemoryUsage");
      assertThat(chromium.eval(asking("GET", "/read/" + MEMORY)))
          .startsWith("403 ")
          .contains("user/lucy is not authorized to perform: hawtio:ReadBeans");
    }
  }

  private static RawAnswer iam(String application, String form) throws IOException {
    return send(
        Signer.of(site, site.root(), "iam")
            .sign(
                "POST",
                "/" + application + "/",
                form + "&Version=2010-05-08",
                new RawRequest.Header("Content-Type", "application/x-www-form-urlencoded")));
  }

  /** What a script of the console's does. */
  private static String asking(String method, String path) {
    return """
    (() => { const x = new XMLHttpRequest(); x.open('%s', '/hawtio/jolokia%s', false);
      x.send(JSON.stringify({type: 'read', mbean: '%s'}));
      return x.status + ' ' + x.responseText })()
    """
        .formatted(method, path, MEMORY);
  }

  @Test
  void itsOwnFiltersComeAfterOstiary() throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put(
        "AWS_ACCESS_KEY_ID", WildFlyModuleIT.key(server, "jmx", "reader").accessKeyId());
    environment.put(
        "AWS_SECRET_ACCESS_KEY", WildFlyModuleIT.key(server, "jmx", "reader").secretAccessKey());
    assertThat(
            new Program(directory, environment)
                .run(
                    ServerProcess.java(),
                    "-jar",
                    System.getProperty("ostiary.jar"),
                    "doctor",
                    "--endpoint",
                    server.endpoint() + "/jmx")
                .out())
        .contains("sound     order", "no other filter sees a request before Ostiary does")
        .doesNotContain("wrong");
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
