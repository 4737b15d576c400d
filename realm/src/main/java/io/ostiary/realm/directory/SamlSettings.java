package io.ostiary.realm.directory;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How strictly a SAML provider's responses are taken: what its tags beginning with {@code ostiary:}
 * say, and safe defaults.
 *
 * @param signed what must be signed
 * @param sha1 whether signatures and digests with SHA-1 are taken; only for a provider that cannot
 *     do better
 * @param encrypted whether its assertions must be encrypted
 * @param audiences our entity ids with this provider; empty for the installation's own
 * @param recipients where its responses may be addressed to; empty for the installation's own
 * @param attributes the attributes that become condition keys {@code saml:NAME}
 * @param skew how far the provider's clock may be off
 * @param signIn whether browsers sign in here by it
 * @param unasked whether a browser may come from it that did not set out here
 */
public record SamlSettings(
    Signed signed,
    boolean sha1,
    boolean encrypted,
    Set<String> audiences,
    Set<String> recipients,
    List<String> attributes,
    Duration skew,
    boolean signIn,
    boolean unasked) {

  /** What a provider must sign. */
  public enum Signed {
    /** One of them; everything is read from what is signed anyway. */
    EITHER,
    ASSERTION,
    RESPONSE,
    BOTH
  }

  private static final Set<String> KNOWN =
      Set.of(
          "signed",
          "sha1",
          "encrypted",
          "audiences",
          "recipients",
          "attributes",
          "clock-skew",
          "sign-in",
          "idp-initiated");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration MOST_SKEW = Duration.ofMinutes(5);

  public SamlSettings {
    audiences = Set.copyOf(audiences);
    recipients = Set.copyOf(recipients);
    attributes = List.copyOf(attributes);
  }

  /**
   * Those that a provider's tags make.
   *
   * @throws DirectoryException if a tag is no setting, or not one of its values
   */
  static SamlSettings of(Map<String, String> tags) {
    ProviderTags read = ProviderTags.of(tags, KNOWN);
    String signed = read.word("signed", List.of("either", "assertion", "response", "both"));
    return new SamlSettings(
        Signed.valueOf(signed.toUpperCase(Locale.ROOT)),
        read.flag("sha1"),
        read.flag("encrypted"),
        read.list("audiences"),
        read.list("recipients"),
        List.copyOf(read.list("attributes")),
        read.duration("clock-skew", MINUTE, MOST_SKEW),
        read.flag("sign-in"),
        read.flag("idp-initiated"));
  }
}
