package io.ostiary.arquillian;

import static io.ostiary.arquillian.Installation.fresh;
import static org.assertj.core.api.Assertions.assertThat;

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
      uploadId = s3.createMultipartUpload(r -> r.bucket(bucket).key("joined")).uploadId();
      etag =
          s3.uploadPart(
                  r -> r.bucket(bucket).key("joined").uploadId(uploadId).partNumber(1),
                  RequestBody.fromString("part"))
              .eTag();
    }
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

  @ParameterizedTest(name = "{0}")
  @EnumSource(Way.class)
  void anotherBodyThanTheSignedOneChangesNothing(Way way) throws Exception {
    before = depot.objects();
    RawRequest honest = honest(way);
    String body = honest.body();
    int middle = body.length() / 2;
    char other = (char) (body.charAt(middle) ^ 1);

    refused("altered", honest.body(body.substring(0, middle) + other + body.substring(middle + 1)));
    int last = body.length() - 1;
    char end = (char) (body.charAt(last) ^ 1);
    refused("its last octet altered", honest.body(body.substring(0, last) + end));
    refused("emptied", shorter(honest, ""));
    for (int length : List.of(middle, body.length() - 1)) {
      String part = body.substring(0, length);
      refused("cut off at " + length, honest.body(part).header("Content-Length", length(body)));
      refused("shortened to " + length, shorter(honest, part));
    }
    refused("longer", shorter(honest, body + "x"));
    refused("twice as long", shorter(honest, body + body));

    RawAnswer answer = honest.sendAndHangUp(depot.endpoint());
    assertThat(answer.status()).as(answer.toString()).isBetween(200, 204);
    assertThat(depot.objects()).isNotEqualTo(before);
  }

  private static String length(String body) {
    return Integer.toString(body.length());
  }

  /** With another body, and the length that it has. */
  private static RawRequest shorter(RawRequest request, String body) {
    return request.without("Content-Length").body(body);
  }

  private void refused(String what, RawRequest request) throws Exception {
    RawRequest once =
        request.headers().stream().filter(h -> h.name().equalsIgnoreCase("Content-Length")).count()
                > 1
            ? request.without("Content-Length").header("Content-Length", lastLength(request))
            : request;
    RawAnswer answer = once.sendAndHangUp(depot.endpoint());

    assertThat(answer.status())
        .as("%s: %s", what, answer)
        .matches(
            status ->
                status == 0
                    || (status >= 400 && status < 500)
                    || (status == 500 && what.startsWith("cut off"))); // nobody is there to read it
    assertThat(depot.objects()).as(what).isEqualTo(before);
  }

  private static String lastLength(RawRequest request) {
    return request.headers().get(request.headers().size() - 1).value();
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
