package io.ostiary.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ostiary.signature.PayloadException.Defect;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkedPayloadTest {
  private static final String SIGNED = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
  private static final String SIGNED_TRAILER = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";
  private static final String UNSIGNED_TRAILER = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

  private static final String A = "a".repeat(65536);
  private static final String B = "a".repeat(1024);

  private static VerifiedSignature verified(SignedRequest request)
      throws SignatureException, IOException {
    SignatureClaim claim = SignatureClaim.read(request).orElseThrow();
    Expectation expectation =
        new Expectation(
            Set.of("s3"),
            Set.of("us-east-1"),
            PathRule.AS_SENT,
            Duration.ofMinutes(5),
            Duration.ofDays(7),
            EnumSet.allOf(PayloadMode.class),
            true);
    return new SignatureVerifier(InstantSource.fixed(claim.signedAt()))
        .verify(
            request,
            claim,
            expectation,
            Client.keyFor(claim),
            true,
            () -> {
              throw new AssertionError("a stream has no hash");
            });
  }

  private static Client client(String mode, int length) {
    return new Client()
        .at("20130524T000000Z")
        .scope("20130524/us-east-1/s3/aws4_request")
        .method("PUT")
        .path("/examplebucket/chunkObject.txt")
        .header("Host", "s3.amazonaws.com")
        .payload(mode)
        .header("x-amz-storage-class", "REDUCED_REDUNDANCY")
        .header("Content-Encoding", "aws-chunked")
        .header("x-amz-decoded-content-length", "" + length);
  }

  private static String signature(SignedRequest request) throws SignatureException {
    return SignatureClaim.read(request).orElseThrow().signature();
  }

  private static InputStream stream(String body) {
    return new ByteArrayInputStream(body.getBytes(ISO_8859_1));
  }

  private static String read(ChunkedPayload payload) throws IOException {
    return new String(payload.readAllBytes(), ISO_8859_1);
  }

  private static String chunk(String text, String signature) {
    return Integer.toHexString(text.length())
        + ";chunk-signature="
        + signature
        + "\r\n"
        + text
        + (text.isEmpty() ? "" : "\r\n");
  }

  @Test
  void decodesTheExampleOfTheS3Documentation() throws Exception {
    SignedRequest request = client(SIGNED, 66560).header("Content-Length", "66824").signed();
    String body =
        chunk(A, "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648")
            + chunk(B, "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497")
            + chunk("", "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9")
            + "\r\n";

    assertThat(signature(request))
        .isEqualTo("4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9");
    assertThat(body).hasSize(66824);
    ChunkedPayload payload = verified(request).decode(stream(body));
    assertThat(payload.length()).isEqualTo(66560);
    assertThat(read(payload)).isEqualTo(A + B);
    assertThat(payload.ended()).isTrue();
    assertThat(payload.trailer()).isEmpty();
  }

  @Test
  void decodesTheExampleWithATrailer() throws Exception {
    SignedRequest request =
        client(SIGNED_TRAILER, 66560).header("x-amz-trailer", "x-amz-checksum-crc32c").signed();
    String body =
        chunk(A, "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2")
            + chunk(B, "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7")
            + chunk("", "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992")
            + "x-amz-checksum-crc32c:sOO8/Q==\r\n"
            + "x-amz-trailer-signature:"
            + "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n";

    assertThat(signature(request))
        .isEqualTo("106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e");
    ChunkedPayload payload = verified(request).decode(stream(body));
    assertThat(read(payload)).isEqualTo(A + B);
    assertThat(payload.trailer()).containsEntry("x-amz-checksum-crc32c", "sOO8/Q==").hasSize(1);
  }

  /** A right body of three parts in a mode, from which the tests make wrong ones. */
  private record Stream(Client client, SignedRequest request, String body) {
    static final String TEXT = "one, two, three";

    static Stream of(String mode) throws SignatureException {
      Client client = ChunkedPayloadTest.client(mode, TEXT.length());
      if (mode.endsWith("TRAILER")) {
        client.header("x-amz-trailer", "x-amz-checksum-sha256,x-amz-checksum-crc32");
      }
      SignedRequest request = client.signed();
      String previous = signature(request);
      StringBuilder body = new StringBuilder();
      for (String part : new String[] {"one, ", "two, ", "three", ""}) {
        if (mode.equals(UNSIGNED_TRAILER)) {
          body.append(Integer.toHexString(part.length())).append("\r\n").append(part);
          body.append(part.isEmpty() ? "" : "\r\n");
        } else {
          previous = client.chainSignature("PAYLOAD", previous, part);
          body.append(chunk(part, previous));
        }
      }
      if (mode.endsWith("TRAILER")) {
        String crc32 = "x-amz-checksum-crc32:46VvDA==";
        String sha256 = "x-amz-checksum-sha256:R/HVE0WMDyAzR9S2/5F+yqmpbFmND9Y86ODVhvRwclY=";
        // In another order than they are signed in, and one with a blank and in another case.
        body.append(sha256.replace(":", ": ").replace("x-amz-c", "X-Amz-C")).append("\r\n");
        body.append(crc32).append("\r\n");
        if (!mode.equals(UNSIGNED_TRAILER)) {
          String fields = crc32 + "\n" + sha256 + "\n";
          body.append("x-amz-trailer-signature:");
          body.append(client.chainSignature("TRAILER", previous, fields)).append("\r\n");
        }
      }
      return new Stream(client, request, body.append("\r\n").toString());
    }

    ChunkedPayload decode(String body) throws SignatureException, IOException {
      return verified(request).decode(stream(body));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SIGNED, SIGNED_TRAILER, UNSIGNED_TRAILER})
  void decodesByteByByte(String mode) throws Exception {
    Stream stream = Stream.of(mode);
    try (ChunkedPayload payload = stream.decode(stream.body())) {
      assertThat(payload.available()).isZero();
      assertThat(payload.read(new byte[0])).isZero();
      StringBuilder text = new StringBuilder();
      for (int c = payload.read(); c >= 0; c = payload.read()) {
        assertThat(payload.ended()).isFalse();
        text.append((char) c);
      }
      assertThat(text).hasToString(Stream.TEXT);
      assertThat(payload.ended()).isTrue();
      assertThat(payload.read()).isEqualTo(-1);
      assertThat(payload.trailer().keySet())
          .allMatch(name -> name.startsWith("x-amz-checksum-"))
          .hasSize(mode.equals(SIGNED) ? 0 : 2);
    }
  }

  @ParameterizedTest(name = "{0}: {1} becomes {2}")
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true,
      value = {
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD | two, | twO, | SIGNATURE",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD | ;chunk-signature= | ;chunk-signature=0 | SIGNATURE",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD | ;chunk-signature= | ;chunk-signatur= | FRAMING",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD | ;chunk-signature= | ; chunk-signature= | FRAMING",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD | 5;chunk | ;chunk | FRAMING",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD | 5;chunk | -5;chunk | FRAMING",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD | 5;chunk | 0x5;chunk | FRAMING",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD | 5;chunk | 0000000000005;chunk | FRAMING",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD | 5;chunk | ffffffffffff;chunk | LENGTH",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD | 5;chunk | 10;chunk | LENGTH",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD | 5;chunk | 4;chunk | FRAMING",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD | 5;chunk | 6;chunk | FRAMING",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD | 5;chunk | 5;a=b;chunk | FRAMING",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD | <CRLF> | <LF> | FRAMING",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD | <CRLF> | <CR> | FRAMING",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD | 0;chunk | 00;chunk | none",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER | 46VvDA== | 46VvDB== | SIGNATURE",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER | x-amz-trailer-signature:| x-amz-trailer-signature:0 | SIGNATURE",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER | x-amz-trailer-signature:| x-amz-trailer-signatures:| TRAILER",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER | x-amz-trailer-signature:| x-amz-meta-a:b<CRLF>x-amz-trailer-signature:| TRAILER",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER | x-amz-checksum-crc32:46VvDA==<CRLF> | <NONE> | TRAILER",
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER | two, | twO, | CHECKSUM",
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER | 46VvDA== | 46VvDA= | CHECKSUM",
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER | 46VvDA== | <NONE> | CHECKSUM",
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER | R/HVE0W | R/HVE0w | CHECKSUM",
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER | x-amz-checksum-crc32:46VvDA==<CRLF> | <NONE> | TRAILER",
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER | x-amz-checksum-crc32:46VvDA== | x-amz-checksum-crc32:46VvDA==<CRLF>x-amz-checksum-crc32:46VvDA== | TRAILER",
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER | x-amz-checksum-crc32:46VvDA== | no colon | TRAILER",
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER | x-amz-checksum-crc32: | x-amz-trailer-signature:0<CRLF>x-amz-checksum-crc32: | TRAILER",
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER | three | thre | FRAMING",
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER | 5<CRLF>three | 4<CRLF>thre | LENGTH",
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER | 5<CRLF>three | 6<CRLF>three! | LENGTH",
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER | 5<CRLF>three | 5;ext=1<CRLF>three | FRAMING",
      })
  void refusesADefect(String mode, String from, String to, String defect) throws Exception {
    Stream stream = Stream.of(mode);
    String body = stream.body().replace(control(from), control(to));
    assertThat(body).isNotEqualTo(stream.body());
    if (defect.equals("none")) {
      assertThat(read(stream.decode(body))).isEqualTo(Stream.TEXT);
      return;
    }
    ChunkedPayload payload = stream.decode(body);

    PayloadException refusal = catchThrowableOfType(PayloadException.class, () -> read(payload));

    assertThat(refusal.defect()).isEqualTo(Defect.valueOf(defect));
    assertThat(payload.ended()).isFalse();
    assertThatThrownBy(payload::read).isInstanceOf(IOException.class);
  }

  private static String control(String text) {
    return text.replace("<CRLF>", "\r\n")
        .replace("<LF>", "\n")
        .replace("<CR>", "\r")
        .replace("<NONE>", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {SIGNED, SIGNED_TRAILER, UNSIGNED_TRAILER})
  void refusesABodyThatEndsEarlyWhereverThatIs(String mode) throws Exception {
    Stream stream = Stream.of(mode);

    for (int length = 0; length < stream.body().length(); length++) {
      ChunkedPayload payload = stream.decode(stream.body().substring(0, length));
      assertThatThrownBy(() -> read(payload)).isInstanceOf(PayloadException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SIGNED, SIGNED_TRAILER, UNSIGNED_TRAILER})
  void refusesABodyThatGoesOn(String mode) throws Exception {
    Stream stream = Stream.of(mode);

    assertThatThrownBy(() -> read(stream.decode(stream.body() + "\r\n")))
        .hasMessageContaining("goes on after its last line");
  }

  @Test
  void refusesChunksInAnotherOrderTwiceOrLeftOut() throws Exception {
    Stream stream = Stream.of(SIGNED);
    int two = stream.body().indexOf("5;", 10);
    int three = stream.body().indexOf("5;", two + 10);
    int end = stream.body().indexOf("0;chunk");
    String first = stream.body().substring(0, two);
    String second = stream.body().substring(two, three);
    String third = stream.body().substring(three, end);
    String last = stream.body().substring(end);

    assertThat(read(stream.decode(first + second + third + last))).isEqualTo(Stream.TEXT);
    for (String wrong :
        new String[] {
          second + first + third + last,
          first + third + second + last,
          first + first + second + last,
          first + second + last,
        }) {
      assertThatThrownBy(() -> read(stream.decode(wrong))).isInstanceOf(PayloadException.class);
    }
  }

  @Test
  void handsOutNothingOfAChunkThatDoesNotHold() throws Exception {
    Stream stream = Stream.of(SIGNED);
    ChunkedPayload payload = stream.decode(stream.body().replace("two, ", "twO, "));

    assertThat(payload.readNBytes(5)).isEqualTo("one, ".getBytes(ISO_8859_1));
    byte[] bytes = new byte[100];
    assertThatThrownBy(() -> payload.read(bytes)).isInstanceOf(PayloadException.class);
    assertThat(bytes).containsOnly(0);
  }

  @Test
  void holdsNoLongerChunksInMemoryThanItIsTold() throws Exception {
    SignedRequest request = client(SIGNED, 100_000).signed();
    String first = "x".repeat(100_000);
    Client client = client(SIGNED, 100_000);
    String signature = client.chainSignature("PAYLOAD", signature(request), first);
    String last = client.chainSignature("PAYLOAD", signature, "");
    String body = chunk(first, signature) + chunk("", last) + "\r\n";

    assertThat(read(verified(request).decode(stream(body), 100_000))).isEqualTo(first);
    assertThatThrownBy(() -> read(verified(request).decode(stream(body), 99_999)))
        .hasMessageContaining("more than 99999 octets");
  }

  @Test
  void takesAnUnsignedChunkOfAnyLength() throws Exception {
    String text = "0123456789".repeat(20_000);
    SignedRequest request =
        client(UNSIGNED_TRAILER, 200_000).header("x-amz-trailer", "x-amz-checksum-sha1").signed();
    String body =
        "30D40\r\n" + text + "\r\n0\r\nx-amz-checksum-sha1:QZ0LLVSOWGUHKTBF4hpSSks+wiU=\r\n\r\n";

    assertThat(read(verified(request).decode(stream(body), 1))).isEqualTo(text);
  }

  @Test
  void doesNotGoOnAfterTheBodyBroke() throws Exception {
    Stream stream = Stream.of(SIGNED);
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            return read(new byte[1], 0, 1);
          }

          @Override
          public int read(byte[] bytes, int from, int length) throws IOException {
            throw new IOException("connection reset");
          }
        };
    ChunkedPayload payload = verified(stream.request()).decode(broken);

    assertThatThrownBy(payload::read).hasMessage("connection reset");
    assertThatThrownBy(payload::read).hasMessageContaining("failed before");
  }

  @ParameterizedTest(name = "length {1}, trailer {2} in {0}")
  @CsvSource({
    "STREAMING-AWS4-HMAC-SHA256-PAYLOAD,, ",
    "STREAMING-AWS4-HMAC-SHA256-PAYLOAD, -1, ",
    "STREAMING-AWS4-HMAC-SHA256-PAYLOAD, 1e3, ",
    "STREAMING-AWS4-HMAC-SHA256-PAYLOAD, 9999999999999999, ",
    "STREAMING-AWS4-HMAC-SHA256-PAYLOAD, 5, x-amz-checksum-crc32",
    "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, 5, 'a,,b'",
    "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, 5, 'a,A'",
    "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, 5, 'a b'",
    "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, 5, x-amz-trailer-signature",
    "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, 5, 'a,b,c,d,e,f,g,h,i,j,k'",
    "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, 5, x-amz-checksum-md5",
    "STREAMING-UNSIGNED-PAYLOAD-TRAILER, 5, ",
    "STREAMING-UNSIGNED-PAYLOAD-TRAILER, 5, x-amz-meta-a",
  })
  void refusesAStreamThatIsNotAnnouncedAsItShould(String mode, String length, String trailer) {
    Client client = client(mode, 0).without("x-amz-decoded-content-length");
    if (length != null) {
      client.header("x-amz-decoded-content-length", length);
    }
    if (trailer != null) {
      client.header("x-amz-trailer", trailer);
    }
    SignedRequest request = client.signed();

    assertThatThrownBy(() -> verified(request))
        .isInstanceOfSatisfying(
            SignatureException.class,
            e ->
                assertThat(e.reason())
                    .isIn(
                        SignatureException.Reason.MALFORMED,
                        SignatureException.Reason.PAYLOAD_MODE));
  }

  @Test
  void decodesStreamsOnly() throws Exception {
    VerifiedSignature verified = verified(client("UNSIGNED-PAYLOAD", 5).signed());

    assertThatThrownBy(() -> verified.decode(stream("")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("UNSIGNED");
  }
}
