package io.ostiary.depot.s3;

import io.ostiary.depot.checksum.ChecksumAlgorithm;
import io.ostiary.depot.checksum.ChecksumType;
import io.ostiary.depot.store.Bucket;
import io.ostiary.depot.store.Completion;
import io.ostiary.depot.store.MultipartUpload;
import io.ostiary.depot.store.ObjectAttributes;
import io.ostiary.depot.store.ObjectStore;
import io.ostiary.depot.store.OpenObject;
import io.ostiary.depot.store.Part;
import io.ostiary.depot.store.ReceivedBody;
import io.ostiary.depot.store.StoredObject;
import io.ostiary.depot.store.Uploads;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Objects that come in parts: begin, send parts, put together, give up. */
final class MultipartOperations {
  /** Ten thousand parts with everything that S3 lets a client say of each. */
  private static final int MOST_BYTES = 4 << 20;

  private static final int MOST_PARTS = 10_000;
  private static final String CHECKSUM_ALGORITHM = "x-amz-checksum-algorithm";
  private static final String CHECKSUM_TYPE = "x-amz-checksum-type";

  private final ObjectStore store;
  private final RequestedAcl acls;

  MultipartOperations(ObjectStore store, RequestedAcl acls) {
    this.store = store;
    this.acls = acls;
  }

  void create(S3Request request, S3Answer answer) throws IOException {
    Bucket bucket = store.bucket(request.bucket());
    ObjectAttributes attributes =
        AttributeHeaders.read(request).withAcl(acls.forNew(request, bucket));
    ChecksumAlgorithm algorithm =
        request.header(CHECKSUM_ALGORITHM).map(MultipartOperations::algorithm).orElse(null);
    ChecksumType type = algorithm == null ? null : type(request, algorithm);
    MultipartUpload upload =
        bucket.createUpload(new Uploads.Request(request.key(), attributes, algorithm, type));
    if (algorithm != null && type != null) {
      answer.header(CHECKSUM_ALGORITHM, algorithm.name()).header(CHECKSUM_TYPE, type.name());
    }
    answer.xml(
        XmlAnswer.of("InitiateMultipartUploadResult")
            .element("Bucket", request.bucket())
            .element("Key", request.key())
            .element("UploadId", upload.id()));
  }

  private static ChecksumAlgorithm algorithm(String name) {
    return ChecksumAlgorithm.named(name)
        .orElseThrow(
            () ->
                S3Error.InvalidRequest.because(
                    "Checksum algorithm provided is unsupported. Please try again with any of the valid types: "
                        + Arrays.toString(ChecksumAlgorithm.values())));
  }

  private static ChecksumType type(S3Request request, ChecksumAlgorithm algorithm) {
    Set<ChecksumType> possible =
        algorithm == ChecksumAlgorithm.CRC64NVME
            ? EnumSet.of(ChecksumType.FULL_OBJECT)
            : algorithm.combines()
                ? EnumSet.allOf(ChecksumType.class)
                : EnumSet.of(ChecksumType.COMPOSITE);
    Optional<String> asked = request.header(CHECKSUM_TYPE);
    ChecksumType usual =
        possible.contains(ChecksumType.COMPOSITE)
            ? ChecksumType.COMPOSITE
            : ChecksumType.FULL_OBJECT;
    return asked.isEmpty()
        ? usual
        : possible.stream()
            .filter(one -> one.name().equals(asked.get()))
            .findFirst()
            .orElseThrow(
                () ->
                    S3Error.InvalidRequest.because(
                        "The %s checksum type cannot be used with the %s checksum algorithm; use one of %s."
                            .formatted(asked.get(), algorithm, possible)));
  }

