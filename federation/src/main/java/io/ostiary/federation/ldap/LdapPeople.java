package io.ostiary.federation.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.FailoverServerSet;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.StartTLSPostConnectProcessor;
import io.ostiary.federation.ldap.LdapServer.Security;
import io.ostiary.federation.ldap.LdapSettings.Groups;
import io.ostiary.federation.ldap.LdapSettings.People;
import io.ostiary.realm.authentication.PeopleStore;
import io.ostiary.realm.authentication.Person;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.SocketFactory;
import javax.net.ssl.X509TrustManager;

/**
 * The people of an LDAP directory. A reader finds the one entry of a name, the directory judges the
 * password by a bind as that entry, and the reader finds its groups: three questions over a
 * connection of their own.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4513">RFC 4513</a>
 */
public final class LdapPeople implements PeopleStore {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final int MOST_GROUPS = 1000;
  private static final String NO_ATTRIBUTES = "1.1";

  /** An entry that there is not, bound to where there is none to judge: so both take as long. */
  private static final String NOBODY = "ostiary-nobody";

  private final LdapSettings settings;
  private final FailoverServerSet servers;
  private final DN base;
  private final Optional<Filter> beingPerson;
  private final Optional<Filter> beingGroup;

  /**
   * Opens it; nothing is asked before somebody logs in.
   *
   * @param trusted decides which servers are the directory's
   * @throws IllegalArgumentException if a name or filter is none
   */
  public LdapPeople(LdapSettings settings, X509TrustManager trusted) {
    this.settings = settings;
    this.base = dn(settings.people().base());
    this.beingPerson = settings.people().filter().map(LdapPeople::filter);
    this.beingGroup =
        settings
            .groups()
            .filter(Groups.Listing.class::isInstance)
            .flatMap(groups -> ((Groups.Listing) groups).filter())
            .map(LdapPeople::filter);
    settings.reader().ifPresent(reader -> dn(reader.dn()));
    settings
        .groups()
        .filter(Groups.Listing.class::isInstance)
        .ifPresent(groups -> dn(((Groups.Listing) groups).base()));
    this.servers = servers(settings, trusted);
  }

  private static DN dn(String text) {
    try {
      DN dn = new DN(text);
      if (dn.isNullDN()) {
        throw new IllegalArgumentException("an empty distinguished name; write where people are");
      }
      return dn;
    } catch (LDAPException e) {
      throw new IllegalArgumentException(
          "`%s` is no distinguished name: %s".formatted(text, e.getMessage()), e);
    }
  }

  private static Filter filter(String text) {
    try {
      return Filter.create(text);
    } catch (LDAPException e) {
      throw new IllegalArgumentException(
          "`%s` is no filter: %s".formatted(text, e.getMessage()), e);
    }
  }

  private static FailoverServerSet servers(LdapSettings settings, X509TrustManager trusted) {
    LDAPConnectionOptions options = new LDAPConnectionOptions();
    options.setConnectTimeoutMillis((int) CONNECT.toMillis());
    options.setResponseTimeoutMillis(ANSWER.toMillis());
    options.setFollowReferrals(false);
    options.setUseSynchronousMode(true);
    options.setAbandonOnTimeout(false);
    Security security = settings.servers().get(0).security();
    NamedTls tls = NamedTls.by(trusted);
    return new FailoverServerSet(
        settings.servers().stream().map(LdapServer::host).toArray(String[]::new),
        settings.servers().stream().mapToInt(LdapServer::port).toArray(),
        security == Security.LDAPS ? tls : SocketFactory.getDefault(),
        options,
        null,
        security == Security.START_TLS ? new StartTLSPostConnectProcessor(tls) : null);
  }

