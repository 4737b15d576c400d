package io.ostiary.benchmarks;

import io.ostiary.benchmarks.door.Door;
import io.ostiary.benchmarks.door.Installation;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * How long does a server take to answer AssumeRole, beside the same server with a servlet that does
 * nothing but answer as much?
 *
 * <p>Tomcat over HTTP, each call signed, verified, decided by the role's trust policy, recorded in
 * the audit before it is answered, and answered with fresh credentials. The client is in the same
 * process and costs the same in both cases.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up
public class AssumeRoleBenchmark {
  private static final int OK = 200;

  /** Who answers. */
  @Param({"bare", "ostiary"})
  private String server;

  private Installation installation;
  private Door door;
  private HttpClient client;
  private HttpRequest request;

  @Setup
  public void start() throws Exception {
    installation = Installation.open();
    door = server.equals("bare") ? Door.bare(installation) : Door.guarded(installation);
    client = HttpClient.newHttpClient();
  }

  /** A signature is fresh for five minutes. */
  @Setup(Level.Iteration)
  public void sign() {
    request = installation.assumeRole(door.port());
  }

  @TearDown
  public void stop() throws Exception {
    door.close();
    installation.close();
  }

  @Benchmark
  public String assumeRole() throws IOException, InterruptedException {
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != OK) {
      throw new IllegalStateException(answer.body());
    }
    return answer.body();
  }
}
