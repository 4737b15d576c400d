package io.ostiary.runtime;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Two servers of one application on one PostgreSQL, as their clients see them. */
class NodesOverHttpTest {
  private static final Path APPLICATION = Path.of("src/test/resources/io/ostiary/runtime/records");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Within this a change holds on every node. */
  private static final Duration BOUND = Duration.ofSeconds(2);

  private static final AwsCredentialsIdentity ROOT =
      AwsCredentialsIdentity.create(
          "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");

  @TempDir Path temporary;

  private EmbeddedPostgres database(int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(temporary.resolve("postgres"))
        .setCleanDataDirectory(false)
        .setPort(port)
        .setPGStartupWait(PATIENCE)
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig("unix_socket_directories", "")
        .start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private Records node(String name, int databasePort) throws Exception {
    Path masterKey = temporary.resolve("master-key");
    Files.writeString(masterKey, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    Map<String, String> settings = new HashMap<>();
    settings.put("ostiary.data", temporary.resolve(name).toString());
    settings.put("ostiary.jdbc-url", "jdbc:postgresql://127.0.0.1:" + databasePort + "/postgres");
    settings.put("ostiary.jdbc-user", "postgres");
    settings.put("ostiary.staleness-limit", "15s");
    settings.put("ostiary.master-key-file", masterKey.toString());
    settings.put("ostiary.account-id", "123456789012");
    settings.put("ostiary.root-access-key-id", ROOT.accessKeyId());
    settings.put("ostiary.root-secret-access-key", ROOT.secretAccessKey());
    return Records.start(APPLICATION, settings);
  }

  @Test
  void whatOneNodeChangesTheOtherEnforcesAndBothOutliveTheDatabaseForAWhile() throws Exception {
    int port = freePort();
    EmbeddedPostgres database = database(port);
    try (Records here = node("here", port);
        Records there = node("there", port)) {
      AwsCredentialsIdentity ada = firstUser();
      assertThat(put(there, ada).statusCode()).isEqualTo(403);
      assertThat(allowWriting(here).statusCode()).isEqualTo(200);
      Duration enforced = await(BOUND, () -> put(there, ada).statusCode() == 200);

      database.close();
      assertThat(get(there, ada).statusCode()).as("without the database").isEqualTo(200);
      HttpResponse<String> write = iam(here, "Action=CreateUser&UserName=bea");
      assertThat(write.statusCode()).isEqualTo(500);
      assertThat(write.body()).contains("<Code>ServiceFailure</Code>");
      Duration stale = await(PATIENCE, () -> get(there, ada).statusCode() == 503);
      assertThat(iam(there, "Action=ListUsers").body()).contains("<Code>ServiceUnavailable</Code>");

      database = database(port);
      Duration back = await(PATIENCE, () -> put(there, ada).statusCode() == 200);
      Duration made =
          await(PATIENCE, () -> iam(here, "Action=CreateUser&UserName=bea").statusCode() != 500);
      assertThat(iam(here, "Action=GetUser&UserName=bea").statusCode()).isEqualTo(200);
      System.out.printf(
          "enforced on the other node after %d ms; 503 %d ms after the database was lost; %d ms after"
              + " it was back, decisions; %d ms later, writes%n",
          enforced.toMillis(), stale.toMillis(), back.toMillis(), made.toMillis());
    } finally {
      database.close();
    }
  }

  private static Duration await(Duration atMost, Callable<Boolean> condition) throws Exception {
    long start = System.nanoTime();
    while (!condition.call()) {
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(atMost);
      Thread.sleep(5);
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** The user whom the application brings, with the key that the first node made. */
  private AwsCredentialsIdentity firstUser() throws IOException {
    Map<String, String> values = new HashMap<>();
    for (String line : Files.readAllLines(temporary.resolve("here/credentials"))) {
      int equals = line.indexOf(" = ");
      if (equals > 0) {
        values.put(line.substring(0, equals), line.substring(equals + 3));
      }
    }
    return AwsCredentialsIdentity.create(
        requireNonNull(values.get("aws_access_key_id")),
        requireNonNull(values.get("aws_secret_access_key")));
  }

  private static HttpResponse<String> allowWriting(Records node) throws Exception {
    String policy =
        "{\"Version\":\"2012-10-17\",\"Statement\":"
            + "{\"Effect\":\"Allow\",\"Action\":\"records:PutRecord\",\"Resource\":\"*\"}}";
    return iam(
        node,
        "Action=PutUserPolicy&UserName=ada&PolicyName=writer&PolicyDocument="
            + URLEncoder.encode(policy, StandardCharsets.UTF_8));
  }

  private static HttpResponse<String> iam(Records node, String form) throws Exception {
    return send(node, ROOT, "iam", "POST", "/", form + "&Version=2010-05-08");
  }

  private static HttpResponse<String> get(Records node, AwsCredentialsIdentity caller)
      throws Exception {
    return send(node, caller, "records", "GET", "/records/7", "");
  }

  private static HttpResponse<String> put(Records node, AwsCredentialsIdentity caller)
      throws Exception {
    return send(node, caller, "records", "PUT", "/records/7", "");
  }

  private static HttpResponse<String> send(
      Records node,
      AwsCredentialsIdentity caller,
      String service,
      String method,
      String path,
      String form)
      throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + node.port() + path);
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(method)).uri(uri);
    if (!form.isEmpty()) {
      request.putHeader("Content-Type", "application/x-www-form-urlencoded");
    }
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                r ->
                    r.identity(caller)
                        .request(request.build())
                        .payload(ContentStreamProvider.fromUtf8String(form))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"));
    HttpRequest.Builder http =
        HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofString(form));
    signed
        .request()
        .forEachHeader(
            (name, values) -> {
              String folded = name.toLowerCase(Locale.ROOT);
              if (!folded.equals("host") && !folded.equals("content-length")) {
                values.forEach(value -> http.header(name, value));
              }
            });
    return HttpClient.newHttpClient().send(http.build(), BodyHandlers.ofString());
  }
}
