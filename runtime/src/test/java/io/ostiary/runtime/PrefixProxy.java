package io.ostiary.runtime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A proxy that has an application below a path of its own: takes the path's beginning away, asks
 * the server by the server's own name, from another address than clients come from, and says who
 * asked. One request a connection; whatever it answers, and whatever is asked, goes through as it
 * is.
 */
final class PrefixProxy implements AutoCloseable {
  /** Where its requests come from; clients are 127.0.0.1. */
  static final String ADDRESS = "127.0.0.2";

  private static final byte[] OWN = {127, 0, 0, 2};

  private final ServerSocket clients;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final String prefix;

  /** What it adds to each request, such as {@code X-Forwarded-Host: …}; empty for nothing. */
  volatile String line = "";

  private volatile int server;

  PrefixProxy(String prefix) throws IOException {
    this.prefix = prefix;
    this.clients = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  int port() {
    return clients.getLocalPort();
  }

  /** The server's port, which is known only after the server has been told of the proxy. */
  void handOnTo(int port) {
    server = port;
  }

  private void accept() {
    while (!clients.isClosed()) {
      try {
        Socket client = clients.accept();
        threads.execute(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket out =
            new Socket(
                InetAddress.getLoopbackAddress(), server, InetAddress.getByAddress(OWN), 0)) {
      String head = head(client.getInputStream());
      out.getOutputStream().write(changed(head).getBytes(StandardCharsets.ISO_8859_1));
      out.getOutputStream().write(client.getInputStream().readNBytes(length(head)));
      out.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    String text = "";
    while (!text.endsWith("\r\n\r\n")) {
      int octet = in.read();
      if (octet < 0) {
        throw new IOException("no request");
      }
      head.write(octet);
      text = head.toString(StandardCharsets.ISO_8859_1);
    }
    return text;
  }

  private String changed(String head) {
    StringBuilder changed = new StringBuilder();
    for (String each : head.strip().split("\r\n", -1)) {
      String name = each.substring(0, each.indexOf(':') + 1).toLowerCase(Locale.ROOT);
      if (changed.isEmpty()) {
        changed.append(stripped(each)).append("\r\n");
      } else if (!name.equals("host:") && !name.equals("connection:")) {
        changed.append(each).append("\r\n");
      }
    }
    changed.append("Host: 127.0.0.1:").append(server).append("\r\n");
    changed.append("X-Forwarded-For: 127.0.0.1\r\n");
    changed.append(line.isEmpty() ? "" : line + "\r\n");
    return changed.append("Connection: close\r\n\r\n").toString();
  }

  /** The request line; {@code /api} and {@code /api/} both become {@code /}. */
  private String stripped(String requestLine) {
    int path = requestLine.indexOf(' ') + 1;
    if (!requestLine.startsWith(prefix, path)) {
      return requestLine;
    }
    String rest = requestLine.substring(path + prefix.length());
    return requestLine.substring(0, path) + (rest.startsWith("/") ? "" : "/") + rest;
  }

  private static int length(String head) {
    for (String each : head.split("\r\n", -1)) {
      if (each.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        return Integer.parseInt(each.substring(each.indexOf(':') + 1).strip());
      }
    }
    return 0;
  }

  @Override
  public void close() throws IOException {
    clients.close();
    threads.shutdownNow();
  }
}
