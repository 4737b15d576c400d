package io.ostiary.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ostiary.endpoint.iam.IamEndpoint;
import io.ostiary.endpoint.sts.StsEndpoint;
import io.ostiary.policy.service.ServiceDefinition;
import io.ostiary.realm.directory.Quota;
import io.ostiary.realm.directory.Quotas;
import io.ostiary.runtime.Configuration.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {

  private static Configuration of(String key, String value) {
    return Configuration.read(List.of(new Source("test", Map.of(key, value))));
  }

  @Test
  void everySettingHasItsDefaultWhereNobodySetsIt() {
    Configuration configuration = Configuration.read(List.of());
    assertThat(configuration.text(Setting.DATA)).isEqualTo("ostiary-data");
    assertThat(configuration.given(Setting.ACCOUNT_ID)).isEmpty();
    assertThat(configuration.list(Setting.REGIONS)).containsExactly("*");
    assertThat(configuration.list(Setting.HOSTS)).isEmpty();
    assertThat(configuration.duration(Setting.CLOCK_SKEW, Duration.ofMinutes(15)))
        .isEqualTo(Duration.ofMinutes(5));
    assertThat(configuration.duration(Setting.PRESIGNED_LIFETIME, Duration.ofDays(7)))
        .isEqualTo(Duration.ofDays(7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"OSTIARY_ACCOUNT_ID", "ostiary.account-id", "ostiary.account.id"})
  void everySpellingOfAKeyIsTheSameKey(String key) {
    assertThat(of(key, " 123456789012 ").text(Setting.ACCOUNT_ID)).isEqualTo("123456789012");
  }

  @Test
  void theFirstSourceWins() {
    Configuration configuration =
        Configuration.read(
            List.of(
                new Source("first", Map.of("ostiary.data", "/a")),
                new Source("second", Map.of("OSTIARY_DATA", "/b", "PATH", "/bin"))));
    assertThat(configuration.text(Setting.DATA)).isEqualTo("/a");
    assertThat(configuration.effective()).containsEntry("ostiary.data", "/a (first)");
  }

  @ParameterizedTest
  @CsvSource({
    "OSTIARY_DATE, ostiary.data",
    "ostiary.clock-screw, ostiary.clock-skew",
    "ostiary.root-access-key, ostiary.root-access-key-id",
    "OSTIARY_HOST, ostiary.hosts",
    "ostiary.quota.UserPerAccount, ostiary.quota.UsersPerAccount",
    "OSTIARY_QUOTA_GROUPS_PER_USERS, ostiary.quota.GroupsPerUser",
    "ostiary.quotas.GroupsPerUser, ostiary.quota.GroupsPerUser"
  })
  void anUnknownKeyStopsStartUpAndNamesTheNearest(String key, String nearest) {
    assertThatThrownBy(() -> of(key, "x"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(key)
        .hasMessageContaining("did you mean `" + nearest + "`?");
  }

  @Test
  void aKeySetTwiceInOneSourceStopsStartUp() {
    Map<String, String> twice = Map.of("ostiary.account-id", "1", "ostiary.account.id", "2");
    assertThatThrownBy(() -> Configuration.read(List.of(new Source("test", twice))))
        .hasMessageContaining("`ostiary.account-id` is set twice (test)");
  }

  @ParameterizedTest
  @CsvSource({
    "300s, 300",
    "5m, 300",
    "15m, 900",
    "PT5M, 0",
    "0s, 0",
    "-5m, 0",
    "16m, 0",
    "soon, 0"
  })
  void aDurationIsWrittenWithItsUnitAndBounded(String text, long seconds) {
    Configuration configuration = of("ostiary.clock-skew", text);
    if (seconds > 0) {
      assertThat(configuration.duration(Setting.CLOCK_SKEW, Duration.ofMinutes(15)))
          .hasSeconds(seconds);
    } else {
      assertThatThrownBy(() -> configuration.duration(Setting.CLOCK_SKEW, Duration.ofMinutes(15)))
          .hasMessageContaining("`ostiary.clock-skew` is `" + text + "` (test); ");
    }
  }

  @Test
  void aWordIsOneOfTheWordsThatTheSettingTakes() {
    assertThat(of("ostiary.audit", "stdout").word(Setting.AUDIT, "file", "stdout"))
        .isEqualTo("stdout");
  }

  @ParameterizedTest
  @CsvSource({
    "ostiary.trusted-proxies, 'ten', '`ten` is no address range; write such as `10.0.0.0/8` or `::1`'",
    "ostiary.trusted-proxies, '10.0.0.0/33', '`10.0.0.0/33` is no address range'",
    "ostiary.development, yes, 'write one of `true`, `false`'",
    "ostiary.public-up, TRUE, 'write one of `true`, `false`'",
    "ostiary.audit, none, 'write one of `file`, `stdout`'",
    "ostiary.audit-mode, off, 'write one of `required`, `best-effort`'",
    "ostiary.audit-mode, Required, 'write one of `required`, `best-effort`'",
    "ostiary.audit-rotate-size, 100, write a size",
    "ostiary.audit-rotate-size, 0MiB, write a size",
    "ostiary.audit-rotate-size, MiB, write a size",
    "ostiary.audit-rotate-size, -1GiB, write a size",
    "ostiary.audit-rotate-every, daily, write a duration"
  })
  void aMistypedValueStopsStartUpAndSaysWhatToWrite(String key, String value, String remedy) {
    assertThatThrownBy(() -> Settings.of(of(key, value)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("`" + key + "` is `" + value + "` (test); " + remedy);
  }

  private static final List<ServiceDefinition> APPLICATION =
      List.of(StsEndpoint.definition(), IamEndpoint.definition());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "enforce | ",
        "report-only | iam sts",
        "report-only: iam | iam",
        "report-only:sts,iam | iam sts"
      })
  void theModeSaysWhereDenialsAreOnlyReported(String text, @Nullable String services) {
    assertThat(ModeSetting.read(of("ostiary.mode", text), APPLICATION).reportOnly())
        .containsExactlyInAnyOrderElementsOf(
            services == null ? List.of() : List.of(services.split(" ", -1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "off",
        "Enforce",
        "report",
        "report_only",
        "report-only:",
        "report-only: s3",
        "report-only: iam, organizations",
        "report-only iam",
        "enforce, report-only"
      })
  void aModeThatIsNoneStopsStartUp(String text) {
    assertThatThrownBy(() -> ModeSetting.read(of("ostiary.mode", text), APPLICATION))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("`ostiary.mode` is `" + text + "` (test); write `enforce`")
        .hasMessageContaining("services of the application: iam, sts");
  }

  @ParameterizedTest
  @CsvSource({"1KiB, 1024", "100MiB, 104857600", "3GiB, 3221225472"})
  void aSizeIsWrittenWithItsUnit(String text, long bytes) {
    assertThat(Settings.of(of("ostiary.audit-rotate-size", text)).audit().rotation().size())
        .isEqualTo(bytes);
  }

  @Test
  void aSecretIsNeverShown() {
    Configuration configuration = of("ostiary.root-secret-access-key", "canary");
    assertThat(configuration.toString()).doesNotContain("canary").contains("(set)");
    assertThat(configuration.wrong(Setting.ROOT_SECRET_ACCESS_KEY, "write 40 characters"))
        .hasMessageNotContaining("canary");
  }

  @Test
  void aDatabaseLinkIsShownWithoutItsParameters() {
    Configuration configuration = of("ostiary.jdbc-url", "jdbc:postgresql://h/d?password=canary");
    assertThat(configuration.toString())
        .doesNotContain("canary")
        .contains("jdbc:postgresql://h/d?…");
    assertThat(Settings.of(configuration).realm().database())
        .hasToString("Optional[jdbc:postgresql://h/d]");
    assertThatThrownBy(
            () -> Settings.of(of("ostiary.jdbc-url", "jdbc:mysql://h/d?password=canary")))
        .hasMessageContaining("write `jdbc:postgresql://host:5432/database`")
        .hasMessageNotContaining("canary");
    assertThatThrownBy(() -> Settings.of(of("ostiary.jdbc-user", "lucy")))
        .hasMessageContaining("set the link to the database too");
  }

  @ParameterizedTest
  @CsvSource({"0, PT0S", "5m, PT5M", "1d, PT24H"})
  void theStalenessLimitMayBeNone(String text, Duration limit) {
    assertThat(Settings.of(of("ostiary.staleness-limit", text)).realm().stalenessLimit())
        .isEqualTo(limit);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ostiary.quota.UsersPerAccount",
        "OSTIARY_QUOTA_USERSPERACCOUNT",
        "OSTIARY_QUOTA_USERS_PER_ACCOUNT"
      })
  void aQuotaIsSetByAwssNameForIt(String key) {
    Configuration configuration = of(key, "7");
    Quotas quotas = Settings.of(configuration).realm().quotas();
    assertThat(quotas.of(Quota.USERS_PER_ACCOUNT)).isEqualTo(7);
    assertThat(quotas.of(Quota.GROUPS_PER_ACCOUNT)).isEqualTo(300);
    assertThat(configuration.effective())
        .containsEntry("ostiary.quota.UsersPerAccount", "7 (test)");
  }

  @ParameterizedTest
  @EnumSource(Quota.class)
  void everyQuotaIsASettingAndInTheReference(Quota quota) throws Exception {
    Quotas quotas = Settings.of(of("ostiary.quota." + quota.wireName(), "3")).realm().quotas();
    assertThat(quotas.of(quota)).isEqualTo(3);
    assertThat(Files.readString(Path.of("../docs/reference/quotas.md")))
        .contains("`" + quota.wireName() + "`");
  }

  @Test
  void quotasThatAreNoNumbersStopStartUpAllAtOnce() {
    Map<String, String> wrong =
        Map.of("ostiary.quota.UsersPerAccount", "0", "ostiary.quota.GroupsPerUser", "many");
    assertThatThrownBy(() -> Settings.of(Configuration.read(List.of(new Source("test", wrong)))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "`ostiary.quota.UsersPerAccount` is `0` (test); write a number from 1")
        .hasMessageContaining("`ostiary.quota.GroupsPerUser` is `many` (test); write a number");
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void everySettingIsInTheReference(Setting setting) throws Exception {
    String page = Files.readString(Path.of("../docs/reference/configuration.md"));
    assertThat(page).contains("`" + setting.key() + "`");
  }
}
