package io.ostiary.filter.http;

import io.ostiary.filter.http.CanonicalRequest.Parameter;
import io.ostiary.filter.http.RejectedRequestException.Reason;
import io.ostiary.signature.BodyHash;
import io.ostiary.signature.ChunkedPayload;
import io.ostiary.signature.PayloadMode;
import io.ostiary.signature.VerifiedSignature;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request's body. Not a byte of it is asked for before it is needed, so that a client which waits
 * for {@code 100 Continue} is refused by its header alone; never more is read than the limit; and
 * the application gets exactly the bytes that were verified. For one thread at a time.
 */
public final class RequestBody implements BodyHash, AutoCloseable {
  private static final Set<String> UTF_8_NAMES = Set.of("utf-8", "utf8");

  private final HttpServletRequest request;
  private final CanonicalRequest canonical;
  private final HttpSettings settings;

  /** What Content-Length says; -1 if it does not. */
  private final long sent;

  private @Nullable PushbackInputStream peeked;
  private long limit;
  private boolean deferred;
  private @Nullable Spool spool;
  private byte @Nullable [] digest;
  private @Nullable InputStream streamed;
  private @Nullable ChunkedPayload chunked;
  private boolean text;

  private RequestBody(
      HttpServletRequest request, CanonicalRequest canonical, HttpSettings settings) {
    this.request = request;
    this.canonical = canonical;
    this.settings = settings;
    this.sent = request.getContentLengthLong();
  }

  /** The body of a request, of which nothing may have been read yet. */
  public static RequestBody of(
      HttpServletRequest request, CanonicalRequest canonical, HttpSettings settings) {
    return new RequestBody(request, canonical, settings);
  }

  /**
   * Reads what is left of a body that nobody wants, unless it is larger than may be in memory, or
   * its client waits for a word before sending it.
   */
  public static void discard(HttpServletRequest request, HttpSettings settings) throws IOException {
    long length = request.getContentLengthLong();
    boolean waits = request.getHeader("Expect") != null;
    if (length > 0 && length <= settings.memoryLimit() && !waits) {
      new LimitedStream(request.getInputStream(), length)
          .transferTo(OutputStream.nullOutputStream());
    }
  }

  /**
   * Says how much may come at most, and refuses a body that announces more.
   *
   * @throws RejectedRequestException if Content-Length or the decoded length is beyond
   */
  public void limit(long bytes) throws RejectedRequestException {
    limit = bytes;
    boolean framed = canonical.header("x-amz-decoded-content-length").isPresent();
    if ((!framed && sent > bytes) || (spool != null && spool.size() > bytes)) {
      throw tooLarge(bytes);
    }
    if (framed && decodedLength() > bytes) {
      throw tooLarge(bytes);
    }
  }

  private long decodedLength() throws RejectedRequestException {
    String length = canonical.header("x-amz-decoded-content-length").orElse("");
    if (length.isEmpty()
        || length.length() > 18
        || !length.chars().allMatch(RequestBody::isDigit)) {
      throw new RejectedRequestException(
          Reason.BAD_REQUEST, "x-amz-decoded-content-length is not a number of bytes");
    }
    return Long.parseLong(length);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static RejectedRequestException tooLarge(long limit) {
    return new RejectedRequestException(
        Reason.TOO_LARGE, "the body is larger than the %s bytes admitted here".formatted(limit));
  }

  /**
   * Whether the request has a body. In HTTP/2 a body need not be announced; then its first byte is
   * waited for.
   */
  public boolean present() throws IOException {
    if (sent > 0) {
      return true;
    }
    if (sent == 0 || spool != null) {
      return spool != null && spool.size() > 0;
    }
    if (canonical.header("transfer-encoding").isPresent()) {
      return true;
    }
    if (request.getProtocol().startsWith("HTTP/1")) {
      return false;
    }
    PushbackInputStream source = source();
    int first = source.read();
    if (first >= 0) {
      source.unread(first);
    }
    return first >= 0;
  }

  private PushbackInputStream source() throws IOException {
    PushbackInputStream source = peeked;
    if (source == null) {
      source = new PushbackInputStream(new SentBody(request.getInputStream()));
      peeked = source;
    }
    return source;
  }

  /** Hands the body out as it comes, verified at its end, if its signature allows for that. */
  public void defer() {
    deferred = true;
  }

  @Override
  public boolean deferred() {
    return deferred && spool == null;
  }

  @Override
  public byte[] sha256() throws IOException {
    byte[] known = digest;
    if (known == null) {
      read();
      known = digest;
    }
    if (known == null) {
      throw new IOException("the body was decoded before its hash was asked for");
    }
    return known.clone();
  }

  /** Reads the body to its end, as it is. */
  public void read() throws IOException {
    if (streamed != null) {
      throw new IOException("the body is handed out as it comes; it cannot be read twice");
    }
    if (spool == null) {
      MessageDigest sha256 = newSha256();
      InputStream limited = new LimitedStream(source(), limit);
      spool =
          Spool.fill(
              new DigestInputStream(limited, sha256),
              settings.memoryLimit(),
              settings.spoolDirectory());
      digest = sha256.digest();
    }
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every Java platform has SHA-256", absent);
    }
  }

