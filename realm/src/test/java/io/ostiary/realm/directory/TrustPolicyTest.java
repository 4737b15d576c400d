package io.ostiary.realm.directory;

import static io.ostiary.realm.Realms.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.policy.decision.ApplicablePolicies;
import io.ostiary.policy.decision.Authorizer;
import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.Resource;
import io.ostiary.realm.Realm;
import io.ostiary.realm.Realms;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A trust policy means those whom its names meant when it was written. */
class TrustPolicyTest {
  private static final String OTHER_ACCOUNT = "210987654321";
  private static final String LUCY = "arn:aws:iam::123456789012:user/team/lucy";
  private static final String CI = "arn:aws:iam::210987654321:role/jobs/ci";

  @TempDir Path temporary;

  private Realm realm;

  @BeforeEach
  void open() {
    realm = Realms.open(temporary.resolve("data"));
    run(new CreateAccount(OTHER_ACCOUNT, "aws"));
    user();
    run(new CreateGroup(ACCOUNT, "/", "team"));
    ci();
    run(
        new CreateOpenIDConnectProvider(
            ACCOUNT, "https://idp.example.com/iam", List.of("app"), List.of(), Map.of()));
    run(
        new CreateOpenIDConnectProvider(
            OTHER_ACCOUNT, "https://idp.example.com/other", List.of("app"), List.of(), Map.of()));
  }

  @AfterEach
  void close() {
    realm.close();
  }

  private <R> R run(DirectoryCommand<R> command) {
    return realm.directory().execute(command);
  }

  private Directory directory() {
    return realm.directory().snapshot();
  }

  private User user() {
    return run(new CreateUser(ACCOUNT, "/team/", "lucy", Map.of()));
  }

  private Role ci() {
    String itsAccount = trust("{\"AWS\": \"" + OTHER_ACCOUNT + "\"}");
    return run(role(OTHER_ACCOUNT, "/jobs/", "ci", itsAccount));
  }

  private static CreateRole role(String account, String path, String name, String trust) {
    return new CreateRole(account, path, name, trust, "", CreateRole.DEFAULT_MAX_SESSION, Map.of());
  }

  private static String trust(String principal) {
    return """
        {"Version": "2012-10-17",
         "Statement": [{"Effect": "Allow",
           "Principal": %s, "Action": "sts:AssumeRole*"}]}
        """
        .formatted(principal);
  }

  private static String naming(String arn) {
    return trust("{\"AWS\": [\"" + arn + "\"]}");
  }

  private Role target(String trust) {
    return run(role(ACCOUNT, "/", "target", trust));
  }

  private String shown() {
    return directory().trustPolicy(directory().role(ACCOUNT, "target").orElseThrow());
  }

  private Decision decide(Principal principal, Role target) {
    return Authorizer.decide(
        new AuthorizationRequest(
            principal,
            Action.parse("sts:AssumeRole"),
            Resource.of(target.arn(), ACCOUNT),
            RequestContext.EMPTY),
        ApplicablePolicies.of(PolicySet.EMPTY, directory().trustPolicies(target)));
  }

