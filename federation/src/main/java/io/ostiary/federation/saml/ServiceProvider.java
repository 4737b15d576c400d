package io.ostiary.federation.saml;

import static io.ostiary.federation.saml.HardenedXml.ASSERTION;
import static io.ostiary.federation.saml.HardenedXml.children;

import io.ostiary.federation.claim.Checks;
import io.ostiary.realm.authentication.FederationException;
import io.ostiary.realm.authentication.SamlFlow;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.SamlProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.w3c.dom.Element;

/**
 * We as a SAML service provider: asks identity providers to sign somebody in, and describes itself
 * to them. Its requests are not signed: a response is good only for the browser that asked for it,
 * and only at the address that is configured here.
 */
public final class ServiceProvider implements SamlFlow {
  private static final String POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";

  private final String entityId;
  private final String recipient;
  private final DecryptionKeys decryption;
  private final InstantSource clock;

  /**
   * The service provider.
   *
   * @param entityId what we are called where a provider's tags do not say otherwise
   * @param recipient where we take responses, likewise
   * @param decryption of which providers are told what to encrypt assertions for
   */
  public ServiceProvider(
      String entityId, String recipient, DecryptionKeys decryption, InstantSource clock) {
    this.entityId = entityId;
    this.recipient = recipient;
    this.decryption = decryption;
    this.clock = clock;
  }

  @Override
  public Optional<URI> signIn(
      SamlProvider provider, Directory directory, String requestId, String relayState) {
    return ProviderMetadata.signInAddress(directory.samlMetadata(provider))
        .map(
            address ->
                URI.create(
                    address
                        + (address.getRawQuery() == null ? "?" : "&")
                        + "SAMLRequest="
                        + encoded(deflated(request(provider, address, requestId)))
                        + "&RelayState="
                        + encoded(relayState)));
  }

  private String request(SamlProvider provider, URI address, String id) {
    return """
        <samlp:AuthnRequest xmlns:samlp="%s" xmlns:saml="%s" ID="%s" Version="2.0" \
        IssueInstant="%s" Destination="%s" AssertionConsumerServiceURL="%s" ProtocolBinding="%s">\
        <saml:Issuer>%s</saml:Issuer><samlp:NameIDPolicy AllowCreate="true"/></samlp:AuthnRequest>"""
        .formatted(
            HardenedXml.PROTOCOL,
            ASSERTION,
            escaped(id),
            clock.instant().truncatedTo(ChronoUnit.SECONDS),
            escaped(address.toString()),
            escaped(chosen(provider.settings().recipients(), recipient)),
            POST,
            escaped(chosen(provider.settings().audiences(), entityId)));
  }

  /** Ours, unless a provider knows us by other names only. */
  private static String chosen(Set<String> known, String ours) {
    return known.isEmpty() || known.contains(ours)
        ? ours
        : known.stream().sorted().findFirst().orElseThrow();
  }

  private static String deflated(String text) {
    Deflater raw = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, raw)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("memory took no more", e);
    } finally {
      raw.end();
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  @Override
  public Optional<String> issuer(String response) {
    Element root;
    try {
      root = SamlVerifier.parse(response, new Checks());
    } catch (FederationException malformed) {
      return Optional.empty();
    }
    return children(root, ASSERTION, "Issuer").stream()
        .findFirst()
        .or(
            () ->
                children(root, ASSERTION, "Assertion").stream()
                    .flatMap(assertion -> children(assertion, ASSERTION, "Issuer").stream())
                    .findFirst())
        .flatMap(HardenedXml::text);
  }

  @Override
  public String metadata() {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="%s">
          <md:SPSSODescriptor AuthnRequestsSigned="false" WantAssertionsSigned="true" \
        protocolSupportEnumeration="%s">
        %s    <md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</md:NameIDFormat>
            <md:AssertionConsumerService Binding="%s" Location="%s" index="0" isDefault="true"/>
          </md:SPSSODescriptor>
        </md:EntityDescriptor>
        """
        .formatted(escaped(entityId), HardenedXml.PROTOCOL, encryption(), POST, escaped(recipient));
  }

  /** What assertions may be encrypted for, and how; nothing if we have no key. */
  private String encryption() {
    return decryption
        .shown()
        .map(
            key ->
                """
                    <md:KeyDescriptor use="encryption">
                      <ds:KeyInfo xmlns:ds="%s">%s</ds:KeyInfo>
                      <md:EncryptionMethod Algorithm="http://www.w3.org/2009/xmlenc11#aes256-gcm"/>
                      <md:EncryptionMethod Algorithm="http://www.w3.org/2009/xmlenc11#rsa-oaep"/>
                    </md:KeyDescriptor>
                """
                    .formatted(HardenedXml.SIGNATURE, key))
        .orElse("");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
