package io.ostiary.signature;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that presign a request. Their names are detected in any case, so that no other
 * spelling slips past, and accepted in their own only.
 */
final class PresignedQuery {
  private static final String ALGORITHM = "X-Amz-Algorithm";
  private static final String CREDENTIAL = "X-Amz-Credential";
  private static final String DATE = "X-Amz-Date";
  private static final String EXPIRES = "X-Amz-Expires";
  private static final String SIGNED_HEADERS = "X-Amz-SignedHeaders";
  static final String SIGNATURE = "X-Amz-Signature";
  static final String SECURITY_TOKEN = "X-Amz-Security-Token";
  private static final String CONTENT_SHA256 = "X-Amz-Content-Sha256";
  private static final String REGION_SET = "X-Amz-Region-Set";
  static final List<String> NAMES =
      List.of(
          ALGORITHM,
          CREDENTIAL,
          DATE,
          EXPIRES,
          SIGNED_HEADERS,
          SIGNATURE,
          SECURITY_TOKEN,
          CONTENT_SHA256,
          REGION_SET);

  private static final int[] MARKS = NAMES.stream().mapToInt(HeaderFields::mark).toArray();

  /** Those that version 2 does not have as well. */
  static final List<String> NAMES_OF_ITS_OWN =
      NAMES.stream().filter(name -> !name.equals(SECURITY_TOKEN)).toList();

  /** What tells a query that was signed by version 2. */
  static final List<String> RETIRED_NAMES = List.of("AWSAccessKeyId");

  private static final int LONGEST_LIFETIME = 604_800;

  private final QueryParameters query;

  /** In the order of {@link #NAMES}. */
  private final @Nullable String[] values = new @Nullable String[NAMES.size()];

  private @Nullable SignatureAlgorithm algorithm;

  private PresignedQuery(QueryParameters query) {
    this.query = query;
  }

  static PresignedQuery read(QueryParameters query) throws SignatureException {
    PresignedQuery presigned = new PresignedQuery(query);
    for (QueryParameters.Parameter parameter : query.parameters()) {
      int place = place(parameter.name());
      if (place >= 0) {
        presigned.take(place, parameter);
      }
    }
    if (presigned.algorithm() == SignatureAlgorithm.HMAC && presigned.value(REGION_SET) != null) {
      throw SignatureException.malformed(
          "X-Amz-Region-Set goes with %s only".formatted(SignatureAlgorithm.ECDSA.text()));
    }
    return presigned;
  }

  /** Where a name stands in {@link #NAMES}, ignoring case; -1 if it does not. */
  private static int place(String name) {
    int mark = HeaderFields.mark(name);
    for (int i = 0; i < MARKS.length; i++) {
      if (MARKS[i] == mark && NAMES.get(i).equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }

  private void take(int index, QueryParameters.Parameter parameter) throws SignatureException {
    String name = NAMES.get(index);
    // A client that moves its headers into the query keeps this one's lower case.
    boolean asHeader =
        name.equals(CONTENT_SHA256) && parameter.name().equals(HeaderFields.CONTENT_SHA256);
    if (!parameter.name().equals(name) && !asHeader) {
      throw SignatureException.malformed(
          "The query parameter %s must be written so, in this case".formatted(name));
    }
    if (values[index] != null) {
      throw SignatureException.malformed(
          "The query repeats the parameter %s; send it once".formatted(name));
    }
    if (parameter.value().isEmpty()) {
      throw SignatureException.malformed("The query parameter %s is empty".formatted(name));
    }
    values[index] = parameter.decoded();
  }

  private @Nullable String value(String name) {
    return values[place(name)];
  }

  private String required(String name) throws SignatureException {
    String value = value(name);
    if (value == null) {
      throw SignatureException.malformed(
          ("Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential,"
                  + " X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters."
                  + " %s is missing.")
              .formatted(name));
    }
    return value;
  }

  SignatureAlgorithm algorithm() throws SignatureException {
    SignatureAlgorithm known = algorithm;
    if (known == null) {
      known = SignatureAlgorithm.named(required(ALGORITHM));
      if (known == null) {
        throw SignatureException.malformed(
            "X-Amz-Algorithm only supports \"%s\"".formatted(SignatureAlgorithm.HMAC.text()));
      }
      algorithm = known;
    }
    return known;
  }

  Credential credential() throws SignatureException {
    return Credential.parse(required(CREDENTIAL), algorithm());
  }

  /** The regions that a signature of version 4A is good for. */
  @Nullable String regionSet() {
    return value(REGION_SET);
  }

  SignedHeaders signedHeaders() throws SignatureException {
    return SignedHeaders.parse(required(SIGNED_HEADERS));
  }

  String signature() throws SignatureException {
    return algorithm().signature(required(SIGNATURE));
  }

  Timestamp timestamp() throws SignatureException {
    return Timestamp.parseBasic(DATE, required(DATE));
  }

  @Nullable String securityToken() {
    return value(SECURITY_TOKEN);
  }

  @Nullable String contentSha256() {
    return value(CONTENT_SHA256);
  }

  QueryParameters query() {
    return query;
  }

  /** Seconds, 1 to 604,800: decimal digits without a sign or a leading zero. */
  int lifetime() throws SignatureException {
    String text = required(EXPIRES);
    int seconds = 0;
    for (int i = 0; i < text.length() && i < 7; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9' || (c == '0' && i == 0 && text.length() > 1)) {
        throw SignatureException.malformed(
            "X-Amz-Expires should be a number: seconds, in decimal digits only");
      }
      seconds = 10 * seconds + c - '0';
    }
    if (seconds < 1) {
      throw SignatureException.malformed("X-Amz-Expires must be at least 1 second");
    }
    if (seconds > LONGEST_LIFETIME || text.length() > 6) {
      throw SignatureException.malformed(
          ("X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires"
                  + " must be less than or equal to %s seconds")
              .formatted(LONGEST_LIFETIME));
    }
    return seconds;
  }
}
