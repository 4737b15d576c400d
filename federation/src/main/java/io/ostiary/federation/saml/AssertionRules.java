package io.ostiary.federation.saml;

import static io.ostiary.federation.saml.HardenedXml.ASSERTION;
import static io.ostiary.federation.saml.HardenedXml.attribute;
import static io.ostiary.federation.saml.HardenedXml.children;
import static io.ostiary.federation.saml.HardenedXml.is;

import io.ostiary.federation.claim.Checks;
import io.ostiary.realm.authentication.FederationException;
import io.ostiary.realm.authentication.FederationException.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Element;

/**
 * The rules for what an assertion says: who issued it, of whom, for whom, and how long it is good.
 *
 * @see <a href="https://docs.oasis-open.org/security/saml/v2.0/saml-profiles-2.0-os.pdf">Profiles
 *     for SAML 2.0, 4.1.4</a>
 */
final class AssertionRules {
  private static final String BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
  private static final String ENTITY = "urn:oasis:names:tc:SAML:2.0:nameid-format:entity";
  private static final String FORMATS = "urn:oasis:names:tc:SAML:2.0:nameid-format:";
  private static final String UNSPECIFIED = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified";
  private static final int LONGEST_NAME = 255;
  private static final Duration OLDEST = Duration.ofMinutes(5);
  private static final Set<String> UNDERSTOOD =
      Set.of("AudienceRestriction", "OneTimeUse", "ProxyRestriction");

  /**
   * What an assertion that holds says.
   *
   * @param subjectType {@code persistent}, {@code transient} or the URI of another format
   * @param usableUntil when its confirmation ends
   * @param sessionEnd when the provider ends the session
   */
  record Held(
      String id,
      String subject,
      String subjectType,
      String recipient,
      String audience,
      Instant usableUntil,
      Optional<Instant> sessionEnd) {}

  private final Element assertion;
  private final Addressee addressee;
  private final Instant now;
  private final Duration skew;
  private final Checks checks;

  AssertionRules(
      Element assertion, Addressee addressee, Instant now, Duration skew, Checks checks) {
    this.assertion = assertion;
    this.addressee = addressee;
    this.now = now;
    this.skew = skew;
    this.checks = checks;
  }

  /** Checks the issuer of a response or an assertion. */
  static void requireIssuer(Element parent, String entityId, Checks checks)
      throws FederationException {
    List<Element> issuers = children(parent, ASSERTION, "Issuer");
    checks.require(
        "issuers of the " + parent.getLocalName(), "one", issuers.size(), issuers.size() == 1);
    String text = HardenedXml.text(issuers.get(0)).orElse("(elements)");
    checks.require("issuer of the " + parent.getLocalName(), entityId, text, text.equals(entityId));
    String format = attribute(issuers.get(0), "Format").orElse(ENTITY);
    checks.require("issuer's format", ENTITY, format, format.equals(ENTITY));
  }

  Held hold(String entityId) throws FederationException {
    String version = attribute(assertion, "Version").orElse("none");
    checks.require("assertion's version", "2.0", version, version.equals("2.0"));
    requireIssuer(assertion, entityId, checks);
    Instant issued = time(assertion, "IssueInstant");
    checks.require("IssueInstant", "not after " + now, issued, !issued.isAfter(now.plus(skew)));
    checks.require(
        Code.EXPIRED_TOKEN,
        "IssueInstant",
        "at most 5 minutes ago",
        issued,
        !issued.isBefore(now.minus(OLDEST).minus(skew)));
    String audience = conditions(only(assertion, "Conditions"));
    Element subject = only(assertion, "Subject");
    Element name = only(subject, "NameID");
    String nameId = HardenedXml.text(name).orElse("");
    checks.require(
        "NameID",
        "1 to 255 characters without blanks at its ends",
        nameId,
        !nameId.isEmpty() && nameId.length() <= LONGEST_NAME && nameId.equals(nameId.strip()));
    Confirmation confirmation = confirmation(subject);
    return new Held(
        attribute(assertion, "ID").orElseThrow(() -> checks.failed("ID", "given", "none")),
        nameId,
        shortened(attribute(name, "Format").orElse(UNSPECIFIED)),
        confirmation.recipient,
        audience,
        confirmation.until,
        sessionEnd());
  }

