package io.ostiary.realm.authentication;

import static io.ostiary.realm.Realms.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ostiary.realm.Realm;
import io.ostiary.realm.Realms;
import io.ostiary.realm.directory.AttachControlPolicy;
import io.ostiary.realm.directory.AttachPolicy;
import io.ostiary.realm.directory.Batch;
import io.ostiary.realm.directory.ControlPolicyType;
import io.ostiary.realm.directory.CreateAccessKey;
import io.ostiary.realm.directory.CreateControlPolicy;
import io.ostiary.realm.directory.CreateMemberAccount;
import io.ostiary.realm.directory.CreateOrganization;
import io.ostiary.realm.directory.CreatePolicy;
import io.ostiary.realm.directory.CreateUser;
import io.ostiary.realm.directory.DeleteAccessKey;
import io.ostiary.realm.directory.DeleteInlinePolicy;
import io.ostiary.realm.directory.DeleteUser;
import io.ostiary.realm.directory.DetachPolicy;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.DirectoryCommand;
import io.ostiary.realm.directory.DirectoryException;
import io.ostiary.realm.directory.DirectoryException.Code;
import io.ostiary.realm.directory.DisableRootUser;
import io.ostiary.realm.directory.EnableControlPolicies;
import io.ostiary.realm.directory.EnableRootUser;
import io.ostiary.realm.directory.IdentityName;
import io.ostiary.realm.directory.Organization;
import io.ostiary.realm.directory.PutInlinePolicy;
import io.ostiary.realm.directory.UpdateAccessKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LastAdministratorTest {
  private static final String ALL = statement("Allow", "*", "*", "");

  @TempDir Path temporary;

  private Realm realm;
  private String annsKey = "";

  @BeforeEach
  void open() {
    realm = Realms.open(temporary.resolve("data"));
    annsKey = administrator("ann");
  }

  @AfterEach
  void close() {
    realm.close();
  }

  private <R> R run(DirectoryCommand<R> command) {
    return realm.directory().execute(command);
  }

  private static String statement(String effect, String action, String resource, String more) {
    return """
    {"Version": "2012-10-17", "Statement":
      {"Effect": "%s", "Action": "%s", "Resource": "%s"%s}}"""
        .formatted(effect, action, resource, more);
  }

  /** A user who may do everything, with an access key, whose id this tells. */
  private String administrator(String name) {
    run(new CreateUser(ACCOUNT, "/", name, Map.of()));
    run(put(name, ALL));
    return run(new CreateAccessKey(ACCOUNT, name)).key().id();
  }

  private static PutInlinePolicy put(String name, String text) {
    return new PutInlinePolicy(IdentityName.user(ACCOUNT, name), "all", text);
  }

  private void assertRefused(DirectoryCommand<?> command, String says) {
    Directory before = realm.directory().snapshot();

    assertThatExceptionOfType(DirectoryException.class)
        .isThrownBy(() -> run(command))
        .satisfies(e -> assertThat(e.code()).isEqualTo(Code.DELETE_CONFLICT))
        .withMessageContaining("administer it while its root user is disabled")
        .withMessageContaining(says);
    assertThat(realm.directory().snapshot()).isSameAs(before);
  }

  record Loss(String name, Function<String, DirectoryCommand<?>> command) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Loss> losses() {
    IdentityName ann = IdentityName.user(ACCOUNT, "ann");
    return Stream.of(
        new Loss("deleting its only key", key -> new DeleteAccessKey(ACCOUNT, "ann", key)),
        new Loss(
            "turning its only key off", key -> new UpdateAccessKey(ACCOUNT, "ann", key, false)),
        new Loss("deleting its policy", key -> new DeleteInlinePolicy(ann, "all")),
        new Loss(
            "a policy that allows less", key -> put("ann", statement("Allow", "s3:*", "*", ""))),
        new Loss(
            "a policy for users below a path only",
            key -> put("ann", statement("Allow", "iam:*", "arn:aws:iam::*:user/team/*", ""))),
        new Loss(
            "a policy that needs a second factor",
            key ->
                put(
                    "ann",
                    statement(
                        "Allow",
                        "*",
                        "*",
                        ", \"Condition\": {\"Bool\": {\"aws:MultiFactorAuthPresent\": true}}"))),
        new Loss(
            "one more policy that denies",
            key -> new PutInlinePolicy(ann, "no", statement("Deny", "iam:CreateUser", "*", ""))),
        new Loss(
            "deleting the user in one batch",
            key ->
                new Batch(
                    List.of(
                        new DeleteInlinePolicy(ann, "all"),
                        new DeleteAccessKey(ACCOUNT, "ann", key),
                        new DeleteUser(ACCOUNT, "ann")))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("losses")
  void theLastAdministratorIsKeptWhileRootIsDisabled(Loss loss) {
    run(new DisableRootUser(ACCOUNT));

    assertRefused(loss.command.apply(annsKey), "user/ann is the last who can");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("losses")
  void whileRootIsEnabledAnybodyMayBeLost(Loss loss) {
    assertThatCode(() -> run(loss.command.apply(annsKey))).doesNotThrowAnyException();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("losses")
  void ofTwoAdministratorsOneMayBeLost(Loss loss) {
    administrator("bob");
    run(new DisableRootUser(ACCOUNT));

    assertThatCode(() -> run(loss.command.apply(annsKey))).doesNotThrowAnyException();
    assertRefused(put("bob", statement("Allow", "s3:*", "*", "")), "user/bob is the last");
  }

  @Test
  void rootIsNotDisabledWhereNobodyElseAdministers() {
    run(new DeleteAccessKey(ACCOUNT, "ann", annsKey));

    assertRefused(new DisableRootUser(ACCOUNT), "nobody of it can");
  }

  @Test
  void anAttachedPolicyCountsAsAnInlineOneDoes() {
    String arn = run(new CreatePolicy(ACCOUNT, "/", "all", ALL)).arn();
    IdentityName ann = IdentityName.user(ACCOUNT, "ann");
    run(new DisableRootUser(ACCOUNT));
    run(new AttachPolicy(ann, arn));
    run(new DeleteInlinePolicy(ann, "all"));

    assertRefused(new DetachPolicy(ann, arn), "user/ann is the last");
  }

  @Test
  void anOrganizationsCapMayNotLockAnAccountOutEither() {
    Organization organization = run(new CreateOrganization(ACCOUNT));
    ControlPolicyType type = ControlPolicyType.SERVICE_CONTROL_POLICY;
    run(new EnableControlPolicies(ACCOUNT, organization.rootId(), type));
    String member =
        run(new CreateMemberAccount(ACCOUNT, "member", "member@example.com")).accountId();
    run(new CreateUser(member, "/", "lucy", Map.of()));
    run(new PutInlinePolicy(IdentityName.user(member, "lucy"), "all", ALL));
    run(new CreateAccessKey(member, "lucy"));
    String deny =
        run(new CreateControlPolicy(
                ACCOUNT, type, "no", "", statement("Deny", "iam:CreateUser", "*", "")))
            .id();
    run(new DisableRootUser(member));

    assertRefused(
        new AttachControlPolicy(ACCOUNT, deny, organization.rootId()), member + ":user/lucy");
    run(new EnableRootUser(member));
    run(new AttachControlPolicy(ACCOUNT, deny, member));
  }

  @Test
  void changesThatConcernNoAdministratorGoThrough() {
    run(new DisableRootUser(ACCOUNT));

    run(new CreateUser(ACCOUNT, "/", "carl", Map.of()));
    run(put("carl", statement("Deny", "*", "*", "")));
    run(new DisableRootUser(ACCOUNT));
    assertThat(realm.directory().snapshot().account(ACCOUNT).orElseThrow().rootEnabled()).isFalse();
  }

  @Test
  void fiftyWritersAtOnceNeverLoseTheLast() throws Exception {
    List<String> names = new ArrayList<>(List.of("ann"));
    for (int i = 1; i < 50; i++) {
      administrator("admin-" + i);
      names.add("admin-" + i);
    }
    run(new DisableRootUser(ACCOUNT));
    ExecutorService writers = Executors.newFixedThreadPool(50);
    try {
      List<Callable<Boolean>> leaving = new ArrayList<>();
      for (String name : names) {
        leaving.add(() -> leaves(name));
      }
      int left = 0;
      for (Future<Boolean> one : writers.invokeAll(leaving)) {
        left += one.get() ? 1 : 0;
      }
      assertThat(left).isEqualTo(49);
    } finally {
      writers.shutdownNow();
    }
    assertThat(
            realm.directory().snapshot().users(ACCOUNT).stream()
                .filter(user -> !realm.directory().snapshot().inlinePolicies(user).isEmpty()))
        .hasSize(1);
  }

  private boolean leaves(String name) {
    try {
      run(new DeleteInlinePolicy(IdentityName.user(ACCOUNT, name), "all"));
      return true;
    } catch (DirectoryException refused) {
      assertThat(refused.code()).isEqualTo(Code.DELETE_CONFLICT);
      return false;
    }
  }
}
