package io.ostiary.realm.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * On what terms an OpenID Connect provider vouches for whoever sends one of its tokens along with
 * every request, and which role they are then: what its tags beginning with {@code ostiary:bearer-}
 * say. Without {@code ostiary:bearer-audiences} it does not.
 *
 * @param audiences the names of this installation as an API, of which a token must name one
 * @param type what kind of token it must be
 * @param claimType what the claim {@code typ} must be, as for Keycloak
 * @param parties the clients whose tokens are taken ({@code azp}); empty for any
 * @param client as which the issuer is asked about opaque tokens; empty for other types
 * @param roles who is which role; the first that fits, and nobody else is anybody
 */
public record BearerSettings(
    Set<String> audiences,
    Type type,
    Optional<String> claimType,
    Set<String> parties,
    String client,
    List<RoleRule> roles) {

  /** Kinds of token. */
  public enum Type {
    ACCESS,
    /** Meant for a client to know its user by, not for an API; only where one has nothing else. */
    ID,
    /** Text that only the issuer can read, and is asked about. */
    OPAQUE
  }

  /**
   * A role for whoever has a condition key with a value.
   *
   * @param role a role of the provider's account, by name
   * @param key without its provider, such as {@code azp} or {@code claim/groups}; empty for anybody
   */
  public record RoleRule(String role, Optional<String> key, String value) {}

  private static final String AUDIENCES = "bearer-audiences";
  private static final String ROLE = "bearer-role-";
  private static final int MOST_ROLES = 10;
  private static final String IF = " if ";
  private static final Set<String> OWN_KEYS = Set.of("sub", "aud", "azp", "amr");
  private static final String CLAIM = "claim/";

  public BearerSettings {
    audiences = Set.copyOf(audiences);
    parties = Set.copyOf(parties);
    roles = List.copyOf(roles);
  }

  /** The tags that say all this. */
  static List<String> names() {
    List<String> names =
        new ArrayList<>(
            List.of(
                AUDIENCES, "bearer-type", "bearer-claim-typ", "bearer-parties", "bearer-client"));
    for (int i = 1; i <= MOST_ROLES; i++) {
      names.add(ROLE + i);
    }
    return names;
  }

  /**
   * Those that tags make.
   *
   * @param claims the claims that become condition keys
   */
  static Optional<BearerSettings> of(ProviderTags tags, List<String> claims) {
    Set<String> audiences = tags.list(AUDIENCES);
    List<RoleRule> roles = new ArrayList<>();
    for (int i = 1; i <= MOST_ROLES; i++) {
      String name = ROLE + i;
      tags.text(name).ifPresent(text -> roles.add(rule(tags, name, text, claims)));
    }
    if (audiences.isEmpty()) {
      Optional<String> stray = names().stream().filter(tags::has).findFirst();
      if (stray.isPresent()) {
        throw tags.wrong(stray.get(), "set `ostiary:bearer-audiences` too, or remove it");
      }
      return Optional.empty();
    }
    if (roles.isEmpty()) {
      throw tags.wrong(AUDIENCES, "set `ostiary:bearer-role-1` too, or remove it");
    }
    Type type =
        Type.valueOf(
            tags.word("bearer-type", List.of("access", "id", "opaque")).toUpperCase(Locale.ROOT));
    String client = tags.text("bearer-client").orElse("");
    if ((type == Type.OPAQUE) == client.isEmpty()) {
      throw tags.wrong(
          client.isEmpty() ? "bearer-type" : "bearer-client",
          "`ostiary:bearer-client` says as which client the issuer is asked about opaque tokens,"
              + " and about no others");
    }
    return Optional.of(
        new BearerSettings(
            audiences,
            type,
            tags.text("bearer-claim-typ"),
            tags.list("bearer-parties"),
            client,
            roles));
  }

  /** {@code ROLE} or {@code ROLE if KEY=VALUE}. */
  private static RoleRule rule(ProviderTags tags, String name, String text, List<String> claims) {
    int split = text.indexOf(IF);
    String role = split < 0 ? text : text.substring(0, split);
    if (role.isEmpty() || role.indexOf(' ') >= 0) {
      throw tags.wrong(name, "write `ROLE` or `ROLE if KEY=VALUE`");
    }
    if (split < 0) {
      return new RoleRule(role, Optional.empty(), "");
    }
    String condition = text.substring(split + IF.length());
    int equals = condition.indexOf('=');
    if (equals < 1 || equals == condition.length() - 1) {
      throw tags.wrong(name, "write `ROLE if KEY=VALUE`");
    }
    String key = condition.substring(0, equals);
    boolean known =
        OWN_KEYS.contains(key)
            || (key.startsWith(CLAIM) && claims.contains(key.substring(CLAIM.length())));
    if (!known) {
      throw tags.wrong(
          name,
          "its key must be `sub`, `aud`, `azp`, `amr`, or `claim/NAME` of a claim that"
              + " `ostiary:claims` lists");
    }
    return new RoleRule(role, Optional.of(key), condition.substring(equals + 1));
  }
}