  void putPart(S3Request request, S3Answer answer) throws IOException {
    Bucket bucket = store.bucket(request.bucket());
    MultipartUpload upload = bucket.upload(request.key(), uploadId(request));
    int number = ObjectOperations.partNumber(request.query().orEmpty("partNumber"));
    try (Uploading uploading = Uploading.receive(request, bucket, upload.algorithm())) {
      Part part = bucket.putPart(request.key(), upload.id(), number, uploading.body());
      uploading.checksum().ifPresent(checksum -> ChecksumHeaders.writeValue(checksum, answer));
      answer.header("ETag", quoted(part)).status(HttpServletResponse.SC_OK);
    }
  }

  void copyPart(S3Request request, S3Answer answer) throws IOException {
    CopySource from = CopySource.of(request);
    Bucket bucket = store.bucket(request.bucket());
    MultipartUpload upload = bucket.upload(request.key(), uploadId(request));
    int number = ObjectOperations.partNumber(request.query().orEmpty("partNumber"));
    try (OpenObject source = store.bucket(from.bucket()).open(from.key())) {
      if (!Preconditions.ofCopySource(request).allowReading(source.stored())) {
        throw S3Error.PreconditionFailed.because(
            "At least one of the pre-conditions you specified on the copy source did not hold.");
      }
      ByteRange range = copiedRange(request, source.stored());
      try (InputStream bytes = source.bytes(range.first(), range.length());
          ReceivedBody body = bucket.receive(bytes, algorithms(upload.algorithm()))) {
        Part part = bucket.putPart(request.key(), upload.id(), number, body);
        XmlAnswer xml =
            XmlAnswer.of("CopyPartResult")
                .element("LastModified", Times.xml(part.modified()))
                .element("ETag", quoted(part));
        ChecksumHeaders.write(part.checksum(), xml);
        answer.xml(xml);
      }
    }
  }

  private static ByteRange copiedRange(S3Request request, StoredObject source) {
    Optional<String> header = request.header("x-amz-copy-source-range");
    if (header.isEmpty()) {
      return new ByteRange(0, source.size());
    }
    return ByteRange.parse(header.get(), source.size())
        .orElseThrow(
            () ->
                S3Error.InvalidArgument.because(
                    "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy"));
  }

  private static Set<ChecksumAlgorithm> algorithms(@Nullable ChecksumAlgorithm algorithm) {
    return algorithm == null ? Set.of() : Set.of(algorithm);
  }

  void complete(S3Request request, S3Answer answer) throws IOException {
    Bucket bucket = store.bucket(request.bucket());
    XmlElement document =
        XmlElement.read(request.body().readNBytes(MOST_BYTES), "CompleteMultipartUpload");
    List<Completion.Chosen> chosen = new ArrayList<>();
    for (XmlElement part : document.children("Part")) {
      chosen.add(
          new Completion.Chosen(
              ObjectOperations.partNumber(part.text("PartNumber").orElse("")),
              Preconditions.unquoted(part.text("ETag").orElse("")),
              ChecksumHeaders.read(part)));
    }
    if (chosen.isEmpty() || chosen.size() > MOST_PARTS) {
      throw XmlElement.malformed();
    }
    Completion completion =
        new Completion(
            chosen, ClaimedChecksums.checksums(request.headersWithPrefix("x-amz-checksum-")));
    StoredObject whole =
        bucket.completeUpload(
            request.key(), uploadId(request), completion, Preconditions.of(request).forWriting());
    XmlAnswer xml =
        XmlAnswer.of("CompleteMultipartUploadResult")
            .element("Location", request.path())
            .element("Bucket", request.bucket())
            .element("Key", request.key())
            .element("ETag", ObjectOperations.quoted(whole));
    ChecksumHeaders.write(whole.checksum(), xml);
    if (whole.checksum() != null) {
      xml.element("ChecksumType", whole.checksum().type().name());
    }
    answer.xml(xml);
  }

  void abort(S3Request request, S3Answer answer) {
    store.bucket(request.bucket()).abortUpload(request.key(), uploadId(request));
    answer.status(HttpServletResponse.SC_NO_CONTENT);
  }

  static String uploadId(S3Request request) {
    return request.query().orEmpty("uploadId");
  }

  static String quoted(Part part) {
    return "\"" + part.etag() + "\"";
  }
}
