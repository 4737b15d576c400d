package io.ostiary.realm.authentication;

import static io.ostiary.realm.Realms.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ostiary.policy.decision.Authorizer;
import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.RequestContext.Values;
import io.ostiary.policy.request.Resource;
import io.ostiary.realm.Realm;
import io.ostiary.realm.Realms;
import io.ostiary.realm.directory.AddUserToGroup;
import io.ostiary.realm.directory.CreateAccessKey;
import io.ostiary.realm.directory.CreateGroup;
import io.ostiary.realm.directory.CreatePolicy;
import io.ostiary.realm.directory.CreateUser;
import io.ostiary.realm.directory.DeleteAccessKey;
import io.ostiary.realm.directory.DeletePermissionsBoundary;
import io.ostiary.realm.directory.DeleteUser;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.DirectoryCommand;
import io.ostiary.realm.directory.IdentityName;
import io.ostiary.realm.directory.ManagedPolicy;
import io.ostiary.realm.directory.NewAccessKey;
import io.ostiary.realm.directory.PutInlinePolicy;
import io.ostiary.realm.directory.PutPermissionsBoundary;
import io.ostiary.realm.directory.RemoveUserFromGroup;
import io.ostiary.realm.directory.UpdateAccessKey;
import io.ostiary.realm.directory.User;
import io.ostiary.realm.store.OnceStore.LastUse;
import io.ostiary.signature.SignatureException;
import io.ostiary.signature.SignatureException.Reason;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

class DirectoryAuthenticatorTest {
  private static final String ALLOW =
      "{\"Version\":\"2012-10-17\",\"Statement\":"
          + "{\"Effect\":\"Allow\",\"Action\":\"docs:*\",\"Resource\":\"*\"}}";

  @TempDir Path temporary;

  private Realm realm;
  private User lucy;
  private NewAccessKey key;

  @BeforeEach
  void open() {
    realm = Realms.open(temporary.resolve("data"));
    lucy =
        realm
            .directory()
            .execute(new CreateUser(ACCOUNT, "/team/", "lucy", Map.of("Team", "red", "b", "")));
    key = realm.directory().execute(new CreateAccessKey(ACCOUNT, "lucy"));
  }

  @AfterEach
  void close() {
    realm.close();
  }

  private Authentication authenticate(Evidence evidence) throws Exception {
    return realm.authenticator().authenticate(evidence);
  }

  private Evidence byLucy() throws SignatureException {
    return Signing.by(key.key().id(), key.revealSecret());
  }

