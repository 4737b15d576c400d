package io.ostiary.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * One bit, octet or field of a request that the AWS SDK signed is changed, anywhere that the
 * signature covers: none is taken for the one that was signed. {@code -Dmutations=10000000} is the
 * long form.
 */
class BitFlipTest {
  private static final int MUTATIONS = Integer.getInteger("mutations", 200_000);
  private static final int POOL = 400;

  /** What is changed. */
  private enum Part {
    METHOD,
    PATH,
    QUERY,
    HEADER,
    AUTHORIZATION,
    FIELD_DROPPED,
    FIELD_REPEATED,
    BODY
  }

  /** A request, and what of it is asked again and again. */
  private record Original(SdkRequest request, SignedHeaders signed, PayloadMode mode) {
    private static Original of(SdkRequest request) throws SignatureException, IOException {
      return new Original(
          request,
          SignatureClaim.read(request.request()).orElseThrow().signedHeaders(),
          request.mode());
    }
  }

  private final Random random = new Random(20261122);
  private final Map<CredentialScope, SigningKey> keys = new HashMap<>();
  private final Map<Part, Integer> refused = new EnumMap<>(Part.class);
  private int same;

  @Test
  void noChangedRequestIsAccepted() throws Exception {
    List<Original> pool = new ArrayList<>();
    while (pool.size() < POOL) {
      SdkRequest signed = SdkRequest.random(random);
      if (signed.body() == null || signed.body().length() < 2_000) {
        pool.add(Original.of(signed));
        SignatureClaim claim = SignatureClaim.read(signed.request()).orElseThrow();
        keys.put(claim.scope(), Client.keyFor(claim));
      }
    }
    Part[] parts = Part.values();
    int all = 0;
    while (all < MUTATIONS) {
      Original original = pool.get(random.nextInt(POOL));
      Part part = parts[random.nextInt(parts.length)];
      SdkRequest changed = changed(original, part);
      if (changed != null && isRefused(part, original.request(), changed)) {
        all++;
      }
    }
    assertThat(refused).containsOnlyKeys(parts);
    assertThat(same).isLessThan(MUTATIONS / 100);
    System.out.println(all + " changed requests refused: " + refused + "; the same: " + same);
  }

  private @Nullable SdkRequest changed(Original original, Part part) {
    SignedRequest request = original.request().request();
    String method = request.method();
    String path = request.rawPath();
    String query = request.rawQuery();
    List<SignedRequest.Header> headers = request.headers();
    String body = original.request().body();
    switch (part) {
      case METHOD -> method = changed(method);
      case PATH -> path = "/" + changed(path.substring(1));
      case QUERY -> query = changed(query == null ? "" : query);
      case BODY -> {
        if (body == null || original.mode() == PayloadMode.UNSIGNED) {
          return null;
        }
        body = changed(body);
      }
      default -> {
        headers = fields(original, part);
        if (headers.isEmpty()) {
          return null;
        }
      }
    }
    return original.request().with(new SignedRequest(method, path, query, headers), body);
  }

  /** One bit, or one octet more or less. */
  private String changed(String text) {
    if (text.isEmpty() || random.nextInt(16) == 0) {
      int at = random.nextInt(text.length() + 1);
      return text.substring(0, at) + (char) ('0' + random.nextInt(10)) + text.substring(at);
    }
    int at = random.nextInt(text.length());
    if (random.nextInt(16) == 0) {
      return text.substring(0, at) + text.substring(at + 1);
    }
    char other = (char) (text.charAt(at) ^ (1 << random.nextInt(8)));
    return text.substring(0, at) + other + text.substring(at + 1);
  }

