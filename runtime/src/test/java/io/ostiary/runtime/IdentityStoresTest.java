package io.ostiary.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ostiary.federation.TrustedServers;
import io.ostiary.realm.authentication.IdentityStore;
import io.ostiary.realm.authentication.IdentityStore.Becoming.SomeRole;
import io.ostiary.realm.authentication.IdentityStore.Rule;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file of identity stores is read whole, or start-up stops with what is wrong and where. */
class IdentityStoresTest {
  private static final String LDAP =
      """
      {"name": "company", "ldap": {"servers": ["ldaps://ldap.example.com"],
        "people": {"base": "dc=example,dc=com", "name": "uid"}},
        "roles": [{"group": "CN=A, DC=x", "role": "arn:aws:iam::123456789012:role/r"},
          {"group": "*", "role": "arn:aws:iam::123456789012:role/all"}]}""";

  private static List<IdentityStore> open(String text) throws IOException {
    return new IdentityStores(
            TrustedServers.by(Optional.empty()), IdentityStoresTest.class.getClassLoader())
        .open("stores.json", text);
  }

  @Test
  void groupsGoByTheNamesThatTheDirectoryHasForThem() throws IOException {
    List<IdentityStore> stores = open("{\"stores\": [" + LDAP + "]}");
    assertThat(stores)
        .singleElement()
        .satisfies(
            store -> {
              assertThat(store.title()).isEqualTo("company");
              assertThat(store.becoming())
                  .isEqualTo(
                      new SomeRole(
                          List.of(
                              new Rule("cn=a,dc=x", "arn:aws:iam::123456789012:role/r"),
                              new Rule("*", "arn:aws:iam::123456789012:role/all"))));
            });
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{ | stores.json:1:",
        "[] | write an object",
        "{} | `stores` must be a list of at least one object",
        "{\"stores\": [], \"x\": 1} | `stores` must be a list of at least one object",
        "{\"stores\": [{\"name\": \"a\"}]} | write one of `ldap`, `application`, and `kind`",
        "{\"stores\": [{\"name\": \"a b\", \"kind\": \"table\", \"settings\": {\"u\": \"p\"},"
            + " \"users\": \"same-name\"}]} | stores.json, stores 1: `a b` names no identity store",
        "{\"stores\": [{\"name\": \"a\", \"kind\": \"radius\", \"users\": \"same-name\"}]}"
            + " | 0 kinds of store are named `radius`; there are: table",
        "{\"stores\": [{\"name\": \"a\", \"kind\": \"table\", \"users\": \"same-name\"}]}"
            + " | a table needs people",
        "{\"stores\": [{\"name\": \"a\", \"kind\": \"table\", \"settings\": {\"u\": \"p\"}}]}"
            + " | write either `\"users\": \"same-name\"` or `roles`",
        "{\"stores\": [{\"name\": \"a\", \"kind\": \"table\", \"settings\": {\"u\": \"p\"},"
            + " \"users\": \"all\"}]} | `users` is `all`; write `same-name`",
        "{\"stores\": [{\"name\": \"a\", \"kind\": \"table\", \"settings\": {\"u\": \"p\"},"
            + " \"users\": \"same-name\", \"rôles\": []}]} | unknown member `rôles`",
        "{\"stores\": [{\"name\": \"a\", \"kind\": \"table\", \"settings\": {\"u\": 1},"
            + " \"users\": \"same-name\"}]} | stores 1, settings: `u` must be a text",
        "{\"stores\": [{\"name\": \"a\", \"ldap\": {}, \"users\": \"same-name\"}]}"
            + " | `people` is missing",
        "{\"stores\": [{\"name\": \"a\", \"users\": \"same-name\", \"ldap\": {\"servers\":"
            + " [\"ldap.example.com\"], \"people\": {\"base\": \"dc=x\", \"name\": \"uid\"}}}]}"
            + " | is no LDAP server",
        "{\"stores\": [{\"name\": \"a\", \"users\": \"same-name\", \"ldap\": {\"servers\": [],"
            + " \"people\": {\"base\": \"dc=x\", \"name\": \"uid\"}}}]}"
            + " | name at least one LDAP server",
        "{\"stores\": [{\"name\": \"a\", \"users\": \"same-name\", \"ldap\": {\"servers\":"
            + " [\"ldaps://a\"], \"reader\": {\"dn\": \"cn=r\", \"passwordFile\": \"/none\"},"
            + " \"people\": {\"base\": \"dc=x\", \"name\": \"uid\"}}}]}"
            + " | stores 1, ldap, reader: the password file `/none` cannot be read",
        "{\"stores\": [{\"name\": \"a\", \"name\": \"b\"}]} | Duplicate field 'name'"
      })
  void whatIsWrongStopsStartUp(String text, String problem) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> open(text))
        .withMessageContaining(problem);
  }
}
