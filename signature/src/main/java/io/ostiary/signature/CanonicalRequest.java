package io.ostiary.signature;

import io.ostiary.signature.SignatureException.Reason;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Writes the canonical request of a claim and the string to sign, as its form and path rule say.
 */
final class CanonicalRequest {
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  /** Headers whose values {@link SignatureDiagnostics} may not show. */
  private static final Set<String> SECRET =
      Set.of(
          "authorization",
          "cookie",
          HeaderFields.SECURITY_TOKEN,
          "x-amz-server-side-encryption-customer-key",
          "x-amz-copy-source-server-side-encryption-customer-key");

  private final SignatureClaim claim;
  private final PathRule pathRule;
  private final boolean redacted;
  private final Octets out;

  private CanonicalRequest(SignatureClaim claim, PathRule pathRule, boolean redacted, Octets out) {
    this.claim = claim;
    this.pathRule = pathRule;
    this.redacted = redacted;
    this.out = out;
  }

  /** Whether the claim carries the signature of this very request. */
  static boolean verifies(
      SignatureClaim claim, PathRule pathRule, String payloadHash, SigningKey key)
      throws SignatureException {
    Octets octets = Octets.borrowed();
    new CanonicalRequest(claim, pathRule, false, octets).write(payloadHash);
    byte[] hash = octets.sha256();
    return stringToSign(octets.clear(), claim, hash).isSignedBy(key, claim.signature());
  }

  static SignatureDiagnostics diagnostics(
      SignatureClaim claim, PathRule pathRule, String payloadHash) {
    Octets exact = Octets.own();
    Octets redacted = Octets.own();
    try {
      new CanonicalRequest(claim, pathRule, false, exact).write(payloadHash);
      new CanonicalRequest(claim, pathRule, true, redacted).write(payloadHash);
    } catch (SignatureException e) {
      throw new IllegalStateException("what was canonical once is so again", e);
    }
    byte[] hash = exact.sha256();
    return new SignatureDiagnostics(
        redacted.toString(), stringToSign(exact.clear(), claim, hash).toString());
  }

  private static Octets stringToSign(Octets octets, SignatureClaim claim, byte[] requestHash) {
    CredentialScope scope = claim.scope();
    octets
        .put(claim.algorithm().text())
        .put('\n')
        .put(claim.timestamp().text())
        .put('\n')
        .put(scope.date())
        .put('/');
    if (!scope.region().isEmpty()) {
      octets.put(scope.region()).put('/');
    }
    return octets
        .put(scope.service())
        .put('/')
        .put(CredentialScope.TERMINATOR)
        .put('\n')
        .putHex(requestHash);
  }

  private void write(String payloadHash) throws SignatureException {
    method();
    out.put('\n');
    path(claim.request().rawPath());
    out.put('\n');
    query();
    out.put('\n');
    List<String> names = claim.signedHeaders().names();
    for (int i = 0; i < names.size(); i++) {
      header(names.get(i));
      out.put('\n');
    }
    out.put('\n').put(claim.signedHeaders().text()).put('\n').put(payloadHash);
  }

  private void method() throws SignatureException {
    String method = claim.request().method();
    for (int i = 0; i < method.length(); i++) {
      char c = method.charAt(i);
      if ((c < 'A' || c > 'Z') && c != '-') {
        throw SignatureException.malformed(
            "The method of a signed request must be of upper-case letters");
      }
    }
    out.put(method);
  }

