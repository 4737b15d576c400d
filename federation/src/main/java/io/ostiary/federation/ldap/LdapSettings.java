package io.ostiary.federation.ldap;

import java.util.List;
import java.util.Optional;

/**
 * Where an LDAP directory is, and how people and groups are kept in it.
 *
 * @param servers tried in this order; all of one scheme
 * @param reader who looks people up; empty for nobody in particular
 * @param people where people are
 * @param groups where their groups are; empty if nothing depends on any
 * @param attributes of people, that trust policies may ask for
 */
public record LdapSettings(
    List<LdapServer> servers,
    Optional<Reader> reader,
    People people,
    Optional<Groups> groups,
    List<String> attributes) {

  public LdapSettings {
    servers = List.copyOf(servers);
    attributes = List.copyOf(attributes);
    attributes.forEach(LdapSettings::requireAttribute);
    if (servers.isEmpty()) {
      throw new IllegalArgumentException("name at least one LDAP server");
    }
    if (servers.stream().map(LdapServer::security).distinct().count() > 1) {
      throw new IllegalArgumentException(
          "the LDAP servers have several schemes; write ldaps:// for all, or ldap:// for all");
    }
  }

  private static void requireAttribute(String name) {
    boolean sound =
        !name.isEmpty()
            && name.chars()
                .allMatch(c -> c < 0x80 && (Character.isLetterOrDigit(c) || c == '-' || c == '.'));
    if (!sound) {
      throw new IllegalArgumentException(
          "`%s` is no attribute; write its name, such as `uid`".formatted(name));
    }
  }

  /**
   * Who looks people up. Nothing shows the password.
   *
   * @param dn of an entry that may read people and groups
   */
  public record Reader(String dn, String password) {
    @Override
    public String toString() {
      return "Reader[dn=" + dn + ']';
    }
  }

  /**
   * Where people are.
   *
   * @param base the entry below which they are, at any depth
   * @param name the attribute that people type, which has one value and tells them apart: {@code
   *     uid}, {@code sAMAccountName}
   * @param filter what an entry must be besides, as LDAP writes it
   */
  public record People(String base, String name, Optional<String> filter) {
    public People {
      requireAttribute(name);
    }
  }

  /** How somebody's groups are found; a group goes by its distinguished name. */
  public sealed interface Groups {

    /** Entries that list their members by distinguished name. */
    record Listing(String base, String member, Optional<String> filter) implements Groups {
      public Listing {
        requireAttribute(member);
      }
    }

    /** An attribute of the person, such as {@code memberOf}. */
    record Listed(String attribute) implements Groups {
      public Listed {
        requireAttribute(attribute);
      }
    }
  }
}