  private static String shortened(String format) {
    return format.startsWith(FORMATS) ? format.substring(FORMATS.length()) : format;
  }

  /** The audience that is ours. */
  private String conditions(Element conditions) throws FederationException {
    if (attribute(conditions, "NotBefore").isPresent()) {
      Instant from = time(conditions, "NotBefore");
      checks.require("NotBefore", "not after " + now, from, !from.isAfter(now.plus(skew)));
    }
    if (attribute(conditions, "NotOnOrAfter").isPresent()) {
      requireAhead("NotOnOrAfter", time(conditions, "NotOnOrAfter"));
    }
    String ours = "";
    for (Element condition : children(conditions)) {
      boolean understood =
          ASSERTION.equals(condition.getNamespaceURI())
              && UNDERSTOOD.contains(condition.getLocalName());
      checks.require("condition", "one of " + UNDERSTOOD, condition.getNodeName(), understood);
      if (is(condition, ASSERTION, "AudienceRestriction")) {
        List<String> audiences =
            children(condition, ASSERTION, "Audience").stream()
                .map(audience -> HardenedXml.text(audience).orElse(""))
                .toList();
        Optional<String> match =
            audiences.stream().filter(addressee.audiences()::contains).findFirst();
        checks.require("audience", "one of " + addressee.audiences(), audiences, match.isPresent());
        ours = match.orElseThrow();
      }
    }
    checks.require("AudienceRestriction", "at least one", ours, !ours.isEmpty());
    return ours;
  }

  /** By which a subject is confirmed: whoever bears the assertion, here, in time. */
  private record Confirmation(String recipient, Instant until) {}

  private Confirmation confirmation(Element subject) throws FederationException {
    List<Element> bearers =
        children(subject, ASSERTION, "SubjectConfirmation").stream()
            .filter(c -> attribute(c, "Method").orElse("").equals(BEARER))
            .toList();
    checks.require("bearer confirmations", "one", bearers.size(), bearers.size() == 1);
    Element data = only(bearers.get(0), "SubjectConfirmationData");
    String recipient = attribute(data, "Recipient").orElse("none");
    checks.require(
        "Recipient",
        "one of " + addressee.recipients(),
        recipient,
        addressee.recipients().contains(recipient));
    String from = attribute(data, "NotBefore").orElse("absent");
    checks.require("confirmation's NotBefore", "absent", from, from.equals("absent"));
    requireRequest(data);
    Instant until = time(data, "NotOnOrAfter");
    requireAhead("confirmation's NotOnOrAfter", until);
    return new Confirmation(recipient, until);
  }

  /** That a response or a confirmation answers what it must. */
  void requireRequest(Element element) throws FederationException {
    Optional<String> answered = attribute(element, "InResponseTo");
    checks.require(
        "InResponseTo",
        addressee.request().orElse("absent, as nobody asked for it"),
        answered.orElse("absent"),
        answered.equals(addressee.request()));
  }

  private Optional<Instant> sessionEnd() throws FederationException {
    List<Element> statements = children(assertion, ASSERTION, "AuthnStatement");
    checks.require("AuthnStatement", "at least one", statements.size(), !statements.isEmpty());
    Optional<Instant> end = Optional.empty();
    for (Element statement : statements) {
      if (attribute(statement, "SessionNotOnOrAfter").isPresent()) {
        Instant one = time(statement, "SessionNotOnOrAfter");
        requireAhead("SessionNotOnOrAfter", one);
        end = end.filter(earlier -> earlier.isBefore(one)).or(() -> Optional.of(one));
      }
    }
    return end;
  }

  private void requireAhead(String name, Instant until) throws FederationException {
    checks.require(Code.EXPIRED_TOKEN, name, "after " + now, until, now.isBefore(until.plus(skew)));
  }

  private Element only(Element parent, String name) throws FederationException {
    List<Element> found = children(parent, ASSERTION, name);
    checks.require(name, "one in the " + parent.getLocalName(), found.size(), found.size() == 1);
    return found.get(0);
  }

  private Instant time(Element element, String name) throws FederationException {
    String text = attribute(element, name).orElse("none");
    return SamlTime.parse(text)
        .orElseThrow(() -> checks.failed(name, "a time in UTC such as 2026-01-31T12:00:00Z", text));
  }
}
