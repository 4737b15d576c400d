package io.ostiary.signature;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that presign a request. Their names are detected in any case, so that no other
 * spelling slips past, and accepted in their own only.
 */
final class PresignedQuery {
  static final String SIGNATURE = "X-Amz-Signature";
  static final String SECURITY_TOKEN = "X-Amz-Security-Token";

  private enum Name {
    ALGORITHM("X-Amz-Algorithm"),
    CREDENTIAL("X-Amz-Credential"),
    DATE("X-Amz-Date"),
    EXPIRES("X-Amz-Expires"),
    SIGNED_HEADERS("X-Amz-SignedHeaders"),
    SIGNATURE(PresignedQuery.SIGNATURE),
    SECURITY_TOKEN(PresignedQuery.SECURITY_TOKEN),
    CONTENT_SHA256("X-Amz-Content-Sha256"),
    REGION_SET("X-Amz-Region-Set"),
    /** What tells a query that was signed by version 2. */
    RETIRED("AWSAccessKeyId");

    private final String text;

    Name(String text) {
      this.text = text;
    }
  }

  private static final List<Name> ALL = List.of(Name.values());
  private static final ParameterNames NAMES =
      new ParameterNames(ALL.stream().map(name -> name.text).toList());
  private static final int RETIRED = mark(Name.RETIRED);
  private static final int WITH_RETIRED = RETIRED | mark(Name.SECURITY_TOKEN);

  private static final int LONGEST_LIFETIME = 604_800;

  private final QueryParameters query;
  private final Map<Name, String> values = new EnumMap<>(Name.class);

  private @Nullable SignatureAlgorithm algorithm;

  private PresignedQuery(QueryParameters query) {
    this.query = query;
  }

  private static int mark(Name name) {
    return 1 << ALL.indexOf(name);
  }

  /** Which names of version 4 or 2 a query carries in any spelling, for the next two. */
  static int mentioned(@Nullable String rawQuery) {
    return QueryParameters.mentioned(rawQuery, NAMES);
  }

  /** Whether the query is signed by version 2. */
  static boolean isRetired(int mentioned) {
    return (mentioned & RETIRED) != 0;
  }

  /** Whether the query is signed by version 4. A security token goes with version 2 as well. */
  static boolean isPresigned(int mentioned) {
    int others = isRetired(mentioned) ? WITH_RETIRED : 0;
    return (mentioned & ~others) != 0;
  }

  static PresignedQuery read(QueryParameters query) throws SignatureException {
    PresignedQuery presigned = new PresignedQuery(query);
    for (int i = 0; i < query.size(); i++) {
      int place = query.placeOfName(i, NAMES);
      if (place >= 0) {
        presigned.take(ALL.get(place), i);
      }
    }
    if (presigned.algorithm() == SignatureAlgorithm.HMAC
        && presigned.value(Name.REGION_SET) != null) {
      throw SignatureException.malformed(
          "X-Amz-Region-Set goes with %s only".formatted(SignatureAlgorithm.ECDSA.text()));
    }
    return presigned;
  }

  private void take(Name name, int i) throws SignatureException {
    // A client that moves its headers into the query keeps this one's lower case.
    boolean asHeader = name == Name.CONTENT_SHA256 && query.isNamed(i, HeaderFields.CONTENT_SHA256);
    if (!query.isNamed(i, name.text) && !asHeader) {
      throw SignatureException.malformed(
          "The query parameter %s must be written so, in this case".formatted(name.text));
    }
    if (value(name) != null) {
      throw SignatureException.malformed(
          "The query repeats the parameter %s; send it once".formatted(name.text));
    }
    if (query.valueLength(i) == 0) {
      throw SignatureException.malformed("The query parameter %s is empty".formatted(name.text));
    }
    values.put(name, query.decodedValue(i));
  }

  private @Nullable String value(Name name) {
    return values.get(name);
  }

  private String required(Name name) throws SignatureException {
    String value = value(name);
    if (value == null) {
      throw SignatureException.malformed(
          ("Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential,"
                  + " X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters."
                  + " %s is missing.")
              .formatted(name.text));
    }
    return value;
  }

  SignatureAlgorithm algorithm() throws SignatureException {
    SignatureAlgorithm known = algorithm;
    if (known == null) {
      known = SignatureAlgorithm.named(required(Name.ALGORITHM));
      if (known == null) {
        throw SignatureException.malformed(
            "X-Amz-Algorithm only supports \"%s\"".formatted(SignatureAlgorithm.HMAC.text()));
      }
      algorithm = known;
    }
    return known;
  }

  Credential credential() throws SignatureException {
    return Credential.parse(required(Name.CREDENTIAL), algorithm());
  }

  /** The regions that a signature of version 4A is good for. */
  @Nullable String regionSet() {
    return value(Name.REGION_SET);
  }

  SignedHeaders signedHeaders() throws SignatureException {
    return SignedHeaders.parse(required(Name.SIGNED_HEADERS));
  }

  String signature() throws SignatureException {
    return algorithm().signature(required(Name.SIGNATURE));
  }

  Timestamp timestamp() throws SignatureException {
    return Timestamp.parseBasic(Name.DATE.text, required(Name.DATE));
  }

  @Nullable String securityToken() {
    return value(Name.SECURITY_TOKEN);
  }

  @Nullable String contentSha256() {
    return value(Name.CONTENT_SHA256);
  }

  QueryParameters query() {
    return query;
  }

  /** Seconds, 1 to 604,800: decimal digits without a sign or a leading zero. */
  int lifetime() throws SignatureException {
    String text = required(Name.EXPIRES);
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
