package io.ostiary.signature;

import io.ostiary.signature.SignatureException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of its own signature. Nothing here is verified; only {@link
 * SignatureVerifier} turns it into something to rely on.
 */
public final class SignatureClaim {

  /** Where the signature stands. */
  public enum Form {
    HEADER,
    /** Presigned. */
    QUERY
  }

  private final SignedRequest request;
  private final HeaderFields fields;
  private final QueryParameters query;
  private final Form form;
  private final SignatureAlgorithm algorithm;
  private final @Nullable RegionSet regions;
  private final Credential credential;
  private final @Nullable String sessionToken;
  private final Timestamp timestamp;
  private final int lifetimeSeconds;
  private final SignedHeaders signedHeaders;
  private final String signature;
  private final @Nullable String payloadHash;

  /** In the Authorization header. */
  private SignatureClaim(
      SignedRequest request,
      HeaderFields fields,
      AuthorizationField field,
      QueryParameters query,
      Timestamp timestamp)
      throws SignatureException {
    this.request = request;
    this.fields = fields;
    this.query = query;
    this.form = Form.HEADER;
    this.algorithm = field.algorithm();
    this.regions = RegionSet.of(algorithm, fields.single(HeaderFields.REGION_SET));
    this.credential = field.credential();
    this.sessionToken = fields.single(HeaderFields.SECURITY_TOKEN);
    this.timestamp = timestamp;
    this.lifetimeSeconds = 0;
    this.signedHeaders = field.signedHeaders();
    this.signature = field.signature();
    this.payloadHash = fields.single(HeaderFields.CONTENT_SHA256);
    if (sessionToken != null && sessionToken.isEmpty()) {
      throw SignatureException.malformed(
          "X-Amz-Security-Token is empty; leave the header out for long-term credentials");
    }
  }

  /** In the query. */
  private SignatureClaim(SignedRequest request, HeaderFields fields, PresignedQuery presigned)
      throws SignatureException {
    this.request = request;
    this.fields = fields;
    this.query = presigned.query();
    this.form = Form.QUERY;
    this.algorithm = presigned.algorithm();
    this.regions = RegionSet.of(algorithm, presigned.regionSet());
    this.credential = presigned.credential();
    this.sessionToken = presigned.securityToken();
    this.timestamp = presigned.timestamp();
    this.lifetimeSeconds = presigned.lifetime();
    this.signedHeaders = presigned.signedHeaders();
    this.signature = presigned.signature();
    this.payloadHash = presigned.contentSha256();
    refuseContradiction(HeaderFields.DATE, timestamp.text());
    refuseContradiction(HeaderFields.REGION_SET, presigned.regionSet());
    refuseContradiction(HeaderFields.SECURITY_TOKEN, sessionToken);
    if (payloadHash != null) {
      refuseContradiction(HeaderFields.CONTENT_SHA256, payloadHash);
    }
  }

  /** Beside a presigned query, a header of the protocol may only repeat what the query says. */
  private void refuseContradiction(String name, @Nullable String inQuery)
      throws SignatureException {
    String header = fields.single(name);
    if (header != null && !header.equals(inQuery)) {
      throw SignatureException.malformed(
          "The header `%s` contradicts the presigned query; leave the header out".formatted(name));
    }
  }

