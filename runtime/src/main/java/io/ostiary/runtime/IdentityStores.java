package io.ostiary.runtime;

import io.ostiary.federation.ldap.LdapPeople;
import io.ostiary.federation.ldap.LdapServer;
import io.ostiary.federation.ldap.LdapSettings;
import io.ostiary.federation.ldap.LdapSettings.Groups;
import io.ostiary.federation.ldap.LdapSettings.People;
import io.ostiary.federation.ldap.LdapSettings.Reader;
import io.ostiary.realm.authentication.IdentityStore;
import io.ostiary.realm.authentication.IdentityStore.Becoming;
import io.ostiary.realm.authentication.IdentityStore.Rule;
import io.ostiary.realm.authentication.PeopleStore;
import io.ostiary.realm.jakarta.ApplicationPeople;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import javax.net.ssl.X509TrustManager;

/**
 * The identity stores by which people sign in, as a file of JSON names them:
 *
 * <pre>{@code
 * {"stores": [{"name": "company", "ldap": {…}, "roles": [{"group": "…", "role": "arn:…"}]}]}
 * }</pre>
 *
 * @param trusted decides which servers are an LDAP directory's
 * @param application sees the kinds of store that the application brings
 */
record IdentityStores(X509TrustManager trusted, ClassLoader application) {
  private static final String SAME_NAME = "same-name";
  private static final String EVERYBODY = "*";

  /**
   * Reads the file and opens the stores.
   *
   * @throws ConfigurationException naming what is wrong, and where
   */
  List<IdentityStore> open(String file, String text) {
    StrictObject root = StrictObject.parse(file, text);
    List<IdentityStore> stores = new ArrayList<>();
    for (StrictObject store : root.objects("stores")) {
      stores.add(store(store));
    }
    root.end();
    return stores;
  }

  private IdentityStore store(StrictObject read) {
    try {
      String name = read.text("name");
      PeopleStore people = people(read);
      IdentityStore store =
          new IdentityStore(
              name, read.optionalText("title").orElse(name), people, becoming(read, people));
      read.end();
      return store;
    } catch (IllegalArgumentException e) {
      throw read.wrong(String.valueOf(e.getMessage()));
    }
  }

  private PeopleStore people(StrictObject read) {
    Optional<StrictObject> ldap = read.object("ldap");
    Optional<StrictObject> own = read.object("application");
    Optional<String> kind = read.optionalText("kind");
    Map<String, String> settings = read.textsByName("settings");
    if (ldap.isPresent() && own.isEmpty() && kind.isEmpty() && settings.isEmpty()) {
      return new LdapPeople(ldap(ldap.get()), trusted);
    }
    if (own.isPresent() && ldap.isEmpty() && kind.isEmpty() && settings.isEmpty()) {
      own.get().end();
      return application(read);
    }
    if (kind.isPresent() && ldap.isEmpty() && own.isEmpty()) {
      return other(read, kind.get(), settings);
    }
    throw read.wrong("write one of `ldap`, `application`, and `kind` with its `settings`");
  }

  private static PeopleStore application(StrictObject read) {
    try {
      return new ApplicationPeople();
    } catch (LinkageError absent) {
      throw read.wrong("this server has no Jakarta Security, which knows the application's stores");
    }
  }

  private PeopleStore other(StrictObject read, String name, Map<String, String> settings) {
    List<PeopleStore.Kind> kinds = new ArrayList<>();
    ServiceLoader.load(PeopleStore.Kind.class, application).forEach(kinds::add);
    List<PeopleStore.Kind> found = kinds.stream().filter(kind -> kind.name().equals(name)).toList();
    if (found.size() != 1) {
      throw read.wrong(
          "%s kinds of store are named `%s`; there are: %s"
              .formatted(
                  found.size(),
                  name,
                  kinds.stream().map(PeopleStore.Kind::name).collect(Collectors.joining(", "))));
    }
    return found.get(0).open(settings);
  }

  private static Becoming becoming(StrictObject read, PeopleStore people) {
    Optional<String> users = read.optionalText("users");
    boolean roles = read.has("roles");
    if (users.isPresent() == roles) {
      throw read.wrong("write either `\"users\": \"same-name\"` or `roles`");
    }
    if (users.isPresent()) {
      if (!users.get().equals(SAME_NAME)) {
        throw read.wrong("`users` is `%s`; write `same-name`".formatted(users.get()));
      }
      return new Becoming.SameUser();
    }
    List<Rule> rules = new ArrayList<>();
    for (StrictObject rule : read.objects("roles")) {
      String group = rule.text("group");
      rules.add(
          new Rule(group.equals(EVERYBODY) ? group : people.groupNamed(group), rule.text("role")));
      rule.end();
    }
    return new Becoming.SomeRole(rules);
  }

  private static LdapSettings ldap(StrictObject read) {
    LdapSettings settings =
        new LdapSettings(
            read.texts("servers").stream().map(LdapServer::parse).toList(),
            read.object("reader").map(IdentityStores::reader),
            read.object("people")
                .map(IdentityStores::whereabouts)
                .orElseThrow(() -> read.wrong("`people` is missing; say where they are")),
            read.object("groups").map(IdentityStores::groups),
            read.texts("attributes"));
    read.end();
    return settings;
  }

  private static Reader reader(StrictObject read) {
    Path file = Path.of(read.text("passwordFile"));
    try {
      Reader reader = new Reader(read.text("dn"), Files.readString(file).strip());
      read.end();
      if (reader.password().isEmpty()) {
        throw read.wrong("`%s` is empty; write the reader's password to it".formatted(file));
      }
      return reader;
    } catch (IOException e) {
      throw read.wrong("the password file `%s` cannot be read".formatted(file));
    }
  }

  private static People whereabouts(StrictObject read) {
    People people = new People(read.text("base"), read.text("name"), read.optionalText("filter"));
    read.end();
    return people;
  }

  private static Groups groups(StrictObject read) {
    Optional<String> attribute = read.optionalText("attribute");
    Groups groups =
        attribute.isPresent()
            ? new Groups.Listed(attribute.get())
            : new Groups.Listing(
                read.text("base"), read.text("member"), read.optionalText("filter"));
    read.end();
    return groups;
  }
}
