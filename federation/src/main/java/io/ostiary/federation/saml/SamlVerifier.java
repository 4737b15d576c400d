package io.ostiary.federation.saml;

import static io.ostiary.federation.saml.HardenedXml.ASSERTION;
import static io.ostiary.federation.saml.HardenedXml.PROTOCOL;
import static io.ostiary.federation.saml.HardenedXml.attribute;
import static io.ostiary.federation.saml.HardenedXml.children;

import io.ostiary.federation.claim.Checks;
import io.ostiary.federation.claim.SessionWishes;
import io.ostiary.federation.claim.Verified;
import io.ostiary.policy.request.RequestContext.Values;
import io.ostiary.realm.authentication.FederatedIdentity;
import io.ostiary.realm.authentication.FederationException;
import io.ostiary.realm.authentication.FederationException.Code;
import io.ostiary.realm.directory.SamlProvider;
import io.ostiary.realm.directory.SamlSettings;
import io.ostiary.realm.store.OnceStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Element;

/**
 * Verifies responses of SAML providers, each by the keys in its provider's metadata. Safe for any
 * number of threads.
 */
public final class SamlVerifier {
  private static final int LONGEST = 256 * 1024;
  private static final int LONGEST_BASE64 = 2 * LONGEST;
  private static final String SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success";

  private final Set<String> audiences;
  private final Set<String> recipients;
  private final DecryptionKeys decryption;
  private final OnceStore once;
  private final InstantSource clock;

  /**
   * A verifier.
   *
   * @param entityId what we are called where a provider's tags do not say otherwise
   * @param recipient where we take responses, likewise
   * @param decryption for encrypted assertions
   * @param once keeps the assertions that were used
   */
  public SamlVerifier(
      String entityId,
      String recipient,
      DecryptionKeys decryption,
      OnceStore once,
      InstantSource clock) {
    this.audiences = Set.of(entityId);
    this.recipients = Set.of(recipient);
    this.decryption = decryption;
    this.once = once;
    this.clock = clock;
  }

  /**
   * Verifies a response by a provider.
   *
   * @param metadata the provider's
   * @param request the id of the request that it must answer; if empty, it must answer none
   * @throws FederationException if it does not hold
   */
  public Verified verify(
      String base64, SamlProvider provider, String metadata, Optional<String> request)
      throws FederationException {
    Checks checks = new Checks();
    Instant now = clock.instant();
    checks.require(
        "metadata",
        "still valid",
        provider.validUntil().map(Instant::toString).orElse("for ever"),
        provider.validUntil().filter(until -> !until.isAfter(now)).isEmpty());
    SamlSettings settings = provider.settings();
    Addressee addressee =
        new Addressee(
            settings.audiences().isEmpty() ? audiences : settings.audiences(),
            settings.recipients().isEmpty() ? recipients : settings.recipients(),
            request);
    Element root = parse(base64, checks);
    Signed signed =
        Signed.of(
            root, ProviderMetadata.signingKeys(metadata, checks), decryption, settings, checks);
    AssertionRules rules =
        new AssertionRules(signed.assertion(), addressee, now, settings.skew(), checks);
    requireResponse(signed.response(), provider, addressee, rules, checks);
    AssertionRules.Held held = rules.hold(provider.issuer());
    FederatedIdentity identity = identity(provider, signed.assertion(), held, checks);
    requireFirstUse(provider, held, settings, checks);
    return new Verified(identity, checks.made());
  }