  private void path(String path) throws SignatureException {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c <= ' ' || c >= 0x7F || c == '?' || c == '#') {
        throw SignatureException.malformed(
            "The path of a signed request holds a character that must be percent-encoded");
      }
      if (c == '%') {
        QueryParameters.escaped(path, i, path.length(), "path");
      }
    }
    if (!path.isEmpty() && path.charAt(0) != '/') {
      throw SignatureException.malformed("The path of a signed request must begin with `/`");
    }
    if (path.isEmpty()) {
      out.put('/');
    } else if (pathRule == PathRule.AS_SENT) {
      out.put(path);
    } else if (isPlain(path)) {
      encoded(path, 0, path.length());
    } else {
      normalized(path);
    }
  }

  /** Whether a path has neither empty segments nor any that may be dot segments. */
  private static boolean isPlain(String path) {
    for (int slash = 0; slash >= 0; slash = path.indexOf('/', slash + 1)) {
      if (path.startsWith(".", slash + 1) || path.startsWith("/", slash + 1)) {
        return false;
      }
    }
    return true;
  }

  private void normalized(String path) {
    String[] segments = path.split("/", -1);
    int kept = 0;
    for (String segment : segments) {
      if (segment.equals("..")) {
        kept = Math.max(0, kept - 1);
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments[kept++] = segment;
      }
    }
    for (String segment : Arrays.asList(segments).subList(0, kept)) {
      out.put('/');
      encoded(segment, 0, segment.length());
    }
    if (kept == 0 || path.endsWith("/")) {
      out.put('/');
    }
  }

  /** Percent-encodes a path that is percent-encoded already. */
  private void encoded(String path, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = path.charAt(i);
      if (c == '/' || QueryParameters.isUnreserved(c)) {
        out.put(c);
      } else {
        out.put('%').put(HEX[c >> 4]).put(HEX[c & 0xF]);
      }
    }
  }

  private void query() {
    QueryParameters parameters = claim.query();
    boolean presigned = claim.form() == SignatureClaim.Form.QUERY;
    int[] order = parameters.order();
    boolean first = true;
    for (int place = 0; place < parameters.size(); place++) {
      int i = order == null ? place : order[place];
      if (presigned && parameters.isNamed(i, PresignedQuery.SIGNATURE)) {
        continue;
      }
      if (!first) {
        out.put('&');
      }
      first = false;
      if (redacted && isSecret(parameters, i)) {
        parameters.putName(i, out);
        notShown(parameters.valueLength(i));
      } else {
        parameters.put(i, out);
      }
    }
  }

  private static boolean isSecret(QueryParameters parameters, int i) {
    return parameters.isNamed(i, PresignedQuery.SECURITY_TOKEN)
        || SECRET.stream().anyMatch(name -> parameters.isNamed(i, name));
  }

  private void header(String name) throws SignatureException {
    out.put(name).put(':');
    HeaderFields fields = claim.headerFields();
    int mark = HeaderFields.mark(name);
    boolean present = false;
    for (int i = 0; i < fields.size(); i++) {
      if (fields.isNamed(i, name, mark)) {
        if (present) {
          out.put(',');
        }
        present = true;
        fold(name, fields.get(i).value());
      }
    }
    if (!present) {
      throw new SignatureException(
          Reason.MISMATCH,
          "SignedHeaders names `"
              + name
              + "`, which the request does not carry; something on the way may have removed it");
    }
  }

  /** Trims a value and writes each inner run of blanks as one. */
  private void fold(String name, String value) throws SignatureException {
    if (redacted && SECRET.contains(name)) {
      notShown(value.length());
      return;
    }
    if (isFolded(value)) {
      out.put(value);
      return;
    }
    boolean begun = false;
    boolean blank = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (HeaderFields.isBlank(c)) {
        blank = begun;
      } else if (c < ' ' || c == 0x7F || c > 0xFF) {
        throw SignatureException.malformed(
            "The signed header `%s` holds a character that no header may hold".formatted(name));
      } else {
        if (blank) {
          out.put(' ');
          blank = false;
        }
        out.put(c);
        begun = true;
      }
    }
  }

  /** Whether a value is as it should be, as nearly all are: for these a plain copy will do. */
  private static boolean isFolded(String value) {
    boolean blank = true;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c == 0x7F || c > 0xFF || (c == ' ' && blank)) {
        return false;
      }
      blank = c == ' ';
    }
    return !blank || value.isEmpty();
  }

  private void notShown(int length) {
    out.put("(" + length + " characters, not shown)");
  }
}
