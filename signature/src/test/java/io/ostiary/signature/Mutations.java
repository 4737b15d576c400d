package io.ostiary.signature;

import io.ostiary.signature.SignatureException.Reason;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Every single-field change of a signed request. */
final class Mutations {
  /**
   * A changed request.
   *
   * @param reasons what it may be refused for; none if the defect shows in the body's bytes only
   */
  record Mutation(String name, SdkRequest request, Set<Reason> reasons) {}

  private final SdkRequest original;
  private final Random random;
  private final List<Mutation> mutations = new ArrayList<>();

  private Mutations(SdkRequest original, Random random) {
    this.original = original;
    this.random = random;
  }

  static List<Mutation> of(SdkRequest original, Random random) throws Exception {
    Mutations all = new Mutations(original, random);
    all.methodAndPath();
    all.query();
    all.headers();
    all.authorization();
    all.body();
    return all.mutations;
  }

  private void add(
      String name, String method, String path, @Nullable String query, Reason... reasons) {
    SignedRequest changed = new SignedRequest(method, path, query, original.request().headers());
    mutations.add(new Mutation(name, original.with(changed, original.body()), Set.of(reasons)));
  }

  private void methodAndPath() {
    SignedRequest request = original.request();
    String path = request.rawPath();
    add("method", "OPTIONS", path, request.rawQuery(), Reason.MISMATCH);
    add("longer path", request.method(), path + "x", request.rawQuery(), Reason.MISMATCH);
    add("encoded slash", request.method(), path + "%2F", request.rawQuery(), Reason.MISMATCH);
    int at = path.indexOf('s');
    if (at > 0) {
      String other = path.substring(0, at) + "S" + path.substring(at + 1);
      add("a letter's case", request.method(), other, request.rawQuery(), Reason.MISMATCH);
      String escaped = path.substring(0, at) + "%73" + path.substring(at + 1);
      add("a letter escaped", request.method(), escaped, request.rawQuery(), Reason.MISMATCH);
    }
  }

  private void query() {
    SignedRequest request = original.request();
    String query = request.rawQuery();
    String more = (query == null ? "" : query + "&") + "zz=1";
    add("another parameter", request.method(), request.rawPath(), more, Reason.MISMATCH);
    if (query == null) {
      return;
    }
    String[] parts = query.split("&", -1);
    for (int i = 0; i < parts.length; i++) {
      Set<Reason> reasons = EnumSet.of(Reason.MISMATCH);
      if (parts[i].startsWith("X-Amz-")) {
        reasons = EnumSet.complementOf(EnumSet.of(Reason.UNKNOWN_KEY, Reason.PAYLOAD_MISMATCH));
      }
      query("changed ", parts, i, changed(parts[i]), reasons);
      query("dropped ", parts, i, null, reasons);
      query("repeated ", parts, i, parts[i] + "&" + parts[i], reasons);
    }
  }

  private void query(
      String name, String[] parts, int at, @Nullable String other, Set<Reason> reasons) {
    List<String> changed = new ArrayList<>(List.of(parts));
    changed.remove(at);
    if (other != null) {
      changed.add(at, other);
    }
    add(
        name + parts[at],
        original.request().method(),
        original.request().rawPath(),
        String.join("&", changed),
        reasons.toArray(new Reason[0]));
  }

  /** With one letter or digit of the value changed, or one more. */
  private String changed(String part) {
    List<Integer> places =
        IntStream.range(part.indexOf('=') + 1, part.length())
            .filter(i -> Character.isLetterOrDigit(part.charAt(i)))
            .filter(i -> part.lastIndexOf('%', i) < i - 2 || part.lastIndexOf('%', i) < 0)
            .boxed()
            .toList();
    if (places.isEmpty()) {
      return part + (part.contains("=") ? "1" : "=1");
    }
    int at = places.get(random.nextInt(places.size()));
    char other = part.charAt(at) == '7' ? '8' : '7';
    return part.substring(0, at) + other + part.substring(at + 1);
  }