  @Override
  public Optional<Person> find(String name, char[] password) throws IOException {
    try (LDAPConnection connection = servers.getConnection()) {
      readOn(connection);
      Optional<SearchResultEntry> entry = entry(connection, name);
      DN judged = entry.isPresent() ? entry.get().getParsedDN() : nobody();
      if (!isRight(connection, judged, password) || entry.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(person(connection, entry.get()));
    } catch (LDAPException e) {
      throw unusable(e);
    }
  }

  private static IOException unusable(LDAPException e) {
    // Its own text may quote what a server answered, which nobody checked.
    return new IOException("the LDAP directory answers `%s`".formatted(e.getResultCode()), e);
  }

  /** From here on questions are the reader's. */
  private void readOn(LDAPConnection connection) throws LDAPException {
    if (settings.reader().isPresent()) {
      LdapSettings.Reader reader = settings.reader().get();
      connection.bind(new SimpleBindRequest(reader.dn(), reader.password()));
    } else {
      connection.bind(new SimpleBindRequest());
    }
  }

  private Optional<SearchResultEntry> entry(LDAPConnection connection, String name)
      throws LDAPException, IOException {
    People people = settings.people();
    List<String> wanted = new ArrayList<>(settings.attributes());
    wanted.add(people.name());
    settings
        .groups()
        .filter(Groups.Listed.class::isInstance)
        .ifPresent(groups -> wanted.add(((Groups.Listed) groups).attribute()));
    Filter named = Filter.createEqualityFilter(people.name(), name);
    SearchRequest request =
        search(
            people.base(),
            beingPerson.map(being -> Filter.createANDFilter(being, named)).orElse(named),
            2,
            wanted);
    List<SearchResultEntry> found = connection.search(request).getSearchEntries();
    if (found.size() > 1) {
      throw new IOException("several entries have that `%s`".formatted(people.name()));
    }
    return found.stream().findFirst();
  }

  private static SearchRequest search(String base, Filter filter, int most, List<String> wanted) {
    SearchRequest request =
        new SearchRequest(
            base,
            SearchScope.SUB,
            DereferencePolicy.NEVER,
            most,
            (int) ANSWER.toSeconds(),
            false,
            filter,
            wanted.toArray(new String[0]));
    request.setFollowReferrals(false);
    return request;
  }

  private DN nobody() {
    return new DN(new RDN(settings.people().name(), NOBODY), base);
  }

  private static boolean isRight(LDAPConnection connection, DN dn, char[] password)
      throws LDAPException {
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    try {
      SimpleBindRequest request = new SimpleBindRequest(dn, bytes);
      request.setFollowReferrals(false);
      return connection.bind(request).getResultCode().equals(ResultCode.SUCCESS);
    } catch (LDAPException e) {
      // Some directories say of an entry that there is not that there is none.
      if (e.getResultCode().equals(ResultCode.INVALID_CREDENTIALS)
          || e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)) {
        return false;
      }
      throw e;
    } finally {
      Arrays.fill(bytes, (byte) 0);
      encoded.clear().put(new byte[encoded.capacity()]);
    }
  }

  private Person person(LDAPConnection connection, SearchResultEntry entry)
      throws LDAPException, IOException {
    String attribute = settings.people().name();
    String[] names = entry.getAttributeValues(attribute);
    if (names == null || names.length != 1) {
      throw new IOException("an entry has no single `%s`".formatted(attribute));
    }
    Map<String, List<String>> attributes = new HashMap<>();
    for (String wanted : settings.attributes()) {
      String[] values = entry.getAttributeValues(wanted);
      if (values != null && values.length > 0) {
        attributes.put(wanted, List.of(values));
      }
    }
    return new Person(names[0], groups(connection, entry), attributes);
  }

  private Set<String> groups(LDAPConnection connection, SearchResultEntry entry)
      throws LDAPException {
    Set<String> groups = new LinkedHashSet<>();
    if (settings.groups().isEmpty()) {
      return groups;
    }
    if (settings.groups().get() instanceof Groups.Listed listed) {
      String[] values = entry.getAttributeValues(listed.attribute());
      for (String value : values == null ? new String[0] : values) {
        groups.add(DN.normalize(value));
      }
      return groups;
    }
    Groups.Listing listing = (Groups.Listing) settings.groups().get();
    readOn(connection);
    Filter member = Filter.createEqualityFilter(listing.member(), entry.getDN());
    SearchRequest request =
        search(
            listing.base(),
            beingGroup.map(being -> Filter.createANDFilter(being, member)).orElse(member),
            MOST_GROUPS,
            List.of(NO_ATTRIBUTES));
    for (SearchResultEntry group : connection.search(request).getSearchEntries()) {
      groups.add(group.getParsedDN().toNormalizedString());
    }
    return groups;
  }

  /** Two spellings of one distinguished name are one group. */
  @Override
  public String groupNamed(String written) {
    return dn(written).toNormalizedString();
  }
}