  private static Principal principal(User user) {
    return new Principal.User(user.arn(), user.accountId(), user.id());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"*\"",
        "{\"AWS\": \"*\"}",
        "{\"AWS\": \"123456789012\"}",
        "{\"AWS\": [\"arn:aws:iam::210987654321:root\", \"" + LUCY + "\"]}",
        "{\"AWS\": \"arn:aws:iam::123456789012:user\\u002Fteam/lucy\"}",
        "{\"AWS\": \"arn:aws:sts::210987654321:assumed-role/ci/build-7\"}",
        "{\"AWS\": \"arn:aws:sts::123456789012:federated-user/guest\"}",
        "{\"Service\": [\"jobs.example.com\", \"ec2.amazonaws.com\"]}",
        "{\"Federated\": \"arn:aws:iam::123456789012:oidc-provider/idp.example.com/iam\"}"
      })
  void comesBackByteForByte(String principal) {
    target(trust(principal));
    realm.close();
    realm = Realms.open(temporary.resolve("data"));

    assertThat(shown()).isEqualTo(trust(principal));
  }

  @Test
  void aUserMadeAgainUnderTheSameNameMayNot() {
    User lucy = directory().user(ACCOUNT, "lucy").orElseThrow();
    Role target = target(naming(LUCY));
    assertThat(decide(principal(lucy), target)).isInstanceOf(Decision.Allowed.class);
    run(new DeleteUser(ACCOUNT, "lucy"));
    User namesake = user();

    assertThat(namesake.arn()).isEqualTo(lucy.arn());
    assertThat(decide(principal(namesake), target)).isInstanceOf(Decision.ImplicitlyDenied.class);
    assertThat(shown()).isEqualTo(naming(lucy.id()));
  }

  @Test
  void aRoleOfAnotherAccountMadeAgainMayNot() {
    Role ci = directory().role(OTHER_ACCOUNT, "ci").orElseThrow();
    target(naming(CI));
    assertThat(shown()).isEqualTo(naming(CI));
    run(new DeleteRole(OTHER_ACCOUNT, "ci"));
    Role namesake = ci();
    realm.close();
    realm = Realms.open(temporary.resolve("data"));

    assertThat(namesake.arn()).isEqualTo(ci.arn());
    assertThat(shown()).isEqualTo(naming(ci.id()));
  }

  @Test
  void aRoleIsHeldToItsId() {
    Role ci = run(role(ACCOUNT, "/jobs/", "local", naming(LUCY)));
    Role target = target(naming(ci.arn()));
    Principal session =
        new Principal.RoleSession(
            "arn:aws:sts::123456789012:assumed-role/local/s", ACCOUNT, ci.arn(), ci.id());
    Principal namesakes =
        new Principal.RoleSession(
            "arn:aws:sts::123456789012:assumed-role/local/s", ACCOUNT, ci.arn(), "AROAOTHER");

    assertThat(decide(session, target)).isInstanceOf(Decision.Allowed.class);
    assertThat(decide(namesakes, target)).isInstanceOf(Decision.ImplicitlyDenied.class);
  }

  @Test
  void anotherPolicyTakesEffectAtOnce() {
    User lucy = directory().user(ACCOUNT, "lucy").orElseThrow();
    Role target = target(naming(LUCY));
    run(new UpdateAssumeRolePolicy(ACCOUNT, "target", naming(CI)));

    assertThat(decide(principal(lucy), target)).isInstanceOf(Decision.ImplicitlyDenied.class);
    assertThat(shown()).isEqualTo(naming(CI));
  }

  @Test
  void aDecisionCitesTheRole() {
    User lucy = directory().user(ACCOUNT, "lucy").orElseThrow();
    Role target = target(naming(LUCY));

    assertThat(decide(principal(lucy), target))
        .isInstanceOfSatisfying(
            Decision.Allowed.class,
            allowed -> {
              assertThat(Optional.ofNullable(allowed.by()).orElseThrow().policyId())
                  .isEqualTo(target.arn());
              assertThat(Optional.ofNullable(allowed.by()).orElseThrow().line()).isEqualTo(2);
            });
  }

  @Test
  void aRolesPolicyGoesWithIt() {
    Role target = target(naming(LUCY));
    run(new DeleteRole(ACCOUNT, "target"));

    assertThat(directory().trustPolicies(target)).isSameAs(PolicySet.EMPTY);
  }

  record Invalid(String name, String principal, String says) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Invalid> invalid() {
    return Stream.of(
        aws("a user that does not exist", "arn:aws:iam::123456789012:user/nobody"),
        aws("a user under another path", "arn:aws:iam::123456789012:user/lucy"),
        aws("a role that does not exist", "arn:aws:iam::123456789012:role/nothing"),
        aws("a role under another path", "arn:aws:iam::210987654321:role/ci"),
        aws("a user as a role", "arn:aws:iam::123456789012:role/team/lucy"),
        aws("a group", "arn:aws:iam::123456789012:group/team"),
        aws("an account that does not exist", "999999999999"),
        aws("another partition", "arn:aws-cn:iam::123456789012:user/team/lucy"),
        aws("an id that does not exist", "AROAAAAAAAAAAAAAAAAAA"),
        aws("a session of no role", "arn:aws:sts::123456789012:assumed-role/nothing/s"),
        aws("a session of a role in other case", "arn:aws:sts::210987654321:assumed-role/CI/s"),
        aws("a session without a name", "arn:aws:sts::210987654321:assumed-role/ci"),
        new Invalid(
            "a service without a host name",
            "{\"Service\": \"jobs\"}",
            "Invalid principal in policy: \"SERVICE\":\"jobs\""),
        new Invalid(
            "a provider that does not exist",
            "{\"Federated\": \"arn:aws:iam::123456789012:saml-provider/idp\"}",
            "Invalid principal in policy:"
                + " \"FEDERATED\":\"arn:aws:iam::123456789012:saml-provider/idp\""),
        new Invalid(
            "a provider of another account",
            "{\"Federated\": \"arn:aws:iam::210987654321:oidc-provider/idp.example.com/other\"}",
            "Invalid principal in policy: \"FEDERATED\""),
        new Invalid(
            "a provider by host",
            "{\"Federated\": \"accounts.google.com\"}",
            "Invalid principal in policy: \"FEDERATED\":\"accounts.google.com\""),
        new Invalid(
            "a canonical user",
            "{\"CanonicalUser\": \"79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be\"}",
            "Invalid principal in policy: \"CanonicalUser\""));
  }

  private static Invalid aws(String name, String arn) {
    return new Invalid(
        name,
        "{\"AWS\": [\"" + ACCOUNT + "\", \"" + arn + "\"]}",
        "Invalid principal in policy: \"AWS\":\"" + arn + "\"");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void invalid(Invalid invalid) {
    new RefusedCase(
            invalid.name,
            role(ACCOUNT, "/", "target", trust(invalid.principal)),
            DirectoryException.Code.MALFORMED_POLICY_DOCUMENT,
            invalid.says)
        .order(realm.directory());
  }
}
