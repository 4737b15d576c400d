package io.ostiary.realm.authentication;

import static io.ostiary.realm.Realms.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ostiary.realm.Realm;
import io.ostiary.realm.Realms;
import io.ostiary.realm.credential.AuthenticatorApp;
import io.ostiary.realm.credential.Password;
import io.ostiary.realm.directory.CreateAccessKey;
import io.ostiary.realm.directory.CreateLoginProfile;
import io.ostiary.realm.directory.CreateOpenIDConnectProvider;
import io.ostiary.realm.directory.CreateRole;
import io.ostiary.realm.directory.CreateUser;
import io.ostiary.realm.directory.CreateVirtualMfaDevice;
import io.ostiary.realm.directory.DeleteAccessKey;
import io.ostiary.realm.directory.DeleteLoginProfile;
import io.ostiary.realm.directory.DeleteOpenIDConnectProvider;
import io.ostiary.realm.directory.DirectoryCommand;
import io.ostiary.realm.directory.DirectoryException;
import io.ostiary.realm.directory.DisableRootUser;
import io.ostiary.realm.directory.EnableMfaDevice;
import io.ostiary.realm.directory.IdentityName;
import io.ostiary.realm.directory.NewMfaDevice;
import io.ostiary.realm.directory.PutInlinePolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who counts as able to come in and administer, once the root user is disabled. */
class WhoAdministersTest {
  private static final String ARN = "arn:aws:iam::" + ACCOUNT + ":";
  private static final String ISSUER = "idp.example.com/realms/iam";

  @TempDir Path temporary;

  private Realm realm;

  @BeforeEach
  void open() {
    realm = Realms.open(temporary.resolve("data"));
    run(new CreateUser(ACCOUNT, "/", "ann", Map.of()));
  }

  @AfterEach
  void close() {
    realm.close();
  }

  private <R> R run(DirectoryCommand<R> command) {
    return realm.directory().execute(command);
  }

