package io.ostiary.realm.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL server on 127.0.0.1, which a test may stop, kill and start again. */
public final class PostgresServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path data;
  private final int port;
  private final AtomicInteger databases = new AtomicInteger();
  private @Nullable EmbeddedPostgres running;

  private PostgresServer(Path data, int port) {
    this.data = data;
    this.port = port;
  }

  /**
   * Starts a server on a data directory. It is set to acknowledge commits long before they are on
   * disk, as some servers are; the store must see to it that it does not.
   */
  public static PostgresServer start(Path data) throws IOException {
    PostgresServer server = new PostgresServer(data, freePort());
    server.start();
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** Starts it again after it was stopped or killed. */
  public void start() throws IOException {
    running =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setPort(port)
            .setPGStartupWait(PATIENCE)
            .setServerConfig("listen_addresses", "127.0.0.1")
            .setServerConfig("unix_socket_directories", "")
            .setServerConfig("max_connections", "40")
            .setServerConfig("shared_buffers", "16MB")
            .setServerConfig("fsync", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("synchronous_commit", "off")
            .setServerConfig("wal_writer_delay", "10s")
            .start();
  }

  /** A new, empty database. */
  public PostgresSettings newDatabase() throws SQLException {
    String name = "d" + databases.incrementAndGet();
    execute("create database " + name);
    return database(name);
  }

  PostgresSettings database(String name) {
    return new PostgresSettings(
        "jdbc:postgresql://127.0.0.1:%s/%s".formatted(port, name),
        Optional.of("postgres"),
        Optional.empty());
  }

  public void execute(String sql) throws SQLException {
    EmbeddedPostgres server = running;
    if (server == null) {
      throw new IllegalStateException("the server is stopped");
    }
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The process that all others of the server come from. */
  public long pid() throws IOException {
    return Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
  }

  /** Ends it as an operator does. */
  public void stop() throws IOException {
    EmbeddedPostgres server = running;
    running = null;
    if (server != null) {
      server.close();
    }
  }

  /** Ends all its processes by SIGKILL, as a power failure would. */
  public void kill() throws IOException {
    ProcessHandle postmaster = ProcessHandle.of(pid()).orElseThrow();
    ProcessHandle[] all = postmaster.descendants().toArray(ProcessHandle[]::new);
    // The postmaster first, or it would begin to recover.
    postmaster.destroyForcibly();
    for (ProcessHandle process : all) {
      process.destroyForcibly();
    }
    postmaster.onExit().join();
    for (ProcessHandle process : all) {
      process.onExit().join();
    }
    Files.deleteIfExists(data.resolve("postmaster.pid"));
    stop(); // so that its lock on the data directory is let go
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}
