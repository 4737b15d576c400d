package io.ostiary.realm.session;

import static io.ostiary.realm.Realms.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ostiary.policy.decision.Authorizer;
import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.RequestContext.Values;
import io.ostiary.policy.request.Resource;
import io.ostiary.realm.Realm;
import io.ostiary.realm.Realms;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.authentication.Evidence;
import io.ostiary.realm.authentication.FederatedIdentity;
import io.ostiary.realm.authentication.Session;
import io.ostiary.realm.authentication.Signing;
import io.ostiary.realm.directory.CreateAccessKey;
import io.ostiary.realm.directory.CreateOpenIDConnectProvider;
import io.ostiary.realm.directory.CreatePolicy;
import io.ostiary.realm.directory.CreateRole;
import io.ostiary.realm.directory.CreateUser;
import io.ostiary.realm.directory.DeleteAccessKey;
import io.ostiary.realm.directory.DeletePolicy;
import io.ostiary.realm.directory.DeleteRole;
import io.ostiary.realm.directory.DirectoryCommand;
import io.ostiary.realm.directory.IdentityName;
import io.ostiary.realm.directory.NewAccessKey;
import io.ostiary.realm.directory.PutInlinePolicy;
import io.ostiary.realm.directory.Role;
import io.ostiary.realm.session.SessionException.Code;
import io.ostiary.signature.SignatureException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Who becomes a role, and what the session then is. */
class RoleAssumptionTest {
  private static final String ALLOW_ASSUMING =
      "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sts:*\",\"Resource\":\"*\"}}";

  @TempDir Path temporary;
  private Realm realm;
  private NewAccessKey key;

  @BeforeEach
  void open() {
    realm = Realms.open(temporary.resolve("data"));
    run(new CreateUser(ACCOUNT, "/", "lucy", Map.of()));
    key = run(new CreateAccessKey(ACCOUNT, "lucy"));
  }

  @AfterEach
  void close() {
    realm.close();
  }

  private <R> R run(DirectoryCommand<R> command) {
    return realm.directory().execute(command);
  }

  private Role role(String name, String trusted) {
    return role(name, trusted, "[\"sts:AssumeRole\",\"sts:TagSession\",\"sts:SetSourceIdentity\"]");
  }

  private Role role(String name, String trusted, String actions) {
    return run(
        new CreateRole(
            ACCOUNT,
            "/team/",
            name,
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":%s,\"Principal\":{\"AWS\":\"%s\"}}}"
                .formatted(actions, trusted),
            "",
            Duration.ofHours(2),
            Map.of("Team", "red", "Stage", "prod"),
            Optional.empty()));
  }

  private AuthenticatedPrincipal lucy() throws Exception {
    return authenticate(Signing.by(key.key().id(), key.revealSecret()));
  }

  private AuthenticatedPrincipal authenticate(Evidence evidence) throws Exception {
    return realm.authenticator().authenticate(evidence).caller();
  }

  private AuthenticatedPrincipal as(SessionCredentials credentials) throws Exception {
    return authenticate(by(credentials));
  }

  private static Values one(String value) {
    return new Values(List.of(value), false);
  }

  private static Evidence by(SessionCredentials credentials) throws SignatureException {
    return Signing.by(
        AwsSessionCredentialsIdentity.create(
            credentials.accessKeyId(),
            credentials.revealSecretAccessKey(),
            credentials.revealSessionToken()));
  }

  private AssumedRole assume(AuthenticatedPrincipal caller, RoleRequest request) {
    return realm.roleAssumption().assume(request, caller, Map.of());
  }

