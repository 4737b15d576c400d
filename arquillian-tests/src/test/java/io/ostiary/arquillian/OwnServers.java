package io.ostiary.arquillian;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * What one process of the test run has for itself, since several run at a time: a folder, emptied
 * before, with a copy of the WildFly that the build provisioned and that server's data, and free
 * ports. Tests and {@code arquillian.xml} find them as system properties.
 */
public final class OwnServers implements LauncherSessionListener {
  private static final String FOLDER = "own.folder";
  private static final String WILDFLY = "wildfly.home";

  private static boolean ready;

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    synchronized (OwnServers.class) {
      // A launcher may open a session to find tests, and another one to run them; and the build
      // itself looks for tests, to share them out.
      if (!ready && System.getProperty(FOLDER) != null) {
        ready = true;
        prepare(folder());
      }
    }
  }

  /** This process's folder. */
  static Path folder() {
    return Path.of(System.getProperty(FOLDER));
  }

  private static void prepare(Path folder) {
    try {
      Folders.delete(folder);
      Path wildfly = folder.resolve("wildfly");
      Folders.copy(Path.of(System.getProperty(WILDFLY)), wildfly);
      System.setProperty(WILDFLY, wildfly.toString());
      System.setProperty("ostiary.data", folder.resolve("ostiary-data").toString());
      for (String port : new String[] {"wildfly.http.port", "wildfly.management.port"}) {
        System.setProperty(port, Integer.toString(ServerProcess.freePort()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no servers for this process in " + folder, e);
    }
  }
}
