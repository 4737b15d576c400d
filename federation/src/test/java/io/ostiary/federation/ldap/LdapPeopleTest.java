package io.ostiary.federation.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ostiary.federation.TrustedServers;
import io.ostiary.federation.ldap.LdapServer.Security;
import io.ostiary.federation.ldap.LdapSettings.Groups;
import io.ostiary.federation.ldap.LdapSettings.People;
import io.ostiary.federation.ldap.LdapSettings.Reader;
import io.ostiary.realm.authentication.Person;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LdapPeopleTest {
  private static final People PEOPLE =
      new People("dc=example,dc=com", "uid", Optional.of("(!(employeeType=gone))"));
  private static final Groups GROUPS =
      new Groups.Listing(
          "ou=groups,dc=example,dc=com", "member", Optional.of("(objectClass=groupOfNames)"));
  private static final Optional<Reader> READER =
      Optional.of(new Reader(CompanyDirectory.READER, CompanyDirectory.READER_PASSWORD));

  @TempDir static Path temporary;
  private static CompanyDirectory company;
  private static X509TrustManager strangers;

  @BeforeAll
  static void start() throws IOException {
    company = new CompanyDirectory(temporary, "ip:127.0.0.1");
    strangers = TrustedServers.by(Optional.empty());
  }

  @AfterAll
  static void stop() {
    company.close();
  }

  private static LdapPeople people(Optional<Groups> groups, LdapServer... servers) {
    return new LdapPeople(
        new LdapSettings(List.of(servers), READER, PEOPLE, groups, List.of("mail")),
        company.trusted());
  }

  private static Optional<Person> find(String name, String password) throws IOException {
    try (LdapPeople people = people(Optional.of(GROUPS), LdapServer.parse(company.secureUrl()))) {
      return people.find(name, password.toCharArray());
    }
  }

  @Test
  void somebodyIsFoundWithGroupsAndWhatElseIsAsked() throws IOException {
    assertThat(find("lucy", CompanyDirectory.PASSWORD))
        .contains(
            new Person(
                "lucy",
                Set.of(
                    "cn=editors,ou=groups,dc=example,dc=com",
                    "cn=staff,ou=groups,dc=example,dc=com"),
                Map.of("mail", List.of("lucy@example.com", "l@example.com"))));
    assertThat(find("LUCY", CompanyDirectory.PASSWORD))
        .as("by the directory's own spelling")
        .map(Person::name)
        .contains("lucy");
    assertThat(find("carol", CompanyDirectory.PASSWORD))
        .map(Person::groups)
        .contains(
            Set.of(
                "cn=editors,ou=groups,dc=example,dc=com", "cn=admins,ou=groups,dc=example,dc=com"));
  }

  @ParameterizedTest(name = "[{0}] [{1}]")
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "lucy, wrong",
        "lucy, correct-horse-7",
        "nobody, Correct-Horse-7",
        "*, Correct-Horse-7",
        "lu*, Correct-Horse-7",
        "lucy)(uid=*, Correct-Horse-7",
        "lucy)(|(uid=*, Correct-Horse-7",
        "\"*)(uid=lucy))(|(uid=*\", Correct-Horse-7",
        "\"lucy,ou=people\", Correct-Horse-7",
        "\"uid=lucy,ou=people,dc=example,dc=com\", Correct-Horse-7",
        "retired, Correct-Horse-7",
        "ostiary-nobody, Correct-Horse-7"
      })
  void nobodyIsFoundByATrick(String name, String password) throws IOException {
    assertThat(find(name, password)).isEmpty();
  }

  @Test
  void twoOfOneNameAreNobody() {
    assertThatIOException()
        .isThrownBy(() -> find("dave", CompanyDirectory.PASSWORD))
        .withMessageContaining("several entries");
  }

  @Test
  void groupsMayStandWithThePerson() throws IOException {
    try (LdapPeople people =
        people(Optional.of(new Groups.Listed("memberOf")), LdapServer.parse(company.url()))) {
      assertThat(people.find("carol", CompanyDirectory.PASSWORD.toCharArray()))
          .map(Person::groups)
          .contains(Set.of("cn=editors,ou=groups,dc=example,dc=com"));
      assertThat(people.groupNamed("CN=Editors, OU=groups, dc=example,dc=com"))
          .isEqualTo("cn=editors,ou=groups,dc=example,dc=com");
    }
  }

  @Test
  void tlsMayBeginOnThePlainPort() throws IOException {
    LdapServer plain = new LdapServer("127.0.0.1", company.plainPort(), Security.START_TLS);
    try (LdapPeople people = people(Optional.empty(), plain)) {
      assertThat(people.find("lucy", CompanyDirectory.PASSWORD.toCharArray())).isPresent();
    }
    LdapSettings settings =
        new LdapSettings(List.of(plain), READER, PEOPLE, Optional.empty(), List.of());
    try (LdapPeople people = new LdapPeople(settings, strangers)) {
      assertThatIOException().isThrownBy(() -> people.find("lucy", "x".toCharArray()));
    }
  }

  @Test
  void aServerOfAnotherNameOrWithoutATrustedCertificateIsToldNothing() {
    LdapSettings settings =
        new LdapSettings(
            List.of(LdapServer.parse(company.secureUrl())),
            READER,
            PEOPLE,
            Optional.empty(),
            List.of());
    try (LdapPeople people = new LdapPeople(settings, strangers)) {
      assertThatIOException().isThrownBy(() -> people.find("lucy", "x".toCharArray()));
    }
    CompanyDirectory other = new CompanyDirectory(temporary, "dns:ldap.example.com");
    try (other) {
      for (LdapServer server :
          List.of(
              LdapServer.parse(other.secureUrl()),
              new LdapServer("127.0.0.1", other.plainPort(), Security.START_TLS))) {
        LdapSettings elsewhere =
            new LdapSettings(List.of(server), READER, PEOPLE, Optional.empty(), List.of());
        try (LdapPeople people = new LdapPeople(elsewhere, other.trusted())) {
          assertThatIOException()
              .as(server.toString())
              .isThrownBy(() -> people.find("lucy", CompanyDirectory.PASSWORD.toCharArray()));
        }
      }
    }
  }

  @Test
  void theNextServerIsAskedIfOneIsAway() throws IOException {
    try (LdapPeople people =
        people(
            Optional.empty(),
            new LdapServer("127.0.0.1", unused(), Security.LDAPS),
            LdapServer.parse(company.secureUrl()))) {
      assertThat(people.find("lucy", CompanyDirectory.PASSWORD.toCharArray())).isPresent();
    }
  }

  @Test
  void aServerThatIsAwayOrSaysNothingFindsNobody() throws IOException {
    try (LdapPeople people =
        people(Optional.empty(), new LdapServer("127.0.0.1", unused(), Security.LOOPBACK))) {
      assertThatIOException().isThrownBy(() -> people.find("lucy", "x".toCharArray()));
    }
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        LdapPeople people =
            people(
                Optional.empty(),
                new LdapServer("127.0.0.1", silent.getLocalPort(), Security.LOOPBACK))) {
      assertThatIOException().isThrownBy(() -> people.find("lucy", "x".toCharArray()));
    }
  }

  private static int unused() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void aReaderWhoMayNotReadLetsNobodyIn() {
    LdapSettings settings =
        new LdapSettings(
            List.of(LdapServer.parse(company.secureUrl())),
            Optional.of(new Reader(CompanyDirectory.READER, "outdated")),
            PEOPLE,
            Optional.empty(),
            List.of());
    try (LdapPeople people = new LdapPeople(settings, company.trusted())) {
      assertThatIOException()
          .isThrownBy(() -> people.find("lucy", CompanyDirectory.PASSWORD.toCharArray()))
          .withMessageContaining("49 (invalid credentials)");
    }
    assertThat(settings.toString()).contains(CompanyDirectory.READER).doesNotContain("outdated");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://ldap.example.com",
        "ldap.example.com",
        "ldaps://",
        "ldaps://reader@ldap.example.com",
        "ldaps://ldap.example.com/dc=example",
        "ldaps://ldap.example.com?x",
        "ldaps://ldap.example.com:0x1"
      })
  void whatIsNoServerIsRefused(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LdapServer.parse(url))
        .withMessageContaining("`ldaps://host`");
  }

  @ParameterizedTest
  @CsvSource({
    "ldaps://ldap.example.com, ldap.example.com, 636, LDAPS",
    "ldaps://ldap.example.com:1636/, ldap.example.com, 1636, LDAPS",
    "ldap://ldap.example.com, ldap.example.com, 389, START_TLS",
    "ldap://127.0.0.1:1389, 127.0.0.1, 1389, LOOPBACK",
    "ldap://[::1], ::1, 389, LOOPBACK",
    "ldap://127.0.0.1.example.com, 127.0.0.1.example.com, 389, START_TLS"
  })
  void onlyThisMachineIsSpokenToInTheClear(String url, String host, int port, Security security) {
    assertThat(LdapServer.parse(url)).isEqualTo(new LdapServer(host, port, security));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "people, uid, , is no distinguished name",
        "\"\", uid, , empty distinguished name",
        "\"dc=example,dc=com\", u(id, , no attribute",
        "\"dc=example,dc=com\", uid, (uid=, is no filter"
      })
  void whatCannotBeAskedIsRefusedAtTheStart(
      String base, String name, String filter, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new LdapPeople(
                    new LdapSettings(
                        List.of(LdapServer.parse(company.url())),
                        READER,
                        new People(base, name, Optional.ofNullable(filter)),
                        Optional.empty(),
                        List.of()),
                    strangers))
        .withMessageContaining(message);
  }
}
