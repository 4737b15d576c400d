package io.ostiary.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.hpack.HpackDecoder;
import org.eclipse.jetty.http2.hpack.HpackException;

/**
 * Sends requests over HTTP/2 with prior knowledge, each on a connection of its own. Fields go out
 * as literals, in the order and the letters given, so that they can be wrong in every way.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113">RFC 9113</a>
 */
public final class Http2Wire implements Client {
  private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1);
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int GOAWAY = 7;
  private static final int WINDOW_UPDATE = 8;
  private static final int CONTINUATION = 9;
  private static final short INITIAL_WINDOW_SIZE = 4;
  private static final byte[] CANCEL = {0, 0, 0, 8};
  private static final int ACK = 1;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;
  private static final int PADDED = 8;
  private static final int LONGEST_FRAME = 16_384;

  /** What may be sent before the server makes room. */
  private static final int WINDOW = 65_535;

  private static final Map<String, Integer> STATIC_NAMES =
      Map.of(":authority", 1, ":method", 2, ":path", 4, ":scheme", 6);

  private final int port;

  public Http2Wire(int port) {
    this.port = port;
  }

  /** How the body of a request ends. */
  public enum End {
    WHOLE,
    /** The stream is reset, as by a client that was interrupted. */
    RESET,
    /** The connection ends in the middle of the stream. */
    CLOSED
  }

  /** One field of a header, pseudo or not. */
  public record Field(String name, String value) {}

  @Override
  public String host() {
    return "127.0.0.1:" + port;
  }

  @Override
  public String send(String method, String target, Map<String, String> headers, byte[] body)
      throws IOException {
    List<Field> fields = new ArrayList<>(pseudo(method, target));
    headers.forEach(
        (name, value) -> {
          if (name.equalsIgnoreCase("host")) {
            fields.set(2, new Field(":authority", value));
          } else {
            fields.add(new Field(name.toLowerCase(Locale.ROOT), value));
          }
        });
    return exchange(fields, body);
  }

  /** The four pseudo-fields of an ordinary request. */
  public List<Field> pseudo(String method, String target) {
    return List.of(
        new Field(":method", method),
        new Field(":scheme", "http"),
        new Field(":authority", host()),
        new Field(":path", target));
  }

  /** Sends exactly these fields, and the body if it is not empty. */
  public String exchange(List<Field> fields, byte[] body) throws IOException {
    return exchange(fields, body, End.WHOLE, () -> {});
  }

  /**
   * The same with another end of the body.
   *
   * @param before what happens between the body and its end
   */
  public String exchange(List<Field> fields, byte[] body, End end, Runnable before)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      return new Exchange(socket, before).run(block(fields), body, end);
    }
  }

  /** One request on a connection of its own. */
  private static final class Exchange {
    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final HpackDecoder decoder = new HpackDecoder(64 * 1024, System::nanoTime);
    private final StringBuilder head = new StringBuilder();
    private final ByteArrayOutputStream block = new ByteArrayOutputStream();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private long roomOfConnection = WINDOW;
    private long roomOfStream = WINDOW;
    private int window = WINDOW;
    private final Runnable beforeEnd;
    private boolean over;

    private Exchange(Socket socket, Runnable beforeEnd) throws IOException {
      this.socket = socket;
      this.beforeEnd = beforeEnd;
      this.in = new DataInputStream(socket.getInputStream());
      this.out = socket.getOutputStream();
    }

    private String run(byte[] header, byte[] sent, End end) throws IOException {
      ByteArrayOutputStream first = new ByteArrayOutputStream();
      first.write(PREFACE);
      frame(first, SETTINGS, 0, 0, new byte[0]);
      boolean only = sent.length == 0 && end == End.WHOLE;
      frame(first, HEADERS, END_HEADERS | (only ? END_STREAM : 0), 1, header);
      try {
        out.write(first.toByteArray());
        send(sent, end);
        while (!over) {
          receive();
        }
      } catch (EOFException | SocketException closed) {
        // What came before counts.
      }
      return head.isEmpty() ? "" : head + "\r\n" + body.toString(ISO_8859_1);
    }

    /** As much at once as the server makes room for, until it has answered. */
    private void send(byte[] sent, End end) throws IOException {
      int at = 0;
      while (at < sent.length && !over) {
        int length = (int) Math.min(room(), Math.min(LONGEST_FRAME, sent.length - at));
        if (length <= 0) {
          receive();
        } else {
          boolean last = at + length == sent.length && end == End.WHOLE;
          byte[] part = Arrays.copyOfRange(sent, at, at + length);
          frame(out, DATA, last ? END_STREAM : 0, 1, part);
          roomOfConnection -= length;
          roomOfStream -= length;
          at += length;
        }
      }
      beforeEnd.run();
      if (end == End.RESET) {
        frame(out, RST_STREAM, 0, 1, CANCEL);
      }
      if (end != End.WHOLE) {
        socket.shutdownOutput();
      }
    }

    private long room() {
      return Math.min(roomOfConnection, roomOfStream);
    }

    private void receive() throws IOException {
      int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
      int type = in.readUnsignedByte();
      int flags = in.readUnsignedByte();
      int stream = in.readInt();
      byte[] payload = content(type, flags, in.readNBytes(length));
      switch (type) {
        case SETTINGS -> settings(flags, ByteBuffer.wrap(payload));
        case WINDOW_UPDATE -> makeRoom(stream, ByteBuffer.wrap(payload).getInt());
        case GOAWAY, RST_STREAM -> over = true;
        case HEADERS, CONTINUATION -> {
          block.write(payload);
          if ((flags & END_HEADERS) != 0) {
            head.append(head(decoder, block.toByteArray()));
            block.reset();
          }
        }
        case DATA -> body.write(payload);
        default -> {}
      }
      if (stream == 1 && (flags & END_STREAM) != 0 && (type == HEADERS || type == DATA)) {
        over = true;
      }
    }

    private void settings(int flags, ByteBuffer settings) throws IOException {
      if (flags == ACK) {
        return;
      }
      while (settings.remaining() >= 6) {
        short name = settings.getShort();
        int value = settings.getInt();
        if (name == INITIAL_WINDOW_SIZE) {
          roomOfStream += value - window;
          window = value;
        }
      }
      frame(out, SETTINGS, ACK, 0, new byte[0]);
    }

    private void makeRoom(int stream, int more) {
      if (stream == 0) {
        roomOfConnection += more;
      } else {
        roomOfStream += more;
      }
    }
  }

  /** Without padding. */
  private static byte[] content(int type, int flags, byte[] payload) {
    boolean padded = (type == DATA || type == HEADERS) && (flags & PADDED) != 0;
    return padded ? Arrays.copyOfRange(payload, 1, payload.length - (payload[0] & 0xff)) : payload;
  }

  private static String head(HpackDecoder decoder, byte[] block) throws IOException {
    try {
      MetaData decoded = decoder.decode(ByteBuffer.wrap(block));
      StringBuilder head = new StringBuilder();
      if (decoded instanceof MetaData.Response response) {
        head.append("HTTP/2 ").append(response.getStatus()).append(" \r\n");
      }
      for (HttpField field : decoded.getHttpFields()) {
        head.append(field.getName()).append(": ").append(field.getValue()).append("\r\n");
      }
      return head.toString();
    } catch (HpackException malformed) {
      throw new IOException(malformed);
    }
  }

  private static void frame(OutputStream out, int type, int flags, int stream, byte[] payload)
      throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.put((byte) (payload.length >> 16)).putShort((short) payload.length);
    frame.put((byte) type).put((byte) flags).putInt(stream).put(payload);
    out.write(frame.array());
  }

  /**
   * Each field a literal that is not indexed (RFC 7541, 6.2.2). Ordinary names are written out; for
   * the pseudo-fields of a request Tomcat takes their place in the static table only.
   */
  private static byte[] block(List<Field> fields) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (Field field : fields) {
      int place = STATIC_NAMES.getOrDefault(field.name(), 0);
      block.write(place);
      if (place == 0) {
        string(block, field.name());
      }
      string(block, field.value());
    }
    return block.toByteArray();
  }

  private static void string(ByteArrayOutputStream out, String text) {
    byte[] octets = text.getBytes(ISO_8859_1);
    int length = octets.length;
    if (length < 127) {
      out.write(length);
    } else {
      out.write(127);
      for (length -= 127; length >= 128; length >>= 7) {
        out.write((length & 127) | 128);
      }
      out.write(length);
    }
    out.writeBytes(octets);
  }
}
