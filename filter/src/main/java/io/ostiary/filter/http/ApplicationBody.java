package io.ostiary.filter.http;

import io.ostiary.filter.http.CanonicalRequest.Parameter;
import io.ostiary.signature.VerifiedSignature;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A settled body the way an application reads it: as a stream, a reader, parameters or parts. One
 * for all dispatches of a request, so that a forward goes on reading where its sender stopped.
 */
public final class ApplicationBody implements AutoCloseable {
  private final CanonicalRequest canonical;
  private final RequestBody body;
  private final @Nullable VerifiedSignature signature;
  private final boolean stream;
  private boolean settled;
  private List<Parameter> fields = List.of();
  private @Nullable ServletInputStream inputStream;
  private @Nullable BufferedReader reader;
  private @Nullable List<BodyPart> parts;
  private @Nullable Map<String, String[]> parameters;

  /**
   * The body of an authenticated request.
   *
   * @param signature what was verified; null if nothing was signed
   * @param stream whether the application takes the bytes as they come
   */
  public ApplicationBody(
      CanonicalRequest canonical,
      RequestBody body,
      @Nullable VerifiedSignature signature,
      boolean stream) {
    this.canonical = canonical;
    this.body = body;
    this.signature = signature;
    this.stream = stream;
  }

  /**
   * Makes everything ready that the application may ask for; unless it streams, the whole body has
   * been read and verified then.
   *
   * @throws RejectedRequestException if the body is larger than admitted, or a malformed form
   */
  public void settle() throws IOException, RejectedRequestException {
    if (!settled) {
      body.settle(signature, stream);
      // Servlet 6.0, 3.1.1: only the form of a POST is parameters.
      fields = canonical.method().equals("POST") ? body.formFields() : List.of();
      settled = true;
    }
  }

  /** For whoever reads between authentication and the decision, in the container's own parts. */
  private void settledForReading() {
    try {
      settle();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (RejectedRequestException refused) {
      throw new IllegalStateException(refused);
    }
  }

  /** The number of bytes that the application gets; -1 if only the end will tell. */
  long length() {
    long announced = body.announcedLength(signature);
    if (announced < 0 && !stream) {
      settledForReading();
      return body.size();
    }
    return announced;
  }

  /** Whether the framing of {@code aws-chunked} is taken off. */
  boolean isDecoded() {
    return RequestBody.isChunked(signature);
  }

  /** Whether the bytes come only once. */
  boolean isStreamed() {
    settledForReading();
    return body.isStreamed();
  }

  /** The fields after an {@code aws-chunked} body; complete once its end has been read. */
  Map<String, String> trailer() {
    return body.trailer();
  }

  ServletInputStream inputStream(HttpServletRequest request) {
    if (reader != null) {
      throw new IllegalStateException("getReader was called before for this request");
    }
    ServletInputStream open = inputStream;
    if (open == null) {
      settledForReading();
      open = new BodyInputStream(body.open(), request);
      inputStream = open;
    }
    return open;
  }

  BufferedReader reader(HttpServletRequest request) {
    if (inputStream != null) {
      throw new IllegalStateException("getInputStream was called before for this request");
    }
    BufferedReader open = reader;
    if (open == null) {
      settledForReading();
      open = new BufferedReader(new InputStreamReader(body.open(), charset(request)));
      reader = open;
    }
    return open;
  }

  private Charset charset(HttpServletRequest request) {
    String encoding = request.getCharacterEncoding();
    if (body.isText()) {
      return StandardCharsets.UTF_8;
    }
    // Servlet 6.0, 3.12: ISO-8859-1 where nothing else is said.
    return encoding == null ? StandardCharsets.ISO_8859_1 : Charset.forName(encoding);
  }

  /** The query's parameters, then the form's, as Servlet 6.0, 3.1, orders them. */
  Map<String, String[]> parameters() {
    Map<String, String[]> known = parameters;
    if (known == null) {
      settledForReading();
      Map<String, List<String>> values = new LinkedHashMap<>();
      canonical.query().forEach(parameter -> add(values, parameter.name(), parameter.value()));
      fields.forEach(field -> add(values, field.name(), field.value()));
      if (isMultipart() && !body.isStreamed()) {
        addTextParts(values);
      }
      known = new LinkedHashMap<>();
      for (Map.Entry<String, List<String>> entry : values.entrySet()) {
        known.put(entry.getKey(), entry.getValue().toArray(String[]::new));
      }
      parameters = known;
    }
    return known;
  }

  private static void add(Map<String, List<String>> values, String name, String value) {
    values.computeIfAbsent(name, absent -> new ArrayList<>()).add(value);
  }

  /** The names under which the body adds parameters to those of the query. */
  public List<String> fieldNames() throws IOException {
    settledForReading();
    List<String> names = new ArrayList<>();
    fields.forEach(field -> names.add(field.name()));
    if (isMultipart() && !body.isStreamed()) {
      bodyParts().forEach(part -> names.add(part.getName()));
    }
    return names;
  }

  private void addTextParts(Map<String, List<String>> values) {
    long size = 0;
    try {
      for (BodyPart part : bodyParts()) {
        if (part.getSubmittedFileName() == null) {
          size += part.getSize();
          if (size > body.memoryLimit()) {
            throw new BodyTooLargeException(body.memoryLimit());
          }
          add(values, part.getName(), part.text());
        }
      }
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  boolean isMultipart() {
    return body.mediaType().equals("multipart/form-data");
  }

  List<Part> parts() throws IOException {
    return List.copyOf(bodyParts());
  }

  private List<BodyPart> bodyParts() throws IOException {
    if (isStreamed()) {
      throw new IllegalStateException("this route streams its body; read it with getInputStream");
    }
    List<BodyPart> known = parts;
    if (known == null) {
      known = MultipartForm.parse(body, canonical.header("content-type").orElse(""));
      for (BodyPart part : known) {
        if (part.getName().equalsIgnoreCase("_method")) {
          throw new IOException("the method is overridden by a form field; send the method itself");
        }
      }
      parts = known;
    }
    return known;
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