  /**
   * Makes the body ready for the application: read and, if it came in signed chunks, decoded.
   *
   * @param signature what was verified; null if nothing was signed
   * @param stream whether the application takes the bytes as they come; if they are not those that
   *     were signed, it gets an exception in place of their end
   */
  public void settle(@Nullable VerifiedSignature signature, boolean stream)
      throws IOException, RejectedRequestException {
    if (signature != null && isChunked(signature)) {
      if (spool != null) {
        throw new RejectedRequestException(
            Reason.BAD_REQUEST, "aws-chunked is not for a form or for JSON; send the body plain");
      }
      decode(signature, stream);
    } else if (spool == null && stream && present()) {
      InputStream limited = new LimitedStream(source(), limit);
      streamed =
          signature != null && signature.isBodyPending() ? signature.verifying(limited) : limited;
    } else if (spool == null && present()) {
      read();
    }
  }

  /** Whether a signature covers an {@code aws-chunked} body. */
  static boolean isChunked(@Nullable VerifiedSignature signature) {
    return signature != null
        && (signature.payloadMode() == PayloadMode.STREAMING_SIGNED
            || signature.payloadMode() == PayloadMode.STREAMING_SIGNED_TRAILER
            || signature.payloadMode() == PayloadMode.STREAMING_UNSIGNED_TRAILER);
  }

  private void decode(VerifiedSignature signature, boolean stream) throws IOException {
    ChunkedPayload payload = signature.decode(source());
    chunked = payload;
    InputStream limited = new LimitedStream(payload, limit);
    if (stream) {
      streamed = limited;
    } else {
      spool = Spool.fill(limited, settings.memoryLimit(), settings.spoolDirectory());
    }
  }

  /** The number of bytes for the application as the header announces them, else -1. */
  long announcedLength(@Nullable VerifiedSignature signature) {
    if (!isChunked(signature)) {
      return sent;
    }
    try {
      return decodedLength();
    } catch (RejectedRequestException malformed) {
      return -1;
    }
  }

  /** The number of bytes that were read. */
  long size() {
    return spool == null ? 0 : spool.size();
  }

  /** Whether the bytes come only once. */
  boolean isStreamed() {
    return streamed != null;
  }

  /** Whether the body was read as UTF-8 to decide, so that it means the same as UTF-8 only. */
  boolean isText() {
    return text;
  }

  /** The most, in bytes, of the body that may be in memory at once. */
  int memoryLimit() {
    return settings.memoryLimit();
  }

  /** The fields after an {@code aws-chunked} body; complete once its end has been read. */
  Map<String, String> trailer() {
    return chunked == null ? Map.of() : chunked.trailer();
  }

  /** The bytes for the application. */
  InputStream open() {
    if (streamed != null) {
      return streamed;
    }
    return spool == null ? InputStream.nullInputStream() : spool.open(0, spool.size());
  }

  /** Where files of the application may go beside ours. */
  Path spoolDirectory() {
    return settings.spoolDirectory();
  }

  /** A part of a body that is not streamed. */
  InputStream open(long offset, long length) {
    return spool == null ? InputStream.nullInputStream() : spool.open(offset, length);
  }

  /** The body as a form, read by strict UTF-8; no fields if it is no form. */
  public FormParameters form() throws IOException, RejectedRequestException {
    if (canonical.method().equals("GET") || canonical.method().equals("HEAD")) {
      return FormParameters.unique(canonical.query());
    }
    read();
    if (size() > 0 && !isForm()) {
      throw new RejectedRequestException(
          Reason.BAD_REQUEST,
          "the body is not a form; send it as application/x-www-form-urlencoded");
    }
    return FormParameters.unique(formFields());
  }

  /** The fields of a form body, repeated ones included. */
  List<Parameter> formFields() throws IOException, RejectedRequestException {
    if (!isForm() || spool == null) {
      return List.of();
    }
    String raw = new String(bytes(), StandardCharsets.ISO_8859_1);
    List<Parameter> fields = UrlEncoded.parse(raw, charset());
    UrlEncoded.refuseMethodOverride(fields);
    return fields;
  }

  /**
   * The body as strict UTF-8 text, for a route that reads JSON.
   *
   * @throws RejectedRequestException if it is said to be in another character set, by which the
   *     application would read something else
   */
  public String text() throws IOException, RejectedRequestException {
    String declared =
        MultipartForm.parameters(canonical.header("content-type").orElse("")).get("charset");
    boolean utf8 = declared == null || UTF_8_NAMES.contains(declared.toLowerCase(Locale.ROOT));
    if (!utf8 || !charset().equals(StandardCharsets.UTF_8)) {
      throw new RejectedRequestException(
          Reason.BAD_REQUEST, "the body decides about access and must be JSON in UTF-8");
    }
    read();
    text = true;
    return RequestPath.utf8(java.nio.ByteBuffer.wrap(bytes()));
  }

  private byte[] bytes() throws IOException, RejectedRequestException {
    Spool whole = spool;
    if (whole == null) {
      return new byte[0];
    }
    if (whole.size() > settings.memoryLimit()) {
      throw tooLarge(settings.memoryLimit());
    }
    return whole.toByteArray();
  }

  private boolean isForm() {
    return mediaType().equals("application/x-www-form-urlencoded");
  }

  /** The media type without parameters, lower-case. */
  String mediaType() {
    String type = canonical.header("content-type").orElse("");
    int semicolon = type.indexOf(';');
    return (semicolon < 0 ? type : type.substring(0, semicolon)).trim().toLowerCase(Locale.ROOT);
  }

  private Charset charset() throws RejectedRequestException {
    String declared = request.getCharacterEncoding();
    try {
      return declared == null ? StandardCharsets.UTF_8 : Charset.forName(declared);
    } catch (IllegalArgumentException unknown) {
      throw new RejectedRequestException(
          Reason.BAD_REQUEST, "the body's character set is unknown; send UTF-8");
    }
  }

  @Override
  public void close() throws IOException {
    if (spool != null) {
      spool.close();
    }
  }
}
