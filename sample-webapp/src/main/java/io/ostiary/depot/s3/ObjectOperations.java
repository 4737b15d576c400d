package io.ostiary.depot.s3;

import io.ostiary.depot.store.Blob;
import io.ostiary.depot.store.Bucket;
import io.ostiary.depot.store.ObjectAttributes;
import io.ostiary.depot.store.ObjectStore;
import io.ostiary.depot.store.OpenObject;
import io.ostiary.depot.store.StoredObject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Objects: put, get, look at, copy, delete. */
final class ObjectOperations {
  private static final int MOST_PARTS = 10_000;

  private final ObjectStore store;
  private final RequestedAcl acls;

  ObjectOperations(ObjectStore store, RequestedAcl acls) {
    this.store = store;
    this.acls = acls;
  }

  void put(S3Request request, S3Answer answer) throws IOException {
    Bucket bucket = store.bucket(request.bucket());
    ObjectAttributes attributes =
        AttributeHeaders.read(request).withAcl(acls.forNew(request, bucket));
    try (Uploading uploading = Uploading.receive(request, bucket, null)) {
      StoredObject stored =
          bucket.put(
              request.key(),
              attributes,
              uploading.body(),
              uploading.checksum().orElse(null),
              Preconditions.of(request).forWriting());
      ChecksumHeaders.write(stored.checksum(), answer);
      answer.header("ETag", quoted(stored)).status(HttpServletResponse.SC_OK);
    }
  }

  void get(S3Request request, S3Answer answer) throws IOException {
    try (OpenObject object = store.bucket(request.bucket()).open(request.key())) {
      Optional<Reading> reading = prepare(request, object.stored(), answer);
      if (reading.isPresent()) {
        ByteRange range = reading.get().range();
        object.writeTo(
            answer.stream(reading.get().status(), range.length()), range.first(), range.length());
      }
    }
  }

  void head(S3Request request, S3Answer answer) {
    try (OpenObject object = store.bucket(request.bucket()).open(request.key())) {
      prepare(request, object.stored(), answer)
          .ifPresent(reading -> answer.length(reading.status(), reading.range().length()));
    }
  }

  /** What of an object is read, and the status of the answer. */
  private record Reading(int status, ByteRange range) {}

  /** Checks the conditions and writes the headers; none if the client has the object already. */
  private static Optional<Reading> prepare(
      S3Request request, StoredObject object, S3Answer answer) {
    boolean changed = Preconditions.of(request).allowReading(object);
    answer
        .header("ETag", quoted(object))
        .header("Last-Modified", Times.http(object.modified()))
        .header("Accept-Ranges", "bytes")
        // What somebody stored runs nothing in the browser of somebody who is signed in here.
        .header("Content-Security-Policy", "sandbox")
        .header("X-Content-Type-Options", "nosniff");
    if (!changed) {
      answer.status(HttpServletResponse.SC_NOT_MODIFIED);
      return Optional.empty();
    }
    Optional<ByteRange> part =
        request.query().get("partNumber").map(number -> part(object, number));
    Optional<ByteRange> range =
        part.isPresent()
            ? part
            : request.header("Range").flatMap(header -> ByteRange.parse(header, object.size()));
    AttributeHeaders.write(object.attributes(), answer);
    if (part.isPresent() && object.multipart()) {
      answer.header("x-amz-mp-parts-count", Integer.toString(object.blobs().size()));
    }
    if (range.isPresent() && (part.isEmpty() || object.size() > 0)) {
      answer.header("Content-Range", range.get().of(object.size()));
      return Optional.of(new Reading(HttpServletResponse.SC_PARTIAL_CONTENT, range.get()));
    }
    if (request.header("x-amz-checksum-mode").orElse("").equalsIgnoreCase("ENABLED")) {
      ChecksumHeaders.write(object.checksum(), answer);
    }
    return Optional.of(new Reading(HttpServletResponse.SC_OK, new ByteRange(0, object.size())));
  }

  private static ByteRange part(StoredObject object, String text) {
    int parts = object.multipart() ? object.blobs().size() : 1;
    int number = partNumber(text);
    if (number > parts) {
      throw S3Error.InvalidRange.because(
          "The object has %s parts, so there is no part %s.".formatted(parts, number));
    }
    if (!object.multipart()) {
      return new ByteRange(0, object.size());
    }
    long first = object.blobs().subList(0, number - 1).stream().mapToLong(Blob::size).sum();
    return new ByteRange(first, object.blobs().get(number - 1).size());
  }

  static int partNumber(String text) {
    if (text.matches("[0-9]{1,5}")) {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= MOST_PARTS) {
        return number;
      }
    }
    throw S3Error.InvalidArgument.because(
        "Part number must be an integer between 1 and 10000, inclusive");
  }

  void copy(S3Request request, S3Answer answer) throws IOException {
    CopySource from = CopySource.of(request);
    Bucket bucket = store.bucket(request.bucket());
    try (OpenObject source = store.bucket(from.bucket()).open(from.key())) {
      if (!Preconditions.ofCopySource(request).allowReading(source.stored())) {
        throw S3Error.PreconditionFailed.because(
            "At least one of the pre-conditions you specified on the copy source did not hold.");
      }
      StoredObject copy =
          bucket.copy(
              source,
              request.key(),
              attributes(request, source.stored(), from).withAcl(acls.forNew(request, bucket)),
              Preconditions.of(request).forWriting());
      XmlAnswer xml =
          XmlAnswer.of("CopyObjectResult")
              .element("LastModified", Times.xml(copy.modified()))
              .element("ETag", quoted(copy));
      if (copy.checksum() != null) {
        xml.element("ChecksumType", copy.checksum().type().name());
      }
      ChecksumHeaders.write(copy.checksum(), xml);
      answer.xml(xml);
    }
  }

  private static ObjectAttributes attributes(
      S3Request request, StoredObject source, CopySource from) {
    boolean newMetadata = replaces(request, "x-amz-metadata-directive");
    boolean newTags = replaces(request, "x-amz-tagging-directive");
    if (!newTags && request.header(S3Request.TAGGING).isPresent()) {
      throw S3Error.InvalidArgument.because("x-amz-tagging needs x-amz-tagging-directive: REPLACE");
    }
    boolean itself = from.bucket().equals(request.bucket()) && from.key().equals(request.key());
    if (itself && !newMetadata && !newTags) {
      throw S3Error.InvalidRequest.because(
          "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.");
    }
    ObjectAttributes given = AttributeHeaders.read(request);
    ObjectAttributes base = newMetadata ? given : source.attributes();
    return base.withTags(newTags ? given.tags() : source.attributes().tags());
  }

  private static boolean replaces(S3Request request, String header) {
    String directive = request.header(header).orElse("COPY");
    if (!directive.equals("COPY") && !directive.equals("REPLACE")) {
      throw S3Error.InvalidArgument.because(
          "`%s` is not a value of `%s`; write `COPY` or `REPLACE`.".formatted(directive, header));
    }
    return directive.equals("REPLACE");
  }

  void delete(S3Request request, S3Answer answer) {
    store.bucket(request.bucket()).delete(request.key(), Preconditions.of(request).forWriting());
    answer.status(HttpServletResponse.SC_NO_CONTENT);
  }

  static String quoted(StoredObject object) {
    return "\"" + object.etag() + "\"";
  }
}
