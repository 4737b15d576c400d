package io.ostiary.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.OperationType;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People sign in by a company's LDAP directory, or by a table of somebody's own making. */
class StoreSignInTest {
  private static final Path APPLICATION = Path.of("src/test/resources/io/ostiary/runtime/pages");
  private static final String ACCOUNT = "123456789012";
  private static final String PASSWORD = "Correct-Horse-7";
  private static final String FAILED = "That did not work.";
  private static final String FORM = "/.ostiary/sign-in/store";
  private static final String STORES =
      """
      {"stores": [
        {"name": "company", "title": "the company's directory",
          "ldap": {
            "servers": ["ldap://127.0.0.1:%s"],
            "reader": {"dn": "cn=reader,dc=example,dc=com", "passwordFile": "%s"},
            "people": {"base": "ou=people,dc=example,dc=com", "name": "uid"},
            "groups": {"base": "ou=groups,dc=example,dc=com", "member": "member"}},
          "roles": [
            {"group": "CN=Staff, ou=groups,dc=example,dc=com", "role": "arn:aws:iam::%s:role/reader"},
            {"group": "cn=editors,ou=groups,dc=example,dc=com", "role": "arn:aws:iam::%s:role/writer"}]},
        {"name": "own", "kind": "table", "settings": {"carol": "Carol-Horse-1", "eve": "Eve-Horse-1"},
          "users": "same-name"}]}
      """;

  @TempDir Path temporary;
  private InMemoryDirectoryServer ldap;
  private Records application;
  private SimpleBrowser browser;

  @BeforeEach
  void start() throws Exception {
    ldap = ldap();
    Path reader = Files.writeString(temporary.resolve("reader"), "Reader-Horse-1\n");
    Path stores =
        Files.writeString(
            temporary.resolve("stores.json"),
            STORES.formatted(ldap.getListenPort(), reader, ACCOUNT, ACCOUNT));
    application =
        Records.start(
            APPLICATION,
            Map.of(
                "ostiary.data", temporary.resolve("data").toString(),
                "ostiary.account-id", ACCOUNT,
                "ostiary.identity-stores", stores.toString(),
                "ostiary.root-access-key-id", Administrator.KEY.accessKeyId(),
                "ostiary.root-secret-access-key", Administrator.KEY.secretAccessKey()));
    browser = new SimpleBrowser(application.port());
  }

  private static InMemoryDirectoryServer ldap() throws Exception {
    InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=example,dc=com");
    config.setListenerConfigs(
        InMemoryListenerConfig.createLDAPConfig("here", InetAddress.getLoopbackAddress(), 0, null));
    config.setAuthenticationRequiredOperationTypes(OperationType.SEARCH);
    InMemoryDirectoryServer server = new InMemoryDirectoryServer(config);
    server.add("dn: dc=example,dc=com", "objectClass: domain", "dc: example");
    for (String unit : new String[] {"people", "groups"}) {
      server.add(
          "dn: ou=" + unit + ",dc=example,dc=com",
          "objectClass: organizationalUnit",
          "ou: " + unit);
    }
    server.add(
        "dn: cn=reader,dc=example,dc=com",
        "objectClass: person",
        "cn: reader",
        "sn: reader",
        "userPassword: Reader-Horse-1");
    for (String uid : new String[] {"lucy", "bob", "mallory"}) {
      server.add(
          "dn: uid=" + uid + ",ou=people,dc=example,dc=com",
          "objectClass: inetOrgPerson",
          "uid: " + uid,
          "cn: " + uid,
          "sn: " + uid,
          "userPassword: " + PASSWORD);
    }
    group(server, "staff", "lucy", "bob");
    group(server, "editors", "bob");
    server.startListening();
    return server;
  }

  private static void group(InMemoryDirectoryServer server, String name, String... members)
      throws Exception {
    String[] lines = new String[3 + members.length];
    lines[0] = "dn: cn=" + name + ",ou=groups,dc=example,dc=com";
    lines[1] = "objectClass: groupOfNames";
    lines[2] = "cn: " + name;
    for (int i = 0; i < members.length; i++) {
      lines[3 + i] = "member: uid=" + members[i] + ",ou=people,dc=example,dc=com";
    }
    server.add(lines);
  }

  @AfterEach
  void stop() throws Exception {
    application.close();
    ldap.shutDown(true);
  }

  private void iam(String action, String... fields) throws Exception {
    String unused = new Administrator(application.port()).iam(action, fields);
  }

  private void role(String name, String store) throws Exception {
    iam(
        "CreateRole",
        "RoleName",
        name,
        "AssumeRolePolicyDocument",
        ("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
                + "\"Principal\":{\"Federated\":\"arn:aws:iam::%s:identity-store/%s\"},"
                + "\"Action\":\"sts:AssumeRoleWithIdentityStore\"}}")
            .formatted(ACCOUNT, store));
    iam("PutRolePolicy", "RoleName", name, "PolicyName", "p", "PolicyDocument", policy());
  }

  private static String policy() {
    return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"pages:GetPage\",\"Resource\":\"*\"}}";
  }

