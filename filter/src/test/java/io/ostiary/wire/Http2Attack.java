package io.ostiary.wire;

import io.ostiary.wire.Http2Wire.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What can be wrong with a request in HTTP/2 only (RFC 9113, 8.2 and 8.3).
 *
 * @param change what is done to the fields of a request that is well and signed
 */
public record Http2Attack(String name, UnaryOperator<List<Field>> change) {

  /** One of each kind. */
  public static final List<Http2Attack> ALL =
      List.of(
          changed(":method", "get"),
          changed(":method", "GET / HTTP/1.1"),
          changed(":method", "GET /admin/x HTTP/1.1\r\nX: y"),
          changed(":method", "TRACE"),
          changed(":method", "FOO"),
          changed(":method", ""),
          changed(":path", ""),
          changed(":path", "*"),
          changed(":path", "docs/a"),
          changed(":path", "http://127.0.0.1/docs/a"),
          changed(":path", "/docs/a HTTP/1.1\r\nHost: other"),
          changed(":path", "/docs/a\u0000"),
          changed(":path", "/docs/a#/admin/x"),
          changed(":path", "/docs/caf\u00e9"),
          changed(":authority", "other.example"),
          changed(":authority", "127.0.0.1/docs"),
          changed(":authority", "ann@127.0.0.1"),
          changed(":authority", "a b"),
          changed(":authority", ""),
          added("host", "other.example"),
          added(":path", "/docs/secret/a"),
          added(":path", "/docs/a"),
          added(":method", "DELETE"),
          added(":authority", "other.example"),
          added(":scheme", "https"),
          added(":status", "200"),
          added(":protocol", "websocket"),
          added(":other", "x"),
          added("connection", "close"),
          added("transfer-encoding", "chunked"),
          added("te", "gzip"),
          added("upgrade", "websocket"),
          added("X-Upper", "x"),
          added("x-amz-unsigned", "x"),
          added("x y", "x"),
          added("x:y", "x"),
          added("x\r\nhost", "x"),
          added("", "x"),
          added("x-split", "a\r\nhost: other"),
          added("x-split", "a\nb"),
          added("x-nul", "a\u0000b"),
          added("x-http-method-override", "DELETE"),
          added("content-length", "3"),
          added("content-length", "-1"),
          new Http2Attack("no :authority", fields -> without(fields, ":authority")),
          new Http2Attack("no :path", fields -> without(fields, ":path")),
          new Http2Attack("no :method", fields -> without(fields, ":method")),
          new Http2Attack("no :scheme", fields -> without(fields, ":scheme")),
          new Http2Attack(
              "pseudo-fields last",
              fields -> {
                List<Field> turned = new ArrayList<>(fields);
                turned.add(turned.remove(3));
                return turned;
              }));

  private static Http2Attack changed(String name, String value) {
    return new Http2Attack(
        name + " is `" + value + "`",
        fields ->
            fields.stream()
                .map(field -> field.name().equals(name) ? new Field(name, value) : field)
                .toList());
  }

  private static Http2Attack added(String name, String value) {
    return new Http2Attack(
        "another " + name + ": " + value,
        fields -> {
          List<Field> more = new ArrayList<>(fields);
          more.add(name.startsWith(":") ? 4 : more.size(), new Field(name, value));
          return more;
        });
  }

  private static List<Field> without(List<Field> fields, String name) {
    return fields.stream().filter(field -> !field.name().equals(name)).toList();
  }
}
