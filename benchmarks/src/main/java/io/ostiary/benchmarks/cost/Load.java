package io.ostiary.benchmarks.cost;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A few clients at once, each of which asks again as soon as it was answered. */
final class Load implements AutoCloseable {
  private static final int CLIENTS = 4;

  private final List<Connection> connections = new ArrayList<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);

  static Load on(int port) throws IOException {
    Load load = new Load();
    for (int i = 0; i < CLIENTS; i++) {
      load.connections.add(Connection.to(port));
    }
    return load;
  }

  /**
   * Sends so many requests, these in turn.
   *
   * @return how many it were, the same number by each client
   */
  int send(List<byte[]> requests, int count) throws InterruptedException {
    int each = Math.max(1, count / CLIENTS);
    List<Future<?>> clients = new ArrayList<>();
    for (int client = 0; client < CLIENTS; client++) {
      Connection connection = connections.get(client);
      int first = client * requests.size() / CLIENTS;
      clients.add(
          threads.submit(
              () -> {
                for (int i = 0; i < each; i++) {
                  connection.exchange(requests.get((first + i) % requests.size()));
                }
                return null;
              }));
    }
    for (Future<?> client : clients) {
      try {
        client.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
    return each * CLIENTS;
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    for (Connection connection : connections) {
      connection.close();
    }
  }
}
