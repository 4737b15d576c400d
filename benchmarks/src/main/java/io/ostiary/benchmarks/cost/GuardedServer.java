package io.ostiary.benchmarks.cost;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;

/**
 * The process that is measured: one Tomcat with one application behind each guard. It prints where
 * it is to be reached and by which ways; then, for each line that it reads, what it has spent; and
 * ends with its input.
 */
public final class GuardedServer {

  /** What it prints first. */
  public record Address(int port, List<Way> ways) {}

  private static final byte[] ANSWER = "x".repeat(200).getBytes(StandardCharsets.US_ASCII);
  private static final int THREADS = 8;

  /** The line that it reads before the first one that counts. */
  static final String WARM = "warm";

  /** Answers everything alike. */
  private static final class Answering extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("text/plain");
      response.setContentLength(ANSWER.length);
      response.getOutputStream().write(ANSWER);
    }
  }

  private GuardedServer() {}

  /**
   * Runs it.
   *
   * @param args a folder of its own
   */
  public static void main(String[] args) throws Exception {
    PrintStream out = System.out;
    System.setOut(System.err); // what libraries print is no answer
    Logger.getLogger("").setLevel(Level.SEVERE);
    Thread measuring =
        new Thread(
            () -> {
              try {
                serve(Path.of(args[0]), out);
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            },
            Spent.MEASURING);
    measuring.start();
    measuring.join();
    System.exit(0); // whatever threads others left
  }

  private static void serve(Path folder, PrintStream out) throws Exception {
    List<Guard> guards = Guard.all();
    Tomcat tomcat = tomcat(folder);
    for (Guard guard : guards) {
      Path own = Files.createDirectories(folder.resolve(guard.name()));
      Context application = tomcat.addContext('/' + guard.name(), own.toString());
      Wrapper servlet = Tomcat.addServlet(application, "answering", new Answering());
      servlet.setAsyncSupported(true);
      servlet.addMapping("/*");
      guard.guard(application, own);
    }
    tomcat.start();
    ObjectMapper json = new ObjectMapper();
    int port = tomcat.getConnector().getLocalPort();
    List<Way> ways = new ArrayList<>();
    for (Guard guard : guards) {
      ways.addAll(guard.ways(port));
    }
    out.println(json.writeValueAsString(new Address(port, ways)));
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      for (Guard guard : guards) {
        verify(guard, line);
      }
      out.println(json.writeValueAsString(Spent.now()));
    }
    tomcat.stop();
    for (Guard guard : guards) {
      guard.close();
    }
  }

  /** While the server warms up, a guard may fall short. */
  private static void verify(Guard guard, String line) {
    try {
      guard.verify();
    } catch (IllegalStateException fellShort) {
      if (!line.equals(WARM)) {
        throw fellShort;
      }
    }
  }

  private static Tomcat tomcat(Path folder) {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
    // A thread that ends takes what it has spent with it.
    tomcat.getConnector().setProperty("maxThreads", Integer.toString(THREADS));
    tomcat.getConnector().setProperty("minSpareThreads", Integer.toString(THREADS));
    return tomcat;
  }
}
