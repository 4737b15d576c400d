package io.ostiary.arquillian;

import static io.ostiary.arquillian.Installation.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.wire.Http2Wire;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A body that is not the one that was signed leaves Depot as it was, in whatever way it is covered
 * and taken: kept in memory, spooled to disk, or handed on as it comes.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BodyIntegrityIT extends DepotInWildFly {

  /** More than WildFly's heap; {@code -Dupload.mebibytes=1024} is the long form. */
  private static final long UPLOAD = Long.getLong("upload.mebibytes", 600L) << 20;

  private static final String OBJECT = "a".repeat(200_000);
  private static final String PADDING = " ".repeat(1_500_000);

  private final String bucket = fresh("bucket");
  private final Signer signer = Signer.of(depot, depot.root(), "s3");
  private String uploadId = "";
  private String etag = "";
  private Set<String> before = Set.of();

  /** How a body is covered, and where it is until it is verified. */
  enum Way {
    IN_MEMORY,
    SPOOLED,
    STREAMED_WITH_ONE_HASH,
    STREAMED_IN_SIGNED_CHUNKS,
    STREAMED_IN_SIGNED_CHUNKS_WITH_TRAILER,
    STREAMED_IN_CHUNKS_WITH_CHECKSUM;

    String key() {
      return "/" + name().toLowerCase(Locale.ROOT);
    }
  }

  @BeforeAll
  void makeABucketWithAnUnfinishedUpload() {
    depot.newBucket(bucket);
    depot.newObject(bucket, "kept.txt", "kept");
    try (S3Client s3 = depot.s3(depot.root())) {
      beginAnUpload(s3);
    }
  }

  private void beginAnUpload(S3Client s3) {
    uploadId = s3.createMultipartUpload(r -> r.bucket(bucket).key("joined")).uploadId();
    etag =
        s3.uploadPart(
                r -> r.bucket(bucket).key("joined").uploadId(uploadId).partNumber(1),
                RequestBody.fromString("part"))
            .eTag();
  }

  private RawRequest honest(Way way) throws IOException {
    String path = "/" + bucket + way.key();
    return switch (way) {
      case IN_MEMORY -> signer.sign("PUT", "/" + bucket + "?policy", policy());
      case SPOOLED ->
          signer.sign("POST", "/" + bucket + "/joined?uploadId=" + uploadId, completion());
      case STREAMED_WITH_ONE_HASH -> signer.sign("PUT", path, OBJECT);
      case STREAMED_IN_SIGNED_CHUNKS -> signer.chunked(path, OBJECT, true, false);
      case STREAMED_IN_SIGNED_CHUNKS_WITH_TRAILER -> signer.chunked(path, OBJECT, true, true);
      case STREAMED_IN_CHUNKS_WITH_CHECKSUM -> signer.chunked(path, OBJECT, false, true);
    };
  }

  private String policy() {
    return """
        {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Principal": "*",
         "Action": "s3:DeleteBucket", "Resource": "arn:aws:s3:::%s"}}
        """
        .formatted(bucket);
  }

  private String completion() {
    return "<CompleteMultipartUpload>"
        + PADDING
        + "<Part><PartNumber>1</PartNumber><ETag>"
        + etag
        + "</ETag></Part></CompleteMultipartUpload>";
  }

  /** Takes a request to Depot. */
  private interface Courier {
    RawAnswer send(RawRequest request) throws IOException;
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Way.class)
  void anotherBodyThanTheSignedOneChangesNothing(Way way) throws Exception {
    takeBack(way);
    before = depot.objects();
    RawRequest honest = honest(way);
    assertAltered(honest, request -> request.sendAndHangUp(depot.endpoint()));
    String body = honest.body();
    for (int length : List.of(body.length() / 2, body.length() - 1)) {
      RawRequest cutOff =
          honest
              .without("Content-Length")
              .header("Content-Length", Integer.toString(body.length()))
              .body(body.substring(0, length));
      refused("cut off at " + length, cutOff.sendAndHangUp(depot.endpoint()));
    }

    RawAnswer answer = honest.sendAndHangUp(depot.endpoint());
    assertThat(answer.status()).as(answer.toString()).isBetween(200, 204);
    assertThat(depot.objects()).isNotEqualTo(before);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Way.class)
  void anotherBodyThanTheSignedOneChangesNothingByHttp2(Way way) throws Exception {
    takeBack(way);
    before = depot.objects();
    RawRequest honest = honest(way);
    assertAltered(honest, request -> request.sendByHttp2(depot.endpoint()));
    String body = honest.body();
    for (int length : List.of(1, body.length() - 1)) {
      RawRequest cutOff = honest.body(body.substring(0, length));
      for (Http2Wire.End end : Http2Wire.End.values()) {
        // Whether its length was announced or not.
        refused(
            end + " at " + length,
            cutOff.without("Content-Length").sendByHttp2(depot.endpoint(), end));
        refused(
            end + " before its end at " + length,
            cutOff
                .without("Content-Length")
                .header("Content-Length", Integer.toString(body.length()))
                .sendByHttp2(depot.endpoint(), end));
      }
    }

    RawAnswer answer = honest.sendByHttp2(depot.endpoint());
    assertThat(answer.status()).as(answer.toString()).isBetween(200, 204);
    assertThat(depot.objects()).isNotEqualTo(before);
  }

  /** What the same way has changed by the other protocol. */
  private void takeBack(Way way) {
    try (S3Client s3 = depot.s3(depot.root())) {
      switch (way) {
        case IN_MEMORY -> s3.deleteBucketPolicy(request -> request.bucket(bucket));
        case SPOOLED -> {
          s3.deleteObject(request -> request.bucket(bucket).key("joined"));
          beginAnUpload(s3);
        }
        default -> s3.deleteObject(request -> request.bucket(bucket).key(way.key().substring(1)));
      }
    }
  }

  private void assertAltered(RawRequest honest, Courier courier) throws Exception {
    String body = honest.body();
    int middle = body.length() / 2;
    int last = body.length() - 1;
    for (String other :
        List.of(
            body.substring(0, middle) + bent(body, middle) + body.substring(middle + 1),
            body.substring(0, last) + bent(body, last),
            "",
            body.substring(0, middle),
            body.substring(0, last),
            body + "x",
            body + body)) {
      RawRequest altered = honest.without("Content-Length").body(other);
      refused("of length " + other.length(), courier.send(altered));
    }
  }

  private static char bent(String body, int at) {
    return (char) (body.charAt(at) ^ 1);
  }

  private void refused(String what, RawAnswer answer) {
    assertThat(answer.status())
        .as("%s: %s", what, answer)
        .matches(status -> status == 0 || (status >= 400 && status < 500));
    assertThat(depot.objects()).as(what).isEqualTo(before);
  }

  @Test
  void anUploadBeyondTheHeapGoesThrough() throws Exception {
    ContentStreamProvider much =
        ContentStreamProvider.fromInputStreamSupplier(() -> new Much(UPLOAD));
    try (S3Client s3 = depot.s3(depot.root())) {
      s3.putObject(
          request -> request.bucket(bucket).key("much"),
          RequestBody.fromContentProvider(much, UPLOAD, "application/octet-stream"));
      assertThat(s3.headObject(request -> request.bucket(bucket).key("much")).contentLength())
          .isEqualTo(UPLOAD);
      s3.deleteObject(request -> request.bucket(bucket).key("much"));
    }
  }

  /** Octets that nobody needs to keep. */
  private static final class Much extends InputStream {
    private long left;

    Much(long length) {
      left = length;
    }

    @Override
    public int read() {
      return left-- > 0 ? 'a' : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int count = (int) Math.min(length, left);
      java.util.Arrays.fill(into, offset, offset + count, (byte) 'a');
      left -= count;
      return count;
    }
  }
}