  private static String policy(String action, String more) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"%s\",\"Resource\":\"*\"%s}}"
        .formatted(action, more);
  }

  private void allow(IdentityName whom, String action, String more) {
    run(new PutInlinePolicy(whom, "granted", policy(action, more)));
  }

  private static IdentityName ann() {
    return IdentityName.user(ACCOUNT, "ann");
  }

  private String key() {
    return run(new CreateAccessKey(ACCOUNT, "ann")).key().id();
  }

  private void password() {
    run(new CreateLoginProfile(ACCOUNT, "ann", Password.of("correct Horse 7"), false));
  }

  private void device() {
    NewMfaDevice device = run(new CreateVirtualMfaDevice(ACCOUNT, "/", "phone", Map.of()));
    String seed = device.revealBase32Seed();
    Instant now = Realms.CLOCK.instant();
    run(
        new EnableMfaDevice(
            ACCOUNT,
            "ann",
            device.device().serialNumber(),
            AuthenticatorApp.code(seed, now.minusSeconds(30)),
            AuthenticatorApp.code(seed, now)));
  }

  private void administratorsRole(String trustedPrincipal, String action, String more) {
    String trust =
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":%s,\"Action\":\"%s\"%s}}"
            .formatted(trustedPrincipal, action, more);
    run(new CreateRole(ACCOUNT, "/", "admins", trust, "", Duration.ofHours(1), Map.of()));
    allow(IdentityName.role(ACCOUNT, "admins"), "*", "");
  }

  private void roleFor(String awsPrincipal) {
    administratorsRole("{\"AWS\":\"" + awsPrincipal + "\"}", "sts:AssumeRole", "");
  }

  private void assertSomebodyAdministers() {
    run(new DisableRootUser(ACCOUNT));
    assertThat(realm.directory().snapshot().account(ACCOUNT).orElseThrow().rootEnabled()).isFalse();
  }

  private void assertNobodyAdministers() {
    assertRefused(new DisableRootUser(ACCOUNT), "nobody of it can");
  }

  private void assertRefused(DirectoryCommand<?> command, String says) {
    assertThatExceptionOfType(DirectoryException.class)
        .isThrownBy(() -> run(command))
        .withMessageContaining(says);
  }

  @Test
  void aUserWithAPasswordAndAnMfaDevice() {
    allow(ann(), "*", "");
    password();
    device();
    assertSomebodyAdministers();
    assertRefused(new DeleteLoginProfile(ACCOUNT, "ann"), "user/ann is the last who can");
  }

  @Test
  void notAUserWithoutAnyCredential() {
    allow(ann(), "*", "");
    device();
    assertNobodyAdministers();
  }

  @Test
  void aUserWhosePolicyWantsASecondFactorIfThereIsOne() {
    allow(ann(), "*", ",\"Condition\":{\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"}}");
    key();
    assertNobodyAdministers();
    device();
    assertSomebodyAdministers();
  }

  @Test
  void aRoleThatAUserWithAKeyIsAllowedToAssume() {
    roleFor(ACCOUNT);
    String key = key();
    assertNobodyAdministers();
    allow(ann(), "sts:AssumeRole", "");
    assertSomebodyAdministers();
    assertRefused(new DeleteAccessKey(ACCOUNT, "ann", key), "role/admins is the last who can");
    password();
    run(new DeleteAccessKey(ACCOUNT, "ann", key));
    assertRefused(new DeleteLoginProfile(ACCOUNT, "ann"), "role/admins is the last who can");
  }

  @Test
  void aRoleThatTrustsAUserInPerson() {
    roleFor(ARN + "user/ann");
    assertNobodyAdministers();
    key();
    assertSomebodyAdministers();
  }

  @Test
  void notARoleThatMayNotAdminister() {
    roleFor(ARN + "user/ann");
    key();
    allow(IdentityName.role(ACCOUNT, "admins"), "s3:*", "");
    assertNobodyAdministers();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          without a condition                |
          an audience that the provider has  | "StringEquals":{"idp.example.com/realms/iam:aud":"app"}
          one audience of several            | "StringEquals":{"idp.example.com/realms/iam:aud":["other","app"]}
          a subject                          | "StringEquals":{"idp.example.com/realms/iam:sub":"lucy","idp.example.com/realms/iam:aud":"app"}
          a pattern of subjects              | "StringLike":{"idp.example.com/realms/iam:sub":"repo:team/*"}
          nobody in particular               | "StringNotEquals":{"idp.example.com/realms/iam:sub":"mallory"}
          a connection with TLS              | "Bool":{"aws:SecureTransport":"true"}
          """)
  void aRoleThatAProviderCanVouchFor(String name, String condition) {
    provider();
    federatedRole(condition);
    assertSomebodyAdministers();
    assertRefused(
        new DeleteOpenIDConnectProvider(ACCOUNT, ARN + "oidc-provider/" + ISSUER),
        "role/admins is the last who can");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          an audience that it is not known for | "StringEquals":{"idp.example.com/realms/iam:aud":"other"}
          another provider's key               | "StringEquals":{"elsewhere.example.com:sub":"lucy"}
          an address                           | "IpAddress":{"aws:SourceIp":"192.0.2.0/24"}
          a time that is over                  | "DateLessThan":{"aws:CurrentTime":"2020-01-01T00:00:00Z"}
          """)
  void notARoleThatItCannotVouchFor(String name, String condition) {
    provider();
    federatedRole(condition);
    assertNobodyAdministers();
  }

  private void provider() {
    run(
        new CreateOpenIDConnectProvider(
            ACCOUNT, "https://" + ISSUER, List.of("app"), List.of(), Map.of()));
  }

  private void federatedRole(String condition) {
    administratorsRole(
        "{\"Federated\":\"" + ARN + "oidc-provider/" + ISSUER + "\"}",
        "sts:AssumeRoleWithWebIdentity",
        condition == null ? "" : ",\"Condition\":{" + condition + "}");
  }
}
