package io.ostiary.filter.http;

import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One part of a {@code multipart/form-data} body: a stretch of the verified bytes. */
final class BodyPart implements Part {
  private final RequestBody body;
  private final Map<String, String> headers;
  private final Map<String, String> disposition;
  private final long start;
  private final long size;

  private BodyPart(
      RequestBody body,
      Map<String, String> headers,
      Map<String, String> disposition,
      long start,
      long size) {
    this.body = body;
    this.headers = headers;
    this.disposition = disposition;
    this.start = start;
    this.size = size;
  }

  static BodyPart of(RequestBody body, Map<String, String> headers, long start, long size)
      throws IOException {
    String disposition = headers.getOrDefault("content-disposition", "");
    Map<String, String> parameters = MultipartForm.parameters(disposition);
    if (!parameters.containsKey("name") || size < 0) {
      throw new IOException("a part of the multipart body has no name");
    }
    return new BodyPart(body, headers, parameters, start, size);
  }

  /** The content as a form field's text. */
  String text() throws IOException {
    try (InputStream content = getInputStream()) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public InputStream getInputStream() {
    return body.open(start, size);
  }

  @Override
  public @Nullable String getContentType() {
    return headers.get("content-type");
  }

  @Override
  public String getName() {
    return disposition.getOrDefault("name", "");
  }

  @Override
  public @Nullable String getSubmittedFileName() {
    return disposition.get("filename");
  }

  @Override
  public long getSize() {
    return size;
  }

  @Override
  public void write(String fileName) throws IOException {
    try (InputStream content = getInputStream()) {
      Files.copy(content, body.spoolDirectory().resolve(Path.of(fileName)));
    }
  }

  @Override
  public void delete() {
    // The bytes go with the request.
  }

  @Override
  public @Nullable String getHeader(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }

  @Override
  public Collection<String> getHeaders(String name) {
    String value = getHeader(name);
    return value == null ? List.of() : List.of(value);
  }

  @Override
  public Collection<String> getHeaderNames() {
    return headers.keySet();
  }
}
