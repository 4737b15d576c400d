package io.ostiary.depot.s3;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.UUID;

/** The answer to a request, as S3 writes it. */
final class S3Answer {
  private static final String REQUEST_ID = "x-amz-request-id";

  private final HttpServletResponse response;
  private final boolean head;

  S3Answer(HttpServletResponse response, boolean head) {
    this.response = response;
    this.head = head;
    if (response.getHeader(REQUEST_ID) == null) {
      response.setHeader(REQUEST_ID, UUID.randomUUID().toString());
    }
  }

  S3Answer header(String name, String value) {
    response.setHeader(name, value);
    return this;
  }

  /** An answer without a body. */
  void status(int status) {
    response.setStatus(status);
  }

  void xml(XmlAnswer document) throws IOException {
    xml(HttpServletResponse.SC_OK, document);
  }

  private void xml(int status, XmlAnswer document) throws IOException {
    body(status, "application/xml", document.bytes());
  }

  void body(int status, String type, byte[] bytes) throws IOException {
    response.setStatus(status);
    response.setContentType(type);
    response.setContentLength(bytes.length);
    if (!head) {
      response.getOutputStream().write(bytes);
    }
  }

  /** Says how long the body will be, and gives where to write it. */
  OutputStream stream(int status, long length) throws IOException {
    response.setStatus(status);
    response.setContentLengthLong(length);
    return response.getOutputStream();
  }

  /** Says how long the body would be. */
  void length(int status, long length) {
    response.setStatus(status);
    response.setContentLengthLong(length);
  }

  /** Forgets what was prepared and answers an error; false if it is too late for that. */
  boolean error(S3Error error, String message, String path) throws IOException {
    if (response.isCommitted()) {
      return false;
    }
    String requestId = Optional.ofNullable(response.getHeader(REQUEST_ID)).orElse("");
    response.resetBuffer();
    xml(
        error.status(),
        XmlAnswer.withoutNamespace("Error")
            .element("Code", error.name())
            .element("Message", message)
            .element("Resource", path)
            .element("RequestId", requestId));
    return true;
  }
}
