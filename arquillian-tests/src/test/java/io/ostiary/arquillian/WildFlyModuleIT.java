package io.ostiary.arquillian;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/**
 * The module in a WildFly that existed before, by the steps of the how-to: applications that never
 * heard of Ostiary are secured by what their operator keeps; and all of it can be taken back.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WildFlyModuleIT {
  /** A WAR that others made, out of their distribution, byte by byte. */
  static final String SOMEBODY_ELSES = "webapps/docs/appdev/sample/sample.war";

  private static final String DOMAIN =
      "<jboss-web><security-domain>%s</security-domain></jboss-web>";

  @TempDir static Path directory;

  private Path home;
  private String configurationBefore;
  private Set<String> filesBefore;
  private ServerProcess server;

  @BeforeAll
  void install() throws Exception {
    home = directory.resolve("wildfly");
    Folders.copy(ServerKind.WILDFLY.home(), home);
    asItShips(home, directory);
    configurationBefore = configuration();
    filesBefore = files();
    Folders.unzip(Path.of(System.getProperty("wildfly.module")), home);
    cli(home.resolve("ostiary/install.cli"));
    Map<String, String> settings = new HashMap<>(Installation.properties(directory));
    settings.remove("ostiary.data");
    server =
        ServerProcess.start(
            ServerKind.WILDFLY, home, directory.resolve("run"), settings, this::applications);
  }

  /** Without deployments of earlier tests, and with a security domain as WildFly has it. */
  static void asItShips(Path home, Path directory) throws Exception {
    Path initial =
        home.resolve("standalone/configuration/standalone_xml_history/standalone.initial.xml");
    if (Files.exists(initial)) {
      Files.write(
          home.resolve("standalone/configuration/standalone.xml"), Files.readAllBytes(initial));
    }
    Path script = directory.resolve("as-it-ships.cli");
    Files.writeString(
        script,
        """
        embed-server --server-config=standalone.xml --std-out=discard
        /subsystem=undertow/application-security-domain=other:write-attribute(name=integrated-jaspi,value=true)
        stop-embedded-server
        """);
    WildFlyLaunch.cli(home, home.resolve("standalone"), script);
  }

  private void cli(Path script) throws Exception {
    WildFlyLaunch.cli(home, home.resolve("standalone"), script);
  }

  private void applications(Path base) throws IOException {
    Path deployments = ServerKind.WILDFLY.applications(base);
    Path kept = base.resolve("configuration/ostiary");
    Files.write(
        deployments.resolve("hello.war"),
        Files.readAllBytes(ServerKind.TOMCAT.home().resolve(SOMEBODY_ELSES)));
    keep("hello", kept.resolve("hello"));
    deploy(deployments, kept, "doors", withCdi());
    deploy(deployments, kept, "own", withCdi().addClasses(OwnMechanism.class, OwnStore.class));
    deploy(
        deployments,
        kept,
        "turned-away",
        withCdi().addAsWebInfResource(domain("other"), "jboss-web.xml"));
    deploy(
        deployments,
        kept,
        "never-called",
        withCdi().addAsWebInfResource(domain("ghost"), "jboss-web.xml"));
    Files.createDirectories(kept.resolve("left"));
    Files.createFile(kept.resolve("left").resolve("unsecured"));
    Files.copy(deployments.resolve("hello.war"), deployments.resolve("left.war"));
    Files.copy(deployments.resolve("hello.war"), deployments.resolve("unheard-of.war"));
  }

  private static StringAsset domain(String name) {
    return new StringAsset(DOMAIN.formatted(name));
  }

  private static WebArchive withCdi() {
    return DoorsApplication.bare().addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
  }

  private static void deploy(Path deployments, Path kept, String name, WebArchive application)
      throws IOException {
    DoorsApplication.write(application, deployments.resolve(name + ".war"));
    keep("doors", kept.resolve(name));
  }

  /** Writes what an operator keeps for an application. */
  static void keep(String service, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String file : List.of(service + ".service.json", "first-start.json")) {
      try (InputStream in = WildFlyModuleIT.class.getResourceAsStream("/" + service + "/" + file)) {
        Files.write(folder.resolve(file), in.readAllBytes());
      }
    }
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  @Order(1)
  void anApplicationOfOthersIsSecuredAsItIs() throws Exception {
    assertThat(send(RawRequest.of("GET", "/hello/hello")).status()).isEqualTo(401);
    assertThat(send(signed("hello", "stranger", "hello", "/hello/hello")).status()).isEqualTo(403);
    assertThat(send(RawRequest.of("GET", "/hello/hello.jsp")).status()).isEqualTo(403);
    assertThat(send(RawRequest.of("GET", "/hello/index.html")).status()).isEqualTo(200);
    assertThat(send(signed("hello", "greeter", "hello", "/hello/hello")).body())
        .contains("Sample Application Servlet");
  }

  @Test
  @Order(2)
  void anApplicationWithCdiHasItsCallersFromTheServer() throws Exception {
    assertThat(send(signed("doors", "visitor", "doors", "/doors/pages/open")).body())
        .startsWith("caller arn:aws:iam::")
        .contains(":user/visitor by REQUEST");
    assertThat(send(signed("doors", "visitor", "doors", "/doors/pages/secret")).status())
        .isEqualTo(403);
    assertThat(send(RawRequest.of("GET", "/doors/pages/shared")).body())
        .startsWith("caller null by REQUEST");
    assertThat(doctor("doors", "visitor"))
        .contains(
            "sound     authentication  the server's Jakarta Security calls Ostiary's mechanism")
        .doesNotContain("wrong");
    assertThat(doctor("hello", "greeter"))
        .contains("sound     authentication  the filter, since Jakarta Security is not active");
  }

  @Test
  @Order(3)
  void twoApplicationsDoNotKnowEachOthersPrincipals() throws Exception {
    RawAnswer answer = send(signed("hello", "greeter", "doors", "/doors/pages/open"));
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body()).doesNotContain("caller ").contains("InvalidClientTokenId");
  }

  @Test
  @Order(4)
  void anApplicationThatNothingIsSaidAboutDoesNotStartUnlessItIsLeftAlone() throws Exception {
    assertThat(send(RawRequest.of("GET", "/unheard-of/hello")).status()).isEqualTo(404);
    assertThat(server.output())
        .contains("no service definition says what may be done at the application `unheard-of`");
    assertThat(send(RawRequest.of("GET", "/left/hello")).body())
        .contains("Sample Application Servlet");
  }

  @Test
  @Order(5)
  void anApplicationsOwnMechanismAndStoreKeepTheRest() throws Exception {
    assertThat(send(signed("own", "visitor", "doors", "/own/pages/open")).body())
        .contains(":user/visitor by REQUEST");
    RawRequest carol = RawRequest.of("GET", "/own/free/x").header("X-Own-Name", "carol");
    assertThat(send(carol.header("X-Own-Password", "of-the-test")).body())
        .startsWith("caller carol by REQUEST");
    assertThat(send(carol.header("X-Own-Password", "another")).status()).isEqualTo(401);
    RawRequest guarded = carol.header("X-Own-Password", "of-the-test").target("/own/pages/open");
    assertThat(send(guarded).status()).isEqualTo(401);
    assertThat(doctor("own", "visitor"))
        .contains("the application has a mechanism of its own: " + OwnMechanism.class.getName());
  }

  @Test
  @Order(6)
  void theDoctorNamesAServerThatTurnsAwayWhomOstiaryKnows() throws Exception {
    assertThat(send(signed("turned-away", "visitor", "doors", "/turned-away/pages/open")).status())
        .isEqualTo(500);
    assertThat(doctor("turned-away", "visitor"))
        .startsWith("wrong     authentication")
        .contains("ELY01177", "integrated-jaspi,value=false");
  }

  @Test
  @Order(6)
  void theDoctorNamesAServerThatNeverCallsTheMechanism() throws Exception {
    assertThat(send(signed("never-called", "visitor", "doors", "/never-called/pages/open")).body())
        .contains(":user/visitor by REQUEST");
    assertThat(doctor("never-called", "visitor"))
        .contains("wrong     authentication", "the server never calls it")
        .contains("application-security-domain=other:add(");
  }

  @Test
  @Order(7)
  void nothingStaysBehindOfAnApplicationThatIsDeployedAgainAndAgain() throws Exception {
    redeploy();
    long before = counted("org.jboss.modules.ModuleClassLoader");
    // Of hello, doors, own, turned-away and never-called one each. Of the application itself an
    // idle worker of the server holds on to the one whose request it served last.
    assertThat(counted("io.ostiary.runtime.Ostiary")).isEqualTo(5);
    assertThat(counted("io.ostiary.filter.Pass")).isEqualTo(5);
    long threads = threads();
    Set<String> files = filesOfTheRun();
    int cycles = Integer.getInteger("redeploy.cycles", 5);
    for (int i = 0; i < cycles; i++) {
      redeploy();
      assertThat(send(signed("doors", "visitor", "doors", "/doors/pages/open")).status())
          .isEqualTo(200);
    }
    assertThat(counted("io.ostiary.runtime.Ostiary")).isEqualTo(5);
    assertThat(counted("io.ostiary.filter.Pass")).isEqualTo(5);
    long after = counted("org.jboss.modules.ModuleClassLoader");
    long threadsAfter = threads();
    System.out.printf(
        "%d redeployments: %d class loaders became %d, %d threads of ours %d, %d files %d%n",
        cycles, before, after, threads, threadsAfter, files.size(), filesOfTheRun().size());
    assertThat(after).isLessThanOrEqualTo(before + 1);
    // A pool of those that stay may grow meanwhile, however often one of them is redeployed.
    assertThat(threadsAfter).isLessThan(threads + 5);
    assertThat(filesOfTheRun()).hasSameSizeAs(files);
  }

  /** What is written, apart from logs and the history that the server keeps of itself. */
  private Set<String> filesOfTheRun() throws IOException {
    try (Stream<Path> all = Files.walk(server.base())) {
      return all.map(file -> server.base().relativize(file).toString())
          .filter(name -> !name.startsWith("log/") && !name.contains("_xml_history/"))
          .collect(Collectors.toSet());
    }
  }

  @Test
  @Order(8)
  void allOfItCanBeTakenBack() throws Exception {
    server.close();
    cli(home.resolve("ostiary/uninstall.cli"));
    Folders.delete(home.resolve("ostiary"));
    Folders.delete(home.resolve("modules/io"));
    assertThat(configuration()).isEqualTo(configurationBefore);
    assertThat(files()).isEqualTo(filesBefore);
  }

  private void redeploy() throws Exception {
    Path war = ServerKind.WILDFLY.applications(server.base()).resolve("doors.war");
    Path deployed = war.resolveSibling("doors.war.deployed");
    Files.delete(deployed);
    await(war.resolveSibling("doors.war.undeployed"));
    Files.createFile(war.resolveSibling("doors.war.dodeploy"));
    await(deployed);
  }

  private static void await(Path file) throws InterruptedException {
    for (int i = 0; !Files.exists(file) && i < 600; i++) {
      Thread.sleep(100);
    }
    assertThat(file).exists();
  }

  private long counted(String className) throws Exception {
    jcmd("GC.run");
    return jcmd("GC.class_histogram")
        .lines()
        .map(line -> line.strip().split("\\s+"))
        .filter(columns -> columns.length > 3 && columns[3].equals(className))
        .mapToLong(columns -> Long.parseLong(columns[1]))
        .sum();
  }

  private long threads() throws Exception {
    return jcmd("Thread.print").lines().filter(line -> line.startsWith("\"ostiary")).count();
  }

  private String jcmd(String command) throws Exception {
    return new Program(directory, Map.of())
        .run(
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
            Long.toString(server.pid()),
            command)
        .succeeds()
        .out();
  }

  private String doctor(String application, String user) throws Exception {
    AwsCredentials key = key(application, user);
    Map<String, String> environment =
        Map.of(
            "AWS_ACCESS_KEY_ID",
            key.accessKeyId(),
            "AWS_SECRET_ACCESS_KEY",
            key.secretAccessKey(),
            "JAVA_TOOL_OPTIONS",
            "-Dfile.encoding=UTF-8");
    return new Program(directory, environment)
        .run(
            ServerProcess.java(),
            "-jar",
            System.getProperty("ostiary.jar"),
            "doctor",
            "--endpoint",
            server.endpoint() + "/" + application)
        .out();
  }

  private RawRequest signed(String application, String user, String service, String target)
      throws IOException {
    Installation site = Installation.on(server.endpoint().getPort());
    return Signer.of(site, key(application, user), service).sign("GET", target, "");
  }

  private AwsCredentials key(String application, String user) throws IOException {
    return key(server, application, user);
  }

  /** A key that the first start of an application has made. */
  static AwsCredentials key(ServerProcess server, String application, String user)
      throws IOException {
    return key(
        server.base().resolve("data/ostiary").resolve(application).resolve("credentials"), user);
  }

  static AwsCredentials key(Path file, String user) throws IOException {
    Map<String, String> values = new HashMap<>();
    String profile = "";
    for (String line : Files.readAllLines(file)) {
      profile = line.startsWith("[") ? line : profile;
      int equals = line.indexOf(" = ");
      if (equals > 0 && profile.equals("[" + user + "]")) {
        values.put(line.substring(0, equals), line.substring(equals + 3));
      }
    }
    return AwsBasicCredentials.create(
        values.get("aws_access_key_id"), values.get("aws_secret_access_key"));
  }

  private RawAnswer send(RawRequest request) throws IOException {
    return request.send(server.endpoint());
  }

  private String configuration() throws IOException {
    return Files.readString(
        home.resolve("standalone/configuration/standalone.xml"), StandardCharsets.UTF_8);
  }

  private Set<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(home)) {
      Set<String> names = new TreeSet<>();
      all.map(file -> home.relativize(file).toString())
          .filter(name -> !name.startsWith("standalone/"))
          .forEach(names::add);
      return names;
    }
  }
}