  private void headers() throws SignatureException {
    SignedHeaders signed = SignatureClaim.read(original.request()).orElseThrow().signedHeaders();
    List<SignedRequest.Header> headers = original.request().headers();
    Set<Reason> reasons = EnumSet.complementOf(EnumSet.of(Reason.UNKNOWN_KEY, Reason.TWO_FORMS));
    for (int i = 0; i < headers.size(); i++) {
      SignedRequest.Header header = headers.get(i);
      if (signed.cover(header.name())) {
        header("changed ", i, header.value() + "1", reasons);
        header("dropped ", i, null, reasons);
      }
    }
    List<SignedRequest.Header> more = new ArrayList<>(headers);
    more.add(new SignedRequest.Header("x-Amz-copy-source", "/other/key"));
    headers("an unsigned header", more, Set.of(Reason.UNSIGNED_HEADER));
    more.set(headers.size(), new SignedRequest.Header("host", "other.example.com"));
    headers("a second host", more, Set.of(Reason.MALFORMED));
  }

  private void header(String name, int at, @Nullable String value, Set<Reason> reasons) {
    List<SignedRequest.Header> headers = new ArrayList<>(original.request().headers());
    SignedRequest.Header header = headers.remove(at);
    if (value != null) {
      headers.add(at, new SignedRequest.Header(header.name(), value));
    }
    headers(name + header.name(), headers, reasons);
  }

  private void headers(String name, List<SignedRequest.Header> headers, Set<Reason> reasons) {
    SignedRequest request = original.request();
    SignedRequest changed =
        new SignedRequest(request.method(), request.rawPath(), request.rawQuery(), headers);
    mutations.add(new Mutation(name, original.with(changed, original.body()), reasons));
  }

  private void authorization() throws SignatureException {
    if (original.presigned()) {
      return;
    }
    SignatureClaim claim = SignatureClaim.read(original.request()).orElseThrow();
    String date = claim.scope().date();
    replace("scope's date", date + "/", "20200101/", Reason.WRONG_SCOPE);
    replace("scope's region", "/eu-central-1/", "/eu-central-2/", Reason.MISMATCH);
    replace("scope's service", "/" + claim.scope().service() + "/", "/sts/", Reason.WRONG_SCOPE);
    replace("terminator", "/aws4_request", "/aws4_requesT", Reason.WRONG_SCOPE);
    int nibble = random.nextInt(Sha256.HEX_LENGTH);
    String signature = claim.signature();
    char other = signature.charAt(nibble) == 'a' ? 'b' : 'a';
    replace(
        "signature",
        signature,
        signature.substring(0, nibble) + other + signature.substring(nibble + 1),
        Reason.MISMATCH);
    for (String name : claim.signedHeaders().names()) {
      String without = (";" + claim.signedHeaders().text() + ";").replace(";" + name + ";", ";");
      replace(
          "SignedHeaders without " + name,
          "SignedHeaders=" + claim.signedHeaders().text(),
          "SignedHeaders=" + without.substring(1, without.length() - 1),
          Reason.MISMATCH,
          Reason.UNSIGNED_HEADER);
    }
  }

  private void replace(String name, String from, String to, Reason... reasons) {
    List<SignedRequest.Header> headers = new ArrayList<>(original.request().headers());
    headers.replaceAll(
        header ->
            header.name().toLowerCase(Locale.ROOT).equals("authorization")
                ? new SignedRequest.Header(header.name(), header.value().replace(from, to))
                : header);
    headers(name, headers, Set.of(reasons));
  }

  private void body() throws Exception {
    String body = original.body();
    if (body == null || original.mode() == PayloadMode.UNSIGNED) {
      return;
    }
    boolean stream = original.mode() != PayloadMode.SIGNED;
    int places = stream ? 12 : 1;
    for (int i = 0; i < places; i++) {
      int at = random.nextInt(body.length());
      char other = (char) (body.charAt(at) ^ 1);
      body("octet " + at, body.substring(0, at) + other + body.substring(at + 1), stream);
      body("cut off at " + at, body.substring(0, at), stream);
    }
    body("another octet", body + "x", stream);
  }

  private void body(String name, String other, boolean stream) {
    Set<Reason> reasons =
        stream
            ? EnumSet.noneOf(Reason.class)
            : EnumSet.of(Reason.PAYLOAD_MISMATCH, Reason.MISMATCH);
    mutations.add(new Mutation(name, original.with(original.request(), other), reasons));
  }
}