  /**
   * Reads the claim, if the request makes one in either form; strict in every part.
   *
   * <p>Sizes are limited: 8 KiB for the Authorization field, 100 signed headers, 1,000 query
   * parameters. A bare {@code +} in the query of a signed request is refused (write {@code %2B} or
   * {@code %20}): signers read it as a plus, most applications as a blank, and one signature must
   * not cover two meanings.
   *
   * @return empty if the request carries no sign of a signature, be it that it has another scheme's
   *     Authorization field
   */
  public static Optional<SignatureClaim> read(SignedRequest request) throws SignatureException {
    HeaderFields fields = HeaderFields.copyOf(request.headers());
    int authorizations = fields.count("authorization");
    int mentioned = PresignedQuery.mentioned(request.rawQuery());
    boolean retired = PresignedQuery.isRetired(mentioned);
    boolean presigned = PresignedQuery.isPresigned(mentioned);
    if (authorizations + (presigned ? 1 : 0) + (retired ? 1 : 0) > 1) {
      throw new SignatureException(
          Reason.TWO_FORMS,
          "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature"
              + " query string parameter or the Authorization header should be specified, once");
    }
    if (retired) {
      throw AuthorizationField.retiredVersion();
    }
    if (presigned) {
      QueryParameters query = QueryParameters.parse(request.rawQuery());
      return Optional.of(new SignatureClaim(request, fields, PresignedQuery.read(query)));
    }
    return authorizations == 0 ? Optional.empty() : fromHeader(request, fields);
  }

  private static Optional<SignatureClaim> fromHeader(SignedRequest request, HeaderFields fields)
      throws SignatureException {
    String value = fields.single("authorization");
    Optional<AuthorizationField> field =
        value == null ? Optional.empty() : AuthorizationField.parse(value);
    if (field.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new SignatureClaim(
            request,
            fields,
            field.get(),
            QueryParameters.parse(request.rawQuery()),
            timestampFromHeader(fields)));
  }

  private static Timestamp timestampFromHeader(HeaderFields fields) throws SignatureException {
    String amzDate = fields.single(HeaderFields.DATE);
    if (amzDate != null) {
      return Timestamp.parseBasic("X-Amz-Date", amzDate);
    }
    String date = fields.single("date");
    if (date == null) {
      throw SignatureException.malformed(
          "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
    }
    return Timestamp.parseDateField(date);
  }

  public Form form() {
    return form;
  }

  public String accessKeyId() {
    return credential.accessKeyId();
  }

  public CredentialScope scope() {
    return credential.scope();
  }

  /** The one region that it is good for; empty if it names a set that is not just one. */
  public Optional<String> region() {
    return regions == null ? Optional.of(scope().region()) : regions.single();
  }

  SignatureAlgorithm algorithm() {
    return algorithm;
  }

  /** Which regions a signature of version 4A names; null for the others, whose scope has one. */
  @Nullable RegionSet regions() {
    return regions;
  }

  /** The token of temporary credentials, as sent. */
  public Optional<String> sessionToken() {
    return Optional.ofNullable(sessionToken);
  }

  public Instant signedAt() {
    return timestamp.instant();
  }

  /** How long a presigned request lives from {@link #signedAt}; empty in the header form. */
  public Optional<Duration> lifetime() {
    return form == Form.QUERY ? Optional.of(Duration.ofSeconds(lifetimeSeconds)) : Optional.empty();
  }

  SignedRequest request() {
    return request;
  }

  HeaderFields headerFields() {
    return fields;
  }

  QueryParameters query() {
    return query;
  }

  Timestamp timestamp() {
    return timestamp;
  }

  int lifetimeSeconds() {
    return lifetimeSeconds;
  }

  SignedHeaders signedHeaders() {
    return signedHeaders;
  }

  /** In lower-case hexadecimal digits. */
  String signature() {
    return signature;
  }

  /**
   * Whether the request states how its payload is covered. Where it does not, the hash of the
   * actual body may be part of what was signed, so that the body must be read before its signature
   * holds.
   */
  public boolean statesPayload() throws SignatureException {
    return payloadHash != null || fields.single(HeaderFields.CONTENT_SHA256) != null;
  }

  /** What the request states of its payload where its form states it; null if it does not. */
  @Nullable String payloadHash() {
    return payloadHash;
  }

  /** Shows neither the token nor the signature. */
  @Override
  public String toString() {
    return "SignatureClaim["
        + form
        + ", "
        + credential.accessKeyId()
        + '/'
        + credential.scope().text()
        + ", "
        + timestamp.text()
        + (sessionToken == null ? "]" : ", with a session token]");
  }
}