  static Element parse(String base64, Checks checks) throws FederationException {
    checks.require("length", "at most 512 KiB", base64.length(), base64.length() <= LONGEST_BASE64);
    StringBuilder compact = new StringBuilder(base64.length());
    base64.chars().filter(c -> " \t\r\n".indexOf(c) < 0).forEach(c -> compact.append((char) c));
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(compact.toString());
    } catch (IllegalArgumentException e) {
      throw checks.failed("response", "Base64", "something else");
    }
    checks.require("response", "at most 256 KiB", bytes.length, bytes.length <= LONGEST);
    return HardenedXml.parse(bytes)
        .orElseThrow(
            () -> checks.failed("response", "XML without a DTD, at most 64 deep", "something else"))
        .getDocumentElement();
  }

  private static void requireResponse(
      Element response,
      SamlProvider provider,
      Addressee addressee,
      AssertionRules rules,
      Checks checks)
      throws FederationException {
    String status =
        children(response, PROTOCOL, "Status").stream()
            .flatMap(element -> children(element, PROTOCOL, "StatusCode").stream())
            .map(code -> attribute(code, "Value").orElse("none"))
            .reduce((first, second) -> "several")
            .orElse("none");
    checks.require(Code.REJECTED_CLAIM, "status", SUCCESS, status, status.equals(SUCCESS));
    String destination = attribute(response, "Destination").orElse("none");
    checks.require(
        "Destination",
        "one of " + addressee.recipients(),
        destination,
        addressee.recipients().contains(destination));
    if (!children(response, ASSERTION, "Issuer").isEmpty()) {
      AssertionRules.requireIssuer(response, provider.issuer(), checks);
    }
    rules.requireRequest(response);
  }

  private static FederatedIdentity identity(
      SamlProvider provider, Element assertion, AssertionRules.Held held, Checks checks)
      throws FederationException {
    SamlAttributes attributes = SamlAttributes.of(assertion, checks);
    String qualifier = nameQualifier(provider);
    SessionWishes wishes = attributes.wishes();
    return new FederatedIdentity(
        FederatedIdentity.Source.SAML,
        provider.arn(),
        provider.accountId(),
        provider.issuer(),
        held.subject(),
        held.recipient(),
        keys(provider, attributes, held, qualifier),
        wishes.tags(),
        wishes.transitiveKeys(),
        wishes.sourceIdentity(),
        Optional.of(attributes.sessionName()),
        attributes.roles(),
        attributes.sessionDuration(),
        held.sessionEnd(),
        Optional.of(held.subjectType()),
        Optional.of(qualifier),
        held.id(),
        Optional.empty());
  }

  /**
   * The condition keys of an assertion.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-saml">Keys
   *     for SAML-based federation</a>
   */
  private static Map<String, Values> keys(
      SamlProvider provider,
      SamlAttributes attributes,
      AssertionRules.Held held,
      String qualifier) {
    Map<String, Values> keys = new HashMap<>();
    keys.put("saml:aud", one(held.recipient()));
    keys.put("saml:audience", one(held.audience()));
    keys.put("saml:iss", one(provider.issuer()));
    keys.put("saml:sub", one(held.subject()));
    keys.put("saml:sub_type", one(held.subjectType()));
    keys.put("saml:namequalifier", one(qualifier));
    keys.put("saml:doc", one(provider.accountId() + '/' + provider.name()));
    for (String name : provider.settings().attributes()) {
      List<String> values = attributes.values(name);
      if (!values.isEmpty()) {
        keys.put("saml:" + name, new Values(values, true));
      }
    }
    return keys;
  }

  private static Values one(String value) {
    return new Values(List.of(value), false);
  }

  /** Tells equal subjects of different providers apart, as AWS computes it. */
  private static String nameQualifier(SamlProvider provider) {
    try {
      String text = provider.issuer() + provider.accountId() + '/' + provider.name();
      byte[] digest =
          MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-1", e);
    }
  }

  private void requireFirstUse(
      SamlProvider provider, AssertionRules.Held held, SamlSettings settings, Checks checks)
      throws FederationException {
    Instant until = held.usableUntil().plus(settings.skew()).plusSeconds(1);
    boolean first = once.claim("saml-assertion", provider.issuer() + ' ' + held.id(), until);
    checks.require(Code.REJECTED_CLAIM, "use", "the first", first ? "the first" : "another", first);
  }

  /** What is left of a response to read: what somebody with the provider's key signed. */
  private record Signed(Element response, Element assertion) {

    static Signed of(
        Element root,
        List<PublicKey> keys,
        DecryptionKeys decryption,
        SamlSettings settings,
        Checks checks)
        throws FederationException {
      ResponseShape shape = ResponseShape.of(root, checks);
      boolean responseSigned = shape.signature().isPresent();
      if (responseSigned) {
        Element response =
            SignedContent.of(root, shape.signature().orElseThrow(), keys, settings.sha1(), checks);
        shape = ResponseShape.of(response, checks);
      }
      Element assertion = shape.assertion();
      boolean encrypted = !HardenedXml.is(assertion, ASSERTION, "Assertion");
      checks.require(
          "assertion",
          settings.encrypted() ? "encrypted" : "encrypted or not",
          assertion.getLocalName(),
          encrypted || !settings.encrypted());
      if (encrypted) {
        assertion = EncryptedAssertion.decrypted(assertion, decryption.keys(), checks);
        ResponseShape.requireDecrypted(assertion, checks);
      }
      Optional<Element> signature = ResponseShape.signatureOf(assertion);
      if (signature.isPresent()) {
        assertion = SignedContent.of(assertion, signature.get(), keys, settings.sha1(), checks);
      }
      String seen =
          (responseSigned ? "the response" : "not the response")
              + (signature.isPresent() ? ", the assertion" : ", not the assertion");
      boolean enough =
          switch (settings.signed()) {
            case EITHER -> responseSigned || signature.isPresent();
            case RESPONSE -> responseSigned;
            case ASSERTION -> signature.isPresent();
            case BOTH -> responseSigned && signature.isPresent();
          };
      checks.require("signed", settings.signed().name().toLowerCase(Locale.ROOT), seen, enough);
      return new Signed(shape.response(), assertion);
    }
  }
}