  /** Follows the link of the first page to a store's, fills it in and sends it. */
  private HttpResponse<String> signIn(String store, String name, String password) throws Exception {
    browser.get("/pages/7");
    assertThat(browser.page.body())
        .contains("href=\"" + FORM + "?store=" + store + "&amp;to=%2Fpages%2F7\"");
    browser.get(FORM + "?store=" + store + "&to=%2Fpages%2F7");
    return browser.submit(FORM, "user", name, "password", password);
  }

  private static String session(String role, String name) {
    return "GET /pages/7 arn:aws:sts::" + ACCOUNT + ":assumed-role/" + role + "/" + name;
  }

  @Test
  void somebodyPassesByTheCompanysDirectoryIntoTheRoleOfTheirGroup() throws Exception {
    role("reader", "company");
    role("writer", "company");

    signIn("company", "Lucy", PASSWORD);

    assertThat(Records.REACHED).containsExactly(session("reader", "lucy"));
  }

  @Test
  void anAdministratorEndsTheSessionsOfAStoreAndOfNoOther() throws Exception {
    role("reader", "company");
    signIn("company", "lucy", PASSWORD);
    iam("RevokeSessions", "Arn", "arn:aws:iam::" + ACCOUNT + ":identity-store/other");
    assertThat(browser.get("/pages/7").body()).isEqualTo("record");

    iam("RevokeSessions", "Arn", "arn:aws:iam::" + ACCOUNT + ":identity-store/company");
    assertThat(browser.get("/pages/7").body()).contains("store=company");

    signIn("company", "lucy", PASSWORD);
    assertThat(browser.get("/pages/7").body()).isEqualTo("record");
    iam("RevokeSessions", "Arn", "arn:aws:iam::" + ACCOUNT + ":role/reader");
    assertThat(browser.get("/pages/7").body()).contains("store=company");
  }

  @Test
  void whomSeveralRolesAdmitChooses() throws Exception {
    role("reader", "company");
    role("writer", "company");

    signIn("company", "bob", PASSWORD);
    assertThat(Records.REACHED).isEmpty();
    browser.press("/.ostiary/sign-in/role", "writer");

    assertThat(Records.REACHED).containsExactly(session("writer", "bob"));
  }

  @Test
  void everyFailureReadsTheSame() throws Exception {
    role("reader", "company");
    for (String[] pair :
        new String[][] {
          {"lucy", "wrong"}, {"nobody", PASSWORD}, {"*", PASSWORD}, {"lucy)(uid=*", PASSWORD}
        }) {
      HttpResponse<String> answer = signIn("company", pair[0], pair[1]);
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).contains(FAILED).doesNotContain(pair[1]);
    }
    assertThat(browser.cookies).doesNotContainKey("ostiary-session");
    assertThat(Records.REACHED).isEmpty();
  }

  @Test
  void whoIsKnownButForNothingIsToldSo() throws Exception {
    role("reader", "other");
    assertThat(signIn("company", "mallory", PASSWORD).body()).contains("no role is for you");
    assertThat(signIn("company", "lucy", PASSWORD).body())
        .as("a role that trusts another store")
        .contains("no role admits you");
    assertThat(signIn("own", "eve", "Eve-Horse-1").body()).contains("no user here has your name");
    assertThat(browser.cookies).doesNotContainKey("ostiary-session");
  }

  @Test
  void theUserOfTheSameNameComesInByAStoreOfSomebodysOwn() throws Exception {
    iam("CreateUser", "UserName", "carol");
    iam("PutUserPolicy", "UserName", "carol", "PolicyName", "p", "PolicyDocument", policy());

    assertThat(signIn("own", "carol", PASSWORD).body()).contains(FAILED);
    signIn("own", "carol", "Carol-Horse-1");

    assertThat(Records.REACHED)
        .containsExactly("GET /pages/7 arn:aws:iam::" + ACCOUNT + ":user/carol");
  }

  @Test
  void aDirectoryThatIsAwayLetsNobodyInAndTheOthersGoOn() throws Exception {
    role("reader", "company");
    ldap.shutDown(true);

    assertThat(signIn("company", "lucy", PASSWORD).body()).contains(FAILED);
    assertThat(signIn("own", "carol", "Carol-Horse-1").body())
        .contains("no user here has your name");
  }

  @Test
  void aFormThatWasNotShownToThisBrowserIsNotTaken() throws Exception {
    role("reader", "company");
    HttpResponse<String> answer =
        browser.exchange(
            "POST",
            FORM,
            "store=company&user=lucy&password=" + PASSWORD,
            Map.of("Sec-Fetch-Site", "same-origin"));
    assertThat(answer.body()).contains("open for too long");
    assertThat(
            browser
                .exchange(
                    "POST",
                    FORM,
                    "store=company&user=lucy&password=" + PASSWORD,
                    Map.of("Sec-Fetch-Site", "cross-site"))
                .statusCode())
        .isEqualTo(403);
    assertThat(browser.cookies).doesNotContainKey("ostiary-session");
  }
}
