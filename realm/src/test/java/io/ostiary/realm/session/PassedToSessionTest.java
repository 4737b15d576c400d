package io.ostiary.realm.session;

import static io.ostiary.realm.Realms.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.policy.decision.Authorizer;
import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.Resource;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.directory.CreatePolicy;
import io.ostiary.realm.directory.DeletePolicy;
import io.ostiary.realm.directory.IdentityName;
import io.ostiary.realm.directory.PutInlinePolicy;
import io.ostiary.realm.directory.Role;
import io.ostiary.realm.session.SessionException.Code;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is passed to a session: tags, a source identity, policies. */
class PassedToSessionTest extends RoleFixture {
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

  private static RoleRequest tagged(String roleArn, Map<String, String> tags, String transitive) {
    return with(
        roleArn,
        PassedPolicies.NONE,
        SessionTags.of(
            List.copyOf(tags.entrySet()), transitive.isEmpty() ? List.of() : List.of(transitive)),
        Optional.empty());
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
}
