package io.ostiary.endpoint.sts;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.ostiary.endpoint.query.Definitions;
import io.ostiary.filter.AuthorizedRequest;
import io.ostiary.filter.ErrorAnswer;
import io.ostiary.filter.ServiceHandler;
import io.ostiary.policy.service.ErrorShape;
import io.ostiary.policy.service.ServiceDefinition;
import io.ostiary.realm.credential.SigningAlgorithm;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.LiveDirectory;
import io.ostiary.realm.directory.WebIdentityKey;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What an account shows as an issuer of web identity tokens, to anybody: where its keys are, and
 * the keys. Nothing of an account that does not issue any.
 *
 * @see <a href="https://openid.net/specs/openid-connect-discovery-1_0.html">OpenID Connect
 *     Discovery 1.0</a>
 */
public final class IssuerEndpoint implements ServiceHandler {
  private static final String SERVICE = "issuer";
  private static final String PATH = "/.ostiary/sts/";
  private static final String KEYS = "/.well-known/jwks.json";
  private static final JsonFactory JSON = new JsonFactory();

  /** Less than a day, for which a key is shown before it is used. */
  private static final String REMEMBER = "public, max-age=3600";

  private final LiveDirectory directory;
  private final UnaryOperator<String> issuerOf;

  /**
   * Shows the accounts of a directory.
   *
   * @param issuerOf the issuer of an account; see {@link #issuers}
   */
  public IssuerEndpoint(LiveDirectory directory, UnaryOperator<String> issuerOf) {
    this.directory = directory;
    this.issuerOf = issuerOf;
  }

  /** The issuer of each account, where clients find this server at an address. */
  public static UnaryOperator<String> issuers(String externalUrl) {
    String base =
        externalUrl.endsWith("/")
            ? externalUrl.substring(0, externalUrl.length() - 1)
            : externalUrl;
    return account -> base + PATH + account;
  }

  /** Its routes. */
  public static ServiceDefinition definition() {
    return Definitions.beside(IssuerEndpoint.class, "issuer.service.json");
  }

  @Override
  public String service() {
    return SERVICE;
  }

  @Override
  public void handle(AuthorizedRequest request, HttpServletResponse response) throws IOException {
    String account = request.match().variables().getOrDefault("AccountId", "");
    Directory snapshot = directory.snapshot();
    if (snapshot.account(account).isEmpty()
        || !snapshot.preferences(account).outboundFederation()) {
      ErrorAnswer.write(
          response,
          ErrorShape.PROBLEM,
          SERVICE,
          404,
          "NotFound",
          "no account issues web identity tokens here",
          request.requestId());
      return;
    }
    boolean keys = request.match().route().paths().get(0).toString().endsWith(KEYS);
    List<WebIdentityKey> shown = snapshot.webIdentityKeys(account).oldestFirst();
    // Where none was made yet, there will be some in a second.
    answer(
        response, keys ? keys(shown) : metadata(account), shown.isEmpty() ? "no-store" : REMEMBER);
  }

  private String metadata(String account) throws IOException {
    String issuer = issuerOf.apply(account);
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("issuer", issuer);
      json.writeStringField("jwks_uri", issuer + KEYS);
      texts(json, "response_types_supported", List.of("id_token"));
      texts(json, "subject_types_supported", List.of("public"));
      json.writeArrayFieldStart("id_token_signing_alg_values_supported");
      for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
        json.writeString(algorithm.name());
      }
      json.writeEndArray();
      texts(json, "claims_supported", List.of("iss", "sub", "aud", "iat", "exp", "jti"));
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void texts(JsonGenerator json, String member, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(member);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  /** RFC 7517 §5. */
  private static String keys(List<WebIdentityKey> keys) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeArrayFieldStart("keys");
      for (WebIdentityKey key : keys) {
        json.writeStartObject();
        json.writeStringField("kid", key.id());
        json.writeStringField("use", "sig");
        json.writeStringField("alg", key.algorithm().name());
        for (var member : new TreeMap<>(key.publicKey()).entrySet()) {
          json.writeStringField(member.getKey(), member.getValue());
        }
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void answer(HttpServletResponse response, String text, String caching)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    response.setStatus(HttpServletResponse.SC_OK);
    response.setContentType("application/json");
    response.setHeader("Cache-Control", caching);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
