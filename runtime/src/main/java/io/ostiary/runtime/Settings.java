package io.ostiary.runtime;

import io.ostiary.filter.http.ExternalUrl;
import io.ostiary.filter.http.HttpSettings;
import io.ostiary.filter.http.TrustedProxies;
import io.ostiary.filter.mapping.RouterSettings;
import io.ostiary.realm.RealmSettings;
import io.ostiary.realm.store.PostgresSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings, read and checked, as each module takes them.
 *
 * @param data the data directory, absolute
 * @param proxies who is believed about a request's origin
 * @param externalUrl where clients find this server
 * @param homePage where people land who sign in, below the context path; may be empty
 * @param federation how outside identities are verified
 * @param audit where audit lines go, and what if they cannot
 * @param development whether refused signatures are answered with what should have been signed
 * @param publicUp whether anybody may ask if the server is up
 * @param configuration what they were read from, for the start-up log
 */
record Settings(
    Path data,
    RealmSettings realm,
    RouterSettings router,
    HttpSettings http,
    TrustedProxies proxies,
    String externalUrl,
    String homePage,
    FederationSettings federation,
    AuditSettings audit,
    boolean development,
    boolean publicUp,
    Configuration configuration) {

  private static final Duration LONGEST_SKEW = Duration.ofMinutes(15);
  private static final Duration LONGEST_STALENESS = Duration.ofDays(1);
  private static final Duration LONGEST_PRESIGNED = Duration.ofDays(7);

  static Settings of(Configuration configuration) {
    return of(configuration, Optional.empty());
  }

  /**
   * Reads them.
   *
   * @param application the application's name, where a server keeps each one's data apart
   */
  static Settings of(Configuration configuration, Optional<String> application) {
    Path data = data(configuration, application);
    if (configuration.given(Setting.ROOT_ACCESS_KEY_ID).isPresent()
        != configuration.given(Setting.ROOT_SECRET_ACCESS_KEY).isPresent()) {
      throw configuration.wrong(
          Setting.ROOT_ACCESS_KEY_ID, "set it together with its secret, or neither");
    }
    Optional<Path> masterKey = configuration.given(Setting.MASTER_KEY_FILE).map(Path::of);
    RealmSettings realm =
        new RealmSettings(
                data,
                configuration.given(Setting.ACCOUNT_ID),
                configuration.text(Setting.PARTITION),
                masterKey,
                configuration.given(Setting.ROOT_ACCESS_KEY_ID),
                configuration.given(Setting.ROOT_SECRET_ACCESS_KEY))
            .withStalenessLimit(
                configuration.durationOrNone(Setting.STALENESS_LIMIT, LONGEST_STALENESS))
            .with(QuotaSettings.of(configuration));
    Optional<PostgresSettings> database = database(configuration);
    if (database.isPresent()) {
      realm = realm.with(database.get());
    }
    Optional<String> recovered = configuration.given(Setting.RECOVER_ROOT_USER);
    if (recovered.isPresent()) {
      realm = realm.recoveringRootUser(recovered.get());
    }
    Optional<String> files = configuration.given(Setting.DIRECTORY);
    if (files.isPresent()) {
      realm = realm.withDirectoryFiles(Path.of(files.get()).toAbsolutePath().normalize());
    }
    RouterSettings router =
        new RouterSettings(
            configuration.list(Setting.REGIONS),
            configuration.duration(Setting.CLOCK_SKEW, LONGEST_SKEW),
            configuration.duration(Setting.PRESIGNED_LIFETIME, LONGEST_PRESIGNED),
            configuration.truth(Setting.SIGNATURE_4A));
    HttpSettings http =
        new HttpSettings(
            configuration.list(Setting.HOSTS),
            false,
            HttpSettings.DEFAULT_MEMORY_LIMIT,
            HttpSettings.defaults().spoolDirectory());
    Optional<ExternalUrl> configured = configuredUrl(configuration);
    String externalUrl = configured.map(ExternalUrl::text).orElseGet(Settings::usualUrl);
    return new Settings(
        data,
        realm,
        router,
        http,
        proxies(configuration, configured),
        externalUrl,
        homePage(configuration),
        FederationSettings.of(configuration, externalUrl),
        AuditSettings.of(configuration, data.resolve("audit.log")),
        configuration.truth(Setting.DEVELOPMENT),
        configuration.truth(Setting.PUBLIC_UP),
        configuration);
  }

  private static Path data(Configuration configuration, Optional<String> application) {
    Path data = Path.of(configuration.text(Setting.DATA));
    boolean shared = application.isPresent() && configuration.isOfServer(Setting.DATA);
    return (shared ? data.resolve(application.get()) : data).toAbsolutePath().normalize();
  }

  private static String homePage(Configuration configuration) {
    String page = configuration.text(Setting.HOME_PAGE);
    boolean local = page.startsWith("/") && !page.startsWith("//");
    if (!page.isEmpty() && !local) {
      throw configuration.wrong(
          Setting.HOME_PAGE, "write a path below the context path, such as `/start`");
    }
    return page;
  }

  private static TrustedProxies proxies(Configuration configuration, Optional<ExternalUrl> url) {
    try {
      TrustedProxies proxies = TrustedProxies.of(configuration.list(Setting.TRUSTED_PROXIES));
      return url.map(proxies::askedBy).orElse(proxies);
    } catch (IllegalArgumentException e) {
      throw configuration.wrong(Setting.TRUSTED_PROXIES, String.valueOf(e.getMessage()));
    }
  }

  private static Optional<PostgresSettings> database(Configuration configuration) {
    Optional<String> url = configuration.given(Setting.JDBC_URL);
    Optional<String> user = configuration.given(Setting.JDBC_USER);
    Optional<String> password = configuration.given(Setting.JDBC_PASSWORD);
    if (url.isEmpty() && (user.isPresent() || password.isPresent())) {
      throw configuration.wrong(
          Setting.JDBC_URL, "a database user or password is set; set the link to the database too");
    }
    try {
      return url.map(link -> new PostgresSettings(link, user, password));
    } catch (IllegalArgumentException e) {
      throw configuration.wrong(Setting.JDBC_URL, "write `jdbc:postgresql://host:5432/database`");
    }
  }

  private static Optional<ExternalUrl> configuredUrl(Configuration configuration) {
    try {
      return configuration.given(Setting.EXTERNAL_URL).map(ExternalUrl::parse);
    } catch (IllegalArgumentException e) {
      throw configuration.wrong(Setting.EXTERNAL_URL, String.valueOf(e.getMessage()));
    }
  }

  /** WildFly says at which port it listens, and 8080 is everybody's custom. */
  private static String usualUrl() {
    return "http://localhost:" + Integer.getInteger("jboss.http.port", 8080);
  }

  /** The access keys of the application's first users. */
  Path credentials() {
    return data.resolve("credentials");
  }

  /** Stands where the first users have been made. */
  Path firstStartDone() {
    return data.resolve("first-start.done");
  }

  /** Stands where a node that shares a database has taken on to make the first users. */
  Path firstStartBegun() {
    return data.resolve("first-start.begun");
  }
}
