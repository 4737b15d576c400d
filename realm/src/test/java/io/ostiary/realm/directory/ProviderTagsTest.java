package io.ostiary.realm.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderTagsTest {

  @Test
  void otherTagsAreNoSettings() {
    assertThat(OidcSettings.of(Map.of("team", "red"))).isEqualTo(OidcSettings.of(Map.of()));
    assertThat(SamlSettings.of(Map.of("team", "red"))).isEqualTo(SamlSettings.of(Map.of()));
  }

  @Test
  void theDefaultsSuitAnIssuerOfIdTokens() {
    OidcSettings settings = OidcSettings.of(Map.of());

    assertThat(settings.algorithms()).containsExactlyInAnyOrder("RS256", "ES256");
    assertThat(settings.accessTokens()).isFalse();
    assertThat(settings.skew()).isEqualTo(Duration.ofMinutes(1));
    assertThat(settings.keysFresh()).isEqualTo(Duration.ofMinutes(15));
    assertThat(settings.outage()).isEqualTo(Duration.ofHours(4));
    assertThat(settings.longestLife()).isEqualTo(Duration.ofDays(1));
    assertThat(settings.claims()).isEmpty();
    assertThat(settings.once()).isFalse();
  }

  @Test
  void listsHaveSpacesBetween() {
    assertThat(OidcSettings.of(Map.of("ostiary:claims", " groups  realm_access.roles")).claims())
        .containsExactly("groups", "realm_access.roles");
  }

  @ParameterizedTest
  @CsvSource({
    "ostiary:algorithm, RS256, no setting",
    "Ostiary:algorithms, RS256, no setting",
    "ostiary:, x, no setting",
    "ostiary:signed, both, no setting",
    "ostiary:algorithms, HS256, RS256",
    "ostiary:algorithms, none, RS256",
    "ostiary:algorithms, ' ', a value",
    "ostiary:token-type, refresh, access",
    "ostiary:keys-fresh, 4s, at least 5s",
    "ostiary:keys-fresh, 25h, at most 86400s",
    "ostiary:outage, 25h, at most 86400s",
    "ostiary:clock-skew, 6m, at most 300s",
    "ostiary:clock-skew, -1s, at most 300s",
    "ostiary:clock-skew, 60, a duration",
    "ostiary:jwks-uri, http://idp.example.com/certs, https://",
    "ostiary:jwks-uri, file:///etc/passwd, https://",
    "ostiary:jwks-uri, https://user@idp.example.com/, https://",
    "ostiary:jwks-uri, https://[, no URL",
    "ostiary:once, yes, true",
    "ostiary:bearer-role-1, readers, bearer-audiences",
    "ostiary:bearer-audiences, api, bearer-role-1",
    "ostiary:claims, a b c d e f g h i j k l m n o p q r s t u, at most 20",
  })
  void aSettingThatSaysNothingKnownIsRefused(String key, String value, String remedy) {
    assertThatExceptionOfType(DirectoryException.class)
        .isThrownBy(() -> OidcSettings.of(Map.of(key, value)))
        .withMessageContainingAll(key, remedy);
  }

  @ParameterizedTest
  @CsvSource({
    "readers if, ROLE",
    "readers staff, ROLE",
    "readers if azp, KEY=VALUE",
    "readers if =gui, KEY=VALUE",
    "readers if azp=, KEY=VALUE",
    "readers if email=ann@example.com, its key must be",
    "readers if claim/groups=ops, its key must be"
  })
  void aRuleOfBearersThatSaysNothingKnownIsRefused(String rule, String remedy) {
    Map<String, String> tags =
        Map.of("ostiary:bearer-audiences", "api", "ostiary:bearer-role-1", rule);

    assertThatExceptionOfType(DirectoryException.class)
        .isThrownBy(() -> OidcSettings.of(tags))
        .withMessageContainingAll("ostiary:bearer-role-1", remedy);
  }

  @Test
  void aRuleOfBearersNamesARoleAndWhoItIsFor() {
    BearerSettings bearer =
        OidcSettings.of(
                Map.of(
                    "ostiary:claims", "groups",
                    "ostiary:bearer-audiences", "api",
                    "ostiary:bearer-role-2", "readers",
                    "ostiary:bearer-role-1", "admins if claim/groups=on call=yes"))
            .bearer()
            .orElseThrow();

    assertThat(bearer.roles())
        .containsExactly(
            new BearerSettings.RoleRule("admins", Optional.of("claim/groups"), "on call=yes"),
            new BearerSettings.RoleRule("readers", Optional.empty(), ""));
  }

  @ParameterizedTest
  @CsvSource({"ostiary:signed, nothing", "ostiary:sha1, 1", "ostiary:claims, groups"})
  void sayingWhatSamlDoesNotKnowIsRefusedToo(String key, String value) {
    assertThatExceptionOfType(DirectoryException.class)
        .isThrownBy(() -> SamlSettings.of(Map.of(key, value)))
        .withMessageContaining(key);
  }
}
