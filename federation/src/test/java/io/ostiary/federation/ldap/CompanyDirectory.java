package io.ostiary.federation.ldap;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.OperationType;
import com.unboundid.ldif.LDIFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** A company's LDAP server, in this process: people, groups, and a reader who may look. */
public final class CompanyDirectory implements AutoCloseable {
  public static final String READER = "cn=reader,dc=example,dc=com";
  public static final String READER_PASSWORD = "Reader-Horse-1";
  public static final String PASSWORD = "Correct-Horse-7";

  private static final String KEY_PASSWORD = "changeit";
  private static final String PLAIN = "plain";
  private static final String TLS = "tls";

  final InMemoryDirectoryServer server;
  private final KeyStore keys;

  /**
   * Starts it.
   *
   * @param certified what its certificate is for, as keytool writes it: {@code ip:127.0.0.1}
   */
  public CompanyDirectory(Path folder, String certified) {
    try {
      keys = keys(folder, certified);
      KeyManagerFactory own =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      own.init(keys, KEY_PASSWORD.toCharArray());
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(own.getKeyManagers(), null, null);
      InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=example,dc=com");
      InetAddress here = InetAddress.getLoopbackAddress();
      config.setListenerConfigs(
          InMemoryListenerConfig.createLDAPConfig(PLAIN, here, 0, tls.getSocketFactory()),
          InMemoryListenerConfig.createLDAPSConfig(
              TLS, here, 0, tls.getServerSocketFactory(), null));
      config.setAuthenticationRequiredOperationTypes(OperationType.SEARCH);
      config.setSchema(null);
      server = new InMemoryDirectoryServer(config);
      add("dn: dc=example,dc=com", "objectClass: domain", "dc: example");
      add("dn: ou=people,dc=example,dc=com", "objectClass: organizationalUnit", "ou: people");
      add("dn: ou=groups,dc=example,dc=com", "objectClass: organizationalUnit", "ou: groups");
      add("dn: ou=old,dc=example,dc=com", "objectClass: organizationalUnit", "ou: old");
      add("dn: " + READER, "objectClass: person", "cn: reader", "userPassword: " + READER_PASSWORD);
      person("lucy", "ou=people", "mail: lucy@example.com", "mail: l@example.com");
      person("carol", "ou=people");
      person("dave", "ou=people");
      person("dave", "ou=old");
      person("retired", "ou=old", "employeeType: gone");
      group("cn=editors,ou=groups", "lucy", "carol");
      group("cn=staff,ou=groups", "lucy");
      group("cn=admins,ou=groups", "carol");
      server.startListening();
    } catch (LDAPException | IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private void add(String... ldif) {
    try {
      server.add(ldif);
    } catch (LDAPException | LDIFException e) {
      throw new AssertionError(e);
    }
  }

  private void person(String uid, String place, String... more) {
    String dn = "uid=" + uid + ',' + place + ",dc=example,dc=com";
    String[] lines = {
      "dn: " + dn,
      "objectClass: inetOrgPerson",
      "uid: " + uid,
      "cn: " + uid,
      "memberOf: CN=Editors, ou=groups,dc=example,dc=com",
      "userPassword: " + PASSWORD
    };
    String[] all = Arrays.copyOf(lines, lines.length + more.length);
    System.arraycopy(more, 0, all, lines.length, more.length);
    add(all);
  }

  private void group(String name, String... members) {
    String[] lines = new String[members.length + 2];
    lines[0] = "dn: " + name + ",dc=example,dc=com";
    lines[1] = "objectClass: groupOfNames";
    for (int i = 0; i < members.length; i++) {
      lines[i + 2] = "member: uid=" + members[i] + ",ou=people,dc=example,dc=com";
    }
    add(lines);
  }

  private static KeyStore keys(Path folder, String certified)
      throws IOException, GeneralSecurityException {
    Path file = Files.createTempDirectory(folder, "ldap").resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "ldap",
                "-dname",
                "CN=ldap",
                "-ext",
                "san=" + certified,
                "-keyalg",
                "EC",
                "-validity",
                "1",
                "-storetype",
                "PKCS12",
                "-storepass",
                KEY_PASSWORD,
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .start();
    try {
      keytool.getInputStream().readAllBytes();
      keytool.waitFor();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, KEY_PASSWORD.toCharArray());
    }
    return keys;
  }

  /** The address without TLS, which is for this machine only. */
  public String url() {
    return "ldap://127.0.0.1:" + server.getListenPort(PLAIN);
  }

  /** The address with TLS. */
  public String secureUrl() {
    return "ldaps://127.0.0.1:" + server.getListenPort(TLS);
  }

  int plainPort() {
    return server.getListenPort(PLAIN);
  }

  /** Whoever trusts its certificate, and no other. */
  public X509TrustManager trusted() {
    try {
      KeyStore certificates = KeyStore.getInstance(KeyStore.getDefaultType());
      certificates.load(null, null);
      certificates.setCertificateEntry("ldap", keys.getCertificate("ldap"));
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(certificates);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509TrustManager x509) {
          return x509;
        }
      }
      throw new AssertionError("no X.509 trust manager");
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    server.shutDown(true);
  }
}