  private static void refused(Runnable assumption, Code code, String message) {
    assertThatExceptionOfType(SessionException.class)
        .isThrownBy(assumption::run)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code))
        .withMessage(message);
  }

  @Test
  void aUserWhomTheTrustPolicyNamesBecomesASessionThatSigns() throws Exception {
    Role role = role("deploy", "arn:aws:iam::" + ACCOUNT + ":user/lucy");

    AssumedRole assumed = assume(lucy(), RoleRequest.of(role.arn(), "s1"));

    assertThat(assumed.arn()).isEqualTo("arn:aws:sts::" + ACCOUNT + ":assumed-role/deploy/s1");
    AuthenticatedPrincipal session = as(assumed.credentials());
    assertThat(session.principal())
        .isEqualTo(new Principal.RoleSession(assumed.arn(), ACCOUNT, role.arn(), role.id()));
    assertThat(session.userId()).isEqualTo(role.id() + ":s1");
    assertThat(session.accessKeyId()).contains(assumed.credentials().accessKeyId());
    assertThat(session.context()).containsEntry("aws:PrincipalArn", one(role.arn()));
    assertThat(session.context()).containsEntry("aws:PrincipalType", one("AssumedRole"));
    assertThat(session.context()).containsEntry("aws:PrincipalTag/Team", one("red"));
    Session.Chain chain = session.session().orElseThrow().chain();
    assertThat(chain.origin().id()).isEqualTo(key.key().id());
    assertThat(assumed.credentials().expiration())
        .isEqualTo(Realms.CLOCK.instant().plus(Duration.ofHours(1)));
  }

  @Test
  void trustInTheAccountNeedsTheCallersOwnPolicyToo() throws Exception {
    Role role = role("deploy", ACCOUNT);
    AuthenticatedPrincipal lucy = lucy();
    refused(
        () -> assume(lucy, RoleRequest.of(role.arn(), "s1")),
        Code.ACCESS_DENIED,
        "User: arn:aws:iam::%s:user/lucy is not authorized to perform: sts:AssumeRole on resource: %s"
            .formatted(ACCOUNT, role.arn()));

    run(new PutInlinePolicy(IdentityName.user(ACCOUNT, "lucy"), "p", ALLOW_ASSUMING));

    assertThat(assume(lucy(), RoleRequest.of(role.arn(), "s1")).id()).isEqualTo(role.id() + ":s1");
  }

  @Test
  void aSessionEndsWithTheKeyThatItCameFrom() throws Exception {
    Role role = role("deploy", "arn:aws:iam::" + ACCOUNT + ":user/lucy");
    SessionCredentials credentials = assume(lucy(), RoleRequest.of(role.arn(), "s1")).credentials();
    assertThat(as(credentials).session()).isPresent();

    run(new DeleteAccessKey(ACCOUNT, "lucy", key.key().id()));

    assertThatExceptionOfType(SignatureException.class)
        .isThrownBy(() -> as(credentials))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(SignatureException.Reason.UNKNOWN_KEY));
  }

  @Test
  void aChainLastsAnHourAndRemembersWhereItCameFrom() throws Exception {
    Role first = role("first", "arn:aws:iam::" + ACCOUNT + ":user/lucy");
    Role second = role("second", first.arn());
    AuthenticatedPrincipal caller =
        as(assume(lucy(), RoleRequest.of(first.arn(), "one")).credentials());
    RoleRequest longer =
        new RoleRequest(
            second.arn(),
            "two",
            Optional.of(Duration.ofSeconds(3601)),
            PassedPolicies.NONE,
            SessionTags.NONE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    refused(
        () -> assume(caller, longer),
        Code.VALIDATION_ERROR,
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role"
            + " chaining.");

    AuthenticatedPrincipal chained =
        as(assume(caller, RoleRequest.of(second.arn(), "two")).credentials());

    Session.Chain chain = chained.session().orElseThrow().chain();
    assertThat(chain.origin().id()).isEqualTo(key.key().id());
    assertThat(chain.earlier()).isEqualTo(List.of(first.id() + ":one"));
  }

  private static RoleRequest with(
      String roleArn, PassedPolicies policies, SessionTags tags, Optional<String> sourceIdentity) {
    return new RoleRequest(
        roleArn,
        "two",
        Optional.empty(),
        policies,
        tags,
        sourceIdentity,
        Optional.empty(),
        Optional.empty());
  }

  private static RoleRequest tagged(String roleArn, Map<String, String> tags, String transitive) {
    return with(
        roleArn,
        PassedPolicies.NONE,
        SessionTags.of(
            List.copyOf(tags.entrySet()), transitive.isEmpty() ? List.of() : List.of(transitive)),
        Optional.empty());
  }

  @Test
  void sessionTagsReplaceTheRolesAndTransitiveOnesGoOnAndCannotBeReplaced() throws Exception {
    Role first = role("first", "arn:aws:iam::" + ACCOUNT + ":user/lucy");
    Role second = role("second", first.arn());
    AuthenticatedPrincipal caller =
        as(
            assume(lucy(), tagged(first.arn(), Map.of("team", "blue", "x", "1"), "team"))
                .credentials());
    assertThat(caller.context())
        .containsEntry("aws:PrincipalTag/team", one("blue"))
        .containsEntry("aws:PrincipalTag/Stage", one("prod"))
        .doesNotContainKey("aws:PrincipalTag/Team");

    refused(
        () -> assume(caller, tagged(second.arn(), Map.of("TEAM", "red"), "")),
        Code.INVALID_PARAMETER_VALUE,
        "One of the specified transitive tag keys can't be set because it conflicts with a"
            + " transitive tag key from the calling session.");

    AuthenticatedPrincipal chained =
        as(assume(caller, RoleRequest.of(second.arn(), "two")).credentials());
    assertThat(chained.context())
        .containsEntry("aws:PrincipalTag/team", one("blue"))
        .doesNotContainKey("aws:PrincipalTag/x");
  }

  @Test
  void tagsAndASourceIdentityNeedTheTrustPolicysLeave() throws Exception {
    Role role = role("plain", "arn:aws:iam::" + ACCOUNT + ":user/lucy", "\"sts:AssumeRole\"");
    AuthenticatedPrincipal lucy = lucy();
    String who = "User: " + lucy.getName() + " is not authorized to perform: ";
    refused(
        () -> assume(lucy, tagged(role.arn(), Map.of("a", "b"), "")),
        Code.ACCESS_DENIED,
        who + "sts:TagSession on resource: " + role.arn());
    refused(
        () ->
            assume(
                lucy, with(role.arn(), PassedPolicies.NONE, SessionTags.NONE, Optional.of("lucy"))),
        Code.ACCESS_DENIED,
        who + "sts:SetSourceIdentity on resource: " + role.arn());
  }

  @Test
  void aSourceIdentityStaysThroughTheChain() throws Exception {
    Role first = role("first", "arn:aws:iam::" + ACCOUNT + ":user/lucy");
    Role second = role("second", first.arn());
    AuthenticatedPrincipal caller =
        as(
            assume(
                    lucy(),
                    with(first.arn(), PassedPolicies.NONE, SessionTags.NONE, Optional.of("lucy")))
                .credentials());
    refused(
        () ->
            assume(
                caller,
                with(second.arn(), PassedPolicies.NONE, SessionTags.NONE, Optional.of("eve"))),
        Code.ACCESS_DENIED,
        "User: %s is not authorized to perform: sts:SetSourceIdentity on resource: %s"
            .formatted(caller.getName(), second.arn()));

    AssumedRole chained = assume(caller, RoleRequest.of(second.arn(), "two"));
    assertThat(chained.sourceIdentity()).contains("lucy");
    assertThat(as(chained.credentials()).context())
        .containsEntry("aws:SourceIdentity", one("lucy"));
  }

  @Test
  void whatIsPassedIsMeasuredAndLimited() throws Exception {
    Role role = role("deploy", "arn:aws:iam::" + ACCOUNT + ":user/lucy");
    PassedPolicies half =
        new PassedPolicies(
            Optional.of(ALLOW_ASSUMING + " ".repeat(1024 - ALLOW_ASSUMING.length())), List.of());
    AuthenticatedPrincipal lucy = lucy();
    AssumedRole assumed = assume(lucy, with(role.arn(), half, SessionTags.NONE, Optional.empty()));
    assertThat(assumed.packedSize()).isEqualTo(50);
    assertThat(as(assumed.credentials()).policies().session()).isNotNull();
    String kilobyte = "v".repeat(250);
    refused(
        () ->
            assume(
                lucy,
                with(
                    role.arn(),
                    half,
                    SessionTags.of(
                        List.of(
                            Map.entry("a", kilobyte),
                            Map.entry("b", kilobyte),
                            Map.entry("c", kilobyte),
                            Map.entry("d", kilobyte),
                            Map.entry("e", kilobyte)),
                        List.of()),
                    Optional.empty())),
        Code.PACKED_POLICY_TOO_LARGE,
        "Packed size of session policies and tags consumes 112% of allotted space.");
  }

  @Test
  void theLargestSessionFitsItsToken() throws Exception {
    Role role = role("d".repeat(64), "arn:aws:iam::" + ACCOUNT + ":user/lucy");
    PassedPolicies whole =
        new PassedPolicies(
            Optional.of(ALLOW_ASSUMING + " ".repeat(2048 - ALLOW_ASSUMING.length())), List.of());
    RoleRequest request =
        with(role.arn(), whole, SessionTags.NONE, Optional.of("i".repeat(64)))
            .named("n".repeat(64));
    String token = assume(lucy(), request).credentials().revealSessionToken();
    assertThat(token.length()).isBetween(3000, 3584);
  }

  @Test
  void aRoleDoesNotAssumeItselfUnlessItsTrustPolicyNamesIt() throws Exception {
    Role role = role("deploy", ACCOUNT);
    run(new PutInlinePolicy(IdentityName.user(ACCOUNT, "lucy"), "p", ALLOW_ASSUMING));
    run(new PutInlinePolicy(IdentityName.role(ACCOUNT, "deploy"), "p", ALLOW_ASSUMING));
    AuthenticatedPrincipal session =
        as(assume(lucy(), RoleRequest.of(role.arn(), "one")).credentials());
    refused(
        () -> assume(session, RoleRequest.of(role.arn(), "two")),
        Code.ACCESS_DENIED,
        "User: %s is not authorized to perform: sts:AssumeRole on resource: %s"
            .formatted(session.getName(), role.arn()));
  }

  @Test
  void aRoleThatIsNotThereIsRefusedInTheSameWordsAsOneThatIs() throws Exception {
    String arn = "arn:aws:iam::" + ACCOUNT + ":role/nobody";
    AuthenticatedPrincipal lucy = lucy();
    refused(
        () -> assume(lucy, RoleRequest.of(arn, "one")),
        Code.ACCESS_DENIED,
        "User: %s is not authorized to perform: sts:AssumeRole on resource: %s"
            .formatted(lucy.getName(), arn));
  }

  @Test
  void theRootUserBecomesNoRole() throws Exception {
    Role role = role("deploy", ACCOUNT);
    AuthenticatedPrincipal root = authenticate(Signing.by(Realms.ROOT_KEY, Realms.ROOT_SECRET));
    refused(
        () -> assume(root, RoleRequest.of(role.arn(), "one")),
        Code.ACCESS_DENIED,
        "Roles may not be assumed by root accounts.");
  }

  @Test
  void aRoleMadeAgainUnderTheSameNameHasNoneOfTheOldSessions() throws Exception {
    Role role = role("deploy", "arn:aws:iam::" + ACCOUNT + ":user/lucy");
    SessionCredentials old = assume(lucy(), RoleRequest.of(role.arn(), "one")).credentials();
    run(new DeleteRole(ACCOUNT, "deploy"));
    role("deploy", "arn:aws:iam::" + ACCOUNT + ":user/lucy");
    assertThatExceptionOfType(SignatureException.class).isThrownBy(() -> as(old));
  }

  @Test
  void whatTheRoleMayIsReadLiveAndLimitedByThePassedPolicies() throws Exception {
    Role role = role("deploy", "arn:aws:iam::" + ACCOUNT + ":user/lucy");
    PassedPolicies reading =
        new PassedPolicies(Optional.of(ALLOW_ASSUMING.replace("sts:*", "docs:Read")), List.of());
    SessionCredentials session =
        assume(lucy(), with(role.arn(), reading, SessionTags.NONE, Optional.empty())).credentials();
    assertThat(decide(as(session), "docs:Read")).isFalse();
    run(
        new PutInlinePolicy(
            IdentityName.role(ACCOUNT, "deploy"), "p", ALLOW_ASSUMING.replace("sts:*", "docs:*")));
    assertThat(decide(as(session), "docs:Read")).isTrue();
    assertThat(decide(as(session), "docs:Write")).isFalse();
  }

  private static boolean decide(AuthenticatedPrincipal caller, String action) {
    return Authorizer.decide(
            new AuthorizationRequest(
                caller.principal(),
                Action.parse(action),
                Resource.of("arn:aws:docs:::1", ACCOUNT),
                RequestContext.EMPTY),
            caller.policies())
        instanceof Decision.Allowed;
  }

  @Test
  void aManagedPolicyIsPassedByArnAndCountsAsItIsNow() throws Exception {
    Role role = role("deploy", "arn:aws:iam::" + ACCOUNT + ":user/lucy");
    run(
        new PutInlinePolicy(
            IdentityName.role(ACCOUNT, "deploy"), "p", ALLOW_ASSUMING.replace("sts:*", "docs:*")));
    String arn = "arn:aws:iam::" + ACCOUNT + ":policy/limit";
    RoleRequest request =
        with(
            role.arn(),
            new PassedPolicies(Optional.empty(), List.of(arn)),
            SessionTags.NONE,
            Optional.empty());
    AuthenticatedPrincipal lucy = lucy();
    refused(
        () -> assume(lucy, request),
        Code.VALIDATION_ERROR,
        "Policy " + arn + " does not exist or is not attachable.");
    run(new CreatePolicy(ACCOUNT, "/", "limit", ALLOW_ASSUMING.replace("sts:*", "docs:Read")));
    SessionCredentials session = assume(lucy(), request).credentials();
    assertThat(decide(as(session), "docs:Read")).isTrue();
    assertThat(decide(as(session), "docs:Write")).isFalse();
    run(new DeletePolicy(ACCOUNT, arn));
    assertThat(decide(as(session), "docs:Read")).isFalse();
  }

  @Test
  void whomAProviderVouchesForComesInByItsNameOnly() throws Exception {
    String provider = "arn:aws:iam::" + ACCOUNT + ":oidc-provider/idp.example.com";
    run(
        new CreateOpenIDConnectProvider(
            ACCOUNT, "https://idp.example.com", List.of("app"), List.of(), Map.of()));
    Role trusting = federatedRole("trusting", "{\"Federated\":\"" + provider + "\"}");
    Role open = federatedRole("open", "\"*\"");
    FederatedIdentity identity = identity(provider);
    AssumedRole assumed =
        realm
            .roleAssumption()
            .assume(
                RoleRequest.of(trusting.arn(), "web"),
                identity,
                Session.Use.SIGNATURE,
                Map.of(),
                realm.directory().snapshot());
    AuthenticatedPrincipal session = as(assumed.credentials());
    assertThat(session.context())
        .containsEntry("aws:FederatedProvider", one(provider))
        .containsEntry("idp.example.com:sub", one("ann"));
    assertThat(session.session().orElseThrow().chain().origin())
        .isEqualTo(new Session.Origin(Session.Origin.Type.WEB_IDENTITY, provider, "ann"));
    refused(
        () ->
            realm
                .roleAssumption()
                .assume(
                    RoleRequest.of(open.arn(), "web"),
                    identity,
                    Session.Use.SIGNATURE,
                    Map.of(),
                    realm.directory().snapshot()),
        Code.ACCESS_DENIED,
        "Not authorized to perform sts:AssumeRoleWithWebIdentity");
  }

  private Role federatedRole(String name, String principal) {
    return run(
        new CreateRole(
            ACCOUNT,
            "/",
            name,
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRoleWithWebIdentity\",\"Principal\":%s,\"Condition\":{\"StringEquals\":{\"idp.example.com:sub\":\"ann\"}}}}"
                .formatted(principal),
            "",
            Duration.ofHours(1),
            Map.of(),
            Optional.empty()));
  }

  private static FederatedIdentity identity(String provider) {
    return new FederatedIdentity(
        FederatedIdentity.Source.WEB_IDENTITY,
        provider,
        ACCOUNT,
        "https://idp.example.com",
        "ann",
        "app",
        Map.of("idp.example.com:sub", one("ann"), "idp.example.com:aud", one("app")),
        Map.of(),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "token");
  }
}