  /** The field lines with one that is signed, or states the signature, changed; else none. */
  private List<SignedRequest.Header> fields(Original original, Part part) {
    SignedHeaders signed = original.signed();
    List<SignedRequest.Header> headers = new ArrayList<>(original.request().request().headers());
    boolean authorization = part == Part.AUTHORIZATION;
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.get(i).name().toLowerCase(Locale.ROOT);
      if (authorization ? name.equals("authorization") : signed.cover(name)) {
        places.add(i);
      }
    }
    if (places.isEmpty()) {
      return List.of();
    }
    int at = places.get(random.nextInt(places.size()));
    SignedRequest.Header header = headers.get(at);
    switch (part) {
      case FIELD_DROPPED -> headers.remove(at);
      case FIELD_REPEATED -> headers.add(header);
      default -> headers.set(at, new SignedRequest.Header(header.name(), changed(header.value())));
    }
    return headers;
  }

  /** Whether a change was refused, which else means nothing. */
  private boolean isRefused(Part part, SdkRequest original, SdkRequest changed) throws Exception {
    String read;
    try {
      read = accept(changed);
    } catch (SignatureException | PayloadException refusal) {
      refused.merge(part, 1, Integer::sum);
      return true;
    }
    // Accepted is only what says the same in other letters: of the framing, or of the rest.
    if (part == Part.BODY ? read.equals(original.text()) : means(changed.request(), original)) {
      same++;
      return false;
    }
    throw new AssertionError(
        "%s: %s %s was taken for %s %s, and read as %s octets"
            .formatted(
                part,
                changed.request(),
                changed.request().headers().stream().map(h -> h.name() + h.value()).toList(),
                original.request(),
                original.request().headers().stream().map(h -> h.name() + h.value()).toList(),
                read.length()));
  }

  /** As a server does: only one access key exists, and its body is read to the end. */
  private String accept(SdkRequest changed) throws SignatureException, IOException {
    SignatureClaim claim =
        SignatureClaim.read(changed.request())
            .orElseThrow(() -> SignatureException.malformed("not signed"));
    Expectation expectation =
        new Expectation(
            Set.of(changed.s3() ? "s3" : "docs"),
            Set.of("*"),
            changed.s3() ? PathRule.AS_SENT : PathRule.NORMALIZED,
            Duration.ofMinutes(5),
            Duration.ofDays(7),
            EnumSet.allOf(PayloadMode.class),
            changed.s3());
    String body = changed.body();
    VerifiedSignature verified =
        new SignatureVerifier(InstantSource.fixed(changed.signedAt()))
            .verify(
                changed.request(),
                claim,
                expectation,
                claim.accessKeyId().equals(Client.ACCESS_KEY_ID) ? key(claim) : null,
                body != null,
                () -> Client.hash(body));
    if (body == null
        || verified.payloadMode() == PayloadMode.SIGNED
        || verified.payloadMode() == PayloadMode.UNSIGNED) {
      return body == null ? "" : body;
    }
    try (ChunkedPayload payload =
        verified.decode(new ByteArrayInputStream(body.getBytes(ISO_8859_1)))) {
      return new String(payload.readAllBytes(), ISO_8859_1);
    }
  }

  /** That of the scope; of one that was changed it is made anew. */
  private SigningKey key(SignatureClaim claim) {
    SigningKey known = keys.get(claim.scope());
    return known == null ? Client.keyFor(claim) : known;
  }

  /**
   * Whether a request says the same in other letters, by the rules as a reader would apply them.
   */
  private static boolean means(SignedRequest changed, SdkRequest original) {
    SignedRequest request = original.request();
    return changed.method().equals(request.method())
        && path(changed.rawPath(), original.s3()).equals(path(request.rawPath(), original.s3()))
        && Objects.equals(query(changed.rawQuery()), query(request.rawQuery()))
        && values(changed).equals(values(request));
  }

  private static String path(String path, boolean s3) {
    if (s3) {
      return path;
    }
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : path.split("/", -1)) {
      if (segment.equals("..")) {
        segments.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.addLast(segment);
      }
    }
    return String.join("/", segments) + (path.endsWith("/") ? "/" : "");
  }

  /** The digits of escapes may be of either case; empty parameters do not count. */
  private static List<String> query(@Nullable String query) {
    StringBuilder text = new StringBuilder(query == null ? "" : query);
    for (int i = 0; i + 2 < text.length(); i++) {
      if (text.charAt(i) == '%') {
        text.replace(i + 1, i + 3, text.substring(i + 1, i + 3).toUpperCase(Locale.ROOT));
      }
    }
    List<String> parameters = new ArrayList<>();
    for (String parameter : text.toString().split("&", -1)) {
      if (!parameter.isEmpty()) {
        parameters.add(parameter.contains("=") ? parameter : parameter + "=");
      }
    }
    parameters.sort(null);
    return parameters;
  }

  private static List<String> values(SignedRequest request) {
    List<String> values = new ArrayList<>();
    for (SignedRequest.Header header : request.headers()) {
      String name = header.name().toLowerCase(Locale.ROOT);
      String value = String.join(" ", header.value().strip().split("[ \t]+", -1));
      // Blanks around its commas are the signer's to choose.
      values.add(name + ":" + (name.equals("authorization") ? value.replace(", ", ",") : value));
    }
    return values;
  }
}