  private void assertRefused(Evidence evidence, Reason reason) {
    assertThatExceptionOfType(SignatureException.class)
        .isThrownBy(() -> authenticate(evidence))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason))
        .satisfies(e -> assertThat(e.toString()).doesNotContain(key.revealSecret()));
  }

  private static Values one(String value) {
    return new Values(List.of(value), false);
  }

  @Test
  void aSignatureMakesAUserWithItsContextAndPolicies() throws Exception {
    realm.directory().execute(new PutInlinePolicy(IdentityName.user(ACCOUNT, "lucy"), "p", ALLOW));
    Directory snapshot = realm.directory().snapshot();

    Authentication authentication = authenticate(byLucy());

    AuthenticatedPrincipal caller = authentication.caller();
    String arn = "arn:aws:iam::123456789012:user/team/lucy";
    assertThat(caller.principal()).isEqualTo(new Principal.User(arn, ACCOUNT, lucy.id()));
    assertThat(caller.getName()).isEqualTo(arn);
    assertThat(caller.userId()).isEqualTo(lucy.id());
    assertThat(caller.accountId()).isEqualTo(ACCOUNT);
    assertThat(caller.accessKeyId()).contains(key.key().id());
    assertThat(caller.directory()).isSameAs(snapshot);
    assertThat(caller.policies().identity()).isSameAs(snapshot.identityPolicies(lucy));
    assertThat(caller.policies().boundary()).isNull();
    assertThat(caller.policies().session()).isNull();
    assertThat(authentication.signature()).isPresent();
    assertThat(caller.context())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "aws:PrincipalArn", one(arn),
                "aws:PrincipalAccount", one(ACCOUNT),
                "aws:PrincipalType", one("User"),
                "aws:userid", one(lucy.id()),
                "aws:username", one("lucy"),
                "aws:PrincipalTag/Team", one("red"),
                "aws:PrincipalTag/b", one(""),
                "aws:PrincipalIsAWSService", one("false")));
  }

  @Test
  void aSignedRequestIsDecidedByGroupsPoliciesWithinTheBoundary() throws Exception {
    IdentityName name = IdentityName.user(ACCOUNT, "lucy");
    IdentityName team = IdentityName.group(ACCOUNT, "team");
    run(new CreateGroup(ACCOUNT, "/", "team"));
    run(new PutInlinePolicy(team, "docs", ALLOW));
    assertThat(decide("docs:Read")).isInstanceOf(Decision.ImplicitlyDenied.class);

    run(new AddUserToGroup(ACCOUNT, "team", "lucy"));
    assertThat(decide("docs:Read")).isInstanceOf(Decision.Allowed.class);
    assertThat(decide("docs:Write")).isInstanceOf(Decision.Allowed.class);

    ManagedPolicy boundary =
        run(new CreatePolicy(ACCOUNT, "/", "reading", ALLOW.replace("docs:*", "docs:Read")));
    run(new PutPermissionsBoundary(name, boundary.arn()));
    assertThat(decide("docs:Read")).isInstanceOf(Decision.Allowed.class);
    assertThat(decide("docs:Write")).isInstanceOf(Decision.ImplicitlyDenied.class);

    run(new PutInlinePolicy(team, "frozen", ALLOW.replace("Allow", "Deny")));
    assertThat(decide("docs:Read")).isInstanceOf(Decision.ExplicitlyDenied.class);

    run(new RemoveUserFromGroup(ACCOUNT, "team", "lucy"));
    run(new DeletePermissionsBoundary(name));
    run(new PutInlinePolicy(name, "own", ALLOW));
    assertThat(decide("docs:Write")).isInstanceOf(Decision.Allowed.class);
  }

  private <R> R run(DirectoryCommand<R> command) {
    return realm.directory().execute(command);
  }

  /** Decides an action that a request signed by Lucy asks for. */
  private Decision decide(String action) throws Exception {
    AuthenticatedPrincipal caller = authenticate(byLucy()).caller();
    return Authorizer.decide(
        new AuthorizationRequest(
            caller.principal(),
            Action.parse(action),
            Resource.of("arn:aws:docs:::1", ACCOUNT),
            RequestContext.EMPTY),
        caller.policies());
  }

  @Test
  void anAccessKeysUseIsNotedOnceItsSignatureHeld() throws Exception {
    String id = key.key().id();
    assertRefused(Signing.by(id, "x".repeat(40)), Reason.MISMATCH);
    assertThat(realm.once().lastUses(List.of(id))).isEmpty();

    authenticate(byLucy());

    assertThat(realm.once().lastUses(List.of(id)))
        .isEqualTo(Map.of(id, new LastUse(Realms.CLOCK.instant(), "docs", "eu-central-1")));
  }

  @Test
  void theRootUserHasNoNameAndNeedsNoPolicy() throws Exception {
    AuthenticatedPrincipal caller =
        authenticate(Signing.by(Realms.ROOT_KEY, Realms.ROOT_SECRET)).caller();

    String arn = "arn:aws:iam::123456789012:root";
    assertThat(caller.principal()).isEqualTo(new Principal.Root(arn, ACCOUNT));
    assertThat(caller.userId()).isEqualTo(ACCOUNT);
    assertThat(caller.policies().identity()).isSameAs(PolicySet.EMPTY);
    assertThat(caller.context())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "aws:PrincipalArn", one(arn),
                "aws:PrincipalAccount", one(ACCOUNT),
                "aws:PrincipalType", one("Account"),
                "aws:userid", one(ACCOUNT),
                "aws:PrincipalIsAWSService", one("false")));
  }

  @Test
  void noEvidenceMakesAnAnonymousPrincipal() throws Exception {
    Authentication authentication = authenticate(new Evidence.None());

    assertThat(authentication.signature()).isEmpty();
    assertThat(authentication.caller().principal()).isEqualTo(new Principal.Anonymous());
    assertThat(authentication.caller().userId()).isEmpty();
    assertThat(authentication.caller().accessKeyId()).isEmpty();
    assertThat(authentication.caller().context())
        .isEqualTo(Map.of("aws:PrincipalType", one("Anonymous")));
  }

  @Test
  void aWrongSecretIsAMismatchHoweverOftenTheRightOneHeld() throws Exception {
    Evidence wrong = Signing.by(key.key().id(), "x".repeat(40));

    assertRefused(wrong, Reason.MISMATCH);
    authenticate(byLucy());
    authenticate(byLucy());
    assertRefused(wrong, Reason.MISMATCH);
    authenticate(byLucy());
  }

  @Test
  void aKeyThatDoesNotExistIsUnknown() throws Exception {
    assertRefused(Signing.by("AKIAAAAAAAAAAAAAAAAA", "x".repeat(40)), Reason.UNKNOWN_KEY);
  }

  @Test
  void aKeyStopsAsSoonAsItIsTurnedOffAndWorksAgain() throws Exception {
    authenticate(byLucy());
    realm.directory().execute(new UpdateAccessKey(ACCOUNT, "lucy", key.key().id(), false));
    assertRefused(byLucy(), Reason.UNKNOWN_KEY);
    realm.directory().execute(new UpdateAccessKey(ACCOUNT, "lucy", key.key().id(), true));
    authenticate(byLucy());
  }

  @Test
  void aDeletedKeyAndItsDeletedUserAreUnknown() throws Exception {
    authenticate(byLucy());
    realm.directory().execute(new DeleteAccessKey(ACCOUNT, "lucy", key.key().id()));
    assertRefused(byLucy(), Reason.UNKNOWN_KEY);
    realm.directory().execute(new DeleteUser(ACCOUNT, "lucy"));
    assertRefused(byLucy(), Reason.UNKNOWN_KEY);
  }

  @Test
  void aLongTermKeyComesWithoutASessionToken() throws Exception {
    Evidence withToken =
        Signing.by(
            AwsSessionCredentialsIdentity.create(key.key().id(), key.revealSecret(), "token"));

    assertRefused(withToken, Reason.UNKNOWN_KEY);
  }
}
