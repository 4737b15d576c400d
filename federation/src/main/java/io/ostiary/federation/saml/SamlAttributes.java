package io.ostiary.federation.saml;

import static io.ostiary.federation.saml.HardenedXml.ASSERTION;
import static io.ostiary.federation.saml.HardenedXml.children;
import static io.ostiary.federation.saml.HardenedXml.is;

import io.ostiary.federation.claim.Checks;
import io.ostiary.federation.claim.SessionWishes;
import io.ostiary.realm.authentication.FederatedIdentity.RoleChoice;
import io.ostiary.realm.authentication.FederationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Element;

/**
 * The attributes of an assertion, those in AWS's names turned into what they ask for.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html">Configure
 *     SAML assertions for the authentication response</a>
 */
final class SamlAttributes {
  private static final String AWS = "https://aws.amazon.com/SAML/Attributes/";
  private static final String TAG = AWS + "PrincipalTag:";
  private static final int MOST_VALUES = 200;
  private static final int LONGEST_VALUE = 2048;
  private static final long SHORTEST_SESSION = 900;
  private static final long LONGEST_SESSION = 43_200;
  private static final int LONGEST_NUMBER = 5;

  private final Checks checks;
  private final Map<String, List<String>> values = new LinkedHashMap<>();

  private SamlAttributes(Checks checks) {
    this.checks = checks;
  }

  static SamlAttributes of(Element assertion, Checks checks) throws FederationException {
    SamlAttributes attributes = new SamlAttributes(checks);
    int count = 0;
    for (Element statement : children(assertion, ASSERTION, "AttributeStatement")) {
      for (Element attribute : children(statement)) {
        checks.require(
            "attribute",
            "an attribute that is not encrypted",
            attribute.getNodeName(),
            is(attribute, ASSERTION, "Attribute"));
        count += attributes.take(attribute);
        checks.require("attribute values", "at most 200", count, count <= MOST_VALUES);
      }
    }
    return attributes;
  }

  private int take(Element attribute) throws FederationException {
    String name = attribute.getAttributeNS(null, "Name");
    List<String> held = values.computeIfAbsent(name, unused -> new ArrayList<>());
    List<Element> elements = children(attribute, ASSERTION, "AttributeValue");
    for (Element element : elements) {
      Optional<String> text = HardenedXml.text(element);
      checks.require(
          "attribute " + name,
          "text of at most 2048 characters",
          text.map(String::length).map(length -> length + " characters").orElse("elements"),
          text.filter(value -> value.length() <= LONGEST_VALUE).isPresent());
      held.add(text.orElseThrow());
    }
    return elements.size();
  }

  /** An attribute's values; empty if it is not there. */
  List<String> values(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** What an attribute of AWS's says, if it is there. */
  private Optional<String> single(String name) throws FederationException {
    List<String> all = values(AWS + name);
    checks.require(name, "at most one value", all.size() + " values", all.size() <= 1);
    return all.stream().findFirst();
  }

  /** Pairs of a role and a provider, in either order. */
  Set<RoleChoice> roles() throws FederationException {
    Set<RoleChoice> roles = new LinkedHashSet<>();
    for (String pair : values(AWS + "Role")) {
      int comma = pair.indexOf(',');
      String first = comma < 0 ? "" : pair.substring(0, comma).strip();
      String second = pair.substring(comma + 1).strip();
      boolean roleFirst = isRole(first) && isProvider(second);
      checks.require(
          "Role",
          "the ARNs of a role and a SAML provider with a comma between",
          pair,
          roleFirst || (isProvider(first) && isRole(second)));
      roles.add(roleFirst ? new RoleChoice(first, second) : new RoleChoice(second, first));
    }
    checks.require("Role", "at least one value", roles.size() + " values", !roles.isEmpty());
    return roles;
  }

  private static boolean isRole(String arn) {
    return arn.startsWith("arn:") && arn.contains(":role/") && arn.indexOf(',') < 0;
  }

  private static boolean isProvider(String arn) {
    return arn.startsWith("arn:") && arn.contains(":saml-provider/") && arn.indexOf(',') < 0;
  }

  String sessionName() throws FederationException {
    String name = single("RoleSessionName").orElse("");
    checks.require(
        "RoleSessionName",
        "2 to 64 of letters, digits and `_+=,.@-`",
        name,
        SessionWishes.isName(name));
    return name;
  }

  Optional<Duration> sessionDuration() throws FederationException {
    Optional<String> text = single("SessionDuration");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String digits = text.get();
    boolean number =
        !digits.isEmpty()
            && digits.length() <= LONGEST_NUMBER
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    long seconds = number ? Long.parseLong(digits) : -1;
    checks.require(
        "SessionDuration",
        "900 to 43200 seconds",
        digits,
        seconds >= SHORTEST_SESSION && seconds <= LONGEST_SESSION);
    return Optional.of(Duration.ofSeconds(seconds));
  }

  SessionWishes wishes() throws FederationException {
    Map<String, String> tags = new LinkedHashMap<>();
    for (Map.Entry<String, List<String>> attribute : values.entrySet()) {
      if (attribute.getKey().startsWith(TAG)) {
        String key = attribute.getKey().substring(TAG.length());
        List<String> one = attribute.getValue();
        checks.require(
            "session tag " + key, "exactly one value", one.size() + " values", one.size() == 1);
        tags.put(key, one.get(0));
      }
    }
    return SessionWishes.checked(
        checks,
        tags,
        new LinkedHashSet<>(values(AWS + "TransitiveTagKeys")),
        single("SourceIdentity"));
  }
}
