package io.ostiary.arquillian;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Tomcat, and TomEE, which is one with more inside; both told to speak HTTP/2. */
final class CatalinaLaunch implements Launch {
  private static final String HTTP_2 =
      "<UpgradeProtocol className=\"org.apache.coyote.http2.Http2Protocol\"/></Connector>";

  @Override
  public String started() {
    return "Server startup in";
  }

  @Override
  public String failed() {
    return "SEVERE: ";
  }

  @Override
  public Path applications(Path base) {
    return base.resolve("webapps");
  }

  @Override
  public void prepare(Path home, Path base, int port) throws IOException {
    Folders.copy(home.resolve("conf"), base.resolve("conf"));
    Path xml = base.resolve("conf/server.xml");
    Files.writeString(
        xml,
        Files.readString(xml)
            .replace("port=\"8005\"", "port=\"-1\"")
            .replaceFirst(
                "<Connector port=\"8080\"([^>]*)/>",
                "<Connector address=\"127.0.0.1\" port=\"" + port + "\"$1>" + HTTP_2));
    Files.createDirectories(base.resolve("temp"));
    Files.createDirectories(base.resolve("logs"));
    Files.createDirectories(applications(base));
  }

  @Override
  public List<String> command(Path home, Path base, int port, Map<String, String> properties) {
    List<String> command = ServerProcess.java(properties);
    command.addAll(
        List.of(
            "-Dcatalina.home=" + home,
            "-Dcatalina.base=" + base,
            "-Djava.io.tmpdir=" + base.resolve("temp"),
            "-cp",
            home.resolve("bin/bootstrap.jar")
                + File.pathSeparator
                + home.resolve("bin/tomcat-juli.jar"),
            "org.apache.catalina.startup.Bootstrap",
            "start"));
    return command;
  }
}
