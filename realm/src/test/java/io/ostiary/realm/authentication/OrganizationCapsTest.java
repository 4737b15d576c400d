package io.ostiary.realm.authentication;

import static io.ostiary.realm.Realms.ACCOUNT;
import static io.ostiary.realm.directory.ControlPolicyType.RESOURCE_CONTROL_POLICY;
import static io.ostiary.realm.directory.ControlPolicyType.SERVICE_CONTROL_POLICY;
import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.policy.decision.Authorizer;
import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.RequestContext.Values;
import io.ostiary.policy.request.Resource;
import io.ostiary.realm.Realm;
import io.ostiary.realm.Realms;
import io.ostiary.realm.directory.AttachControlPolicy;
import io.ostiary.realm.directory.ControlPolicyType;
import io.ostiary.realm.directory.CreateAccessKey;
import io.ostiary.realm.directory.CreateControlPolicy;
import io.ostiary.realm.directory.CreateMemberAccount;
import io.ostiary.realm.directory.CreateOrganization;
import io.ostiary.realm.directory.CreateOrganizationalUnit;
import io.ostiary.realm.directory.CreateRootAccessKey;
import io.ostiary.realm.directory.CreateUser;
import io.ostiary.realm.directory.DetachControlPolicy;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.DirectoryCommand;
import io.ostiary.realm.directory.EnableControlPolicies;
import io.ostiary.realm.directory.IdentityName;
import io.ostiary.realm.directory.MoveAccount;
import io.ostiary.realm.directory.NewAccessKey;
import io.ostiary.realm.directory.Organization;
import io.ostiary.realm.directory.PutInlinePolicy;
import io.ostiary.realm.directory.PutResourcePolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an organisation's policies do to whoever signs, from the command to the decision. */
class OrganizationCapsTest {
  private static final String FULL = "p-FullAWSAccess";
  private static final String DOCUMENT = "arn:aws:docs:::reports/1";

  @TempDir Path temporary;

  private Realm realm;
  private Organization organization;
  private String unit = "";
  private String member = "";
  private NewAccessKey lucy;

  @BeforeEach
  void open() {
    realm = Realms.open(temporary.resolve("data"));
    organization = run(new CreateOrganization(ACCOUNT));
    run(new EnableControlPolicies(ACCOUNT, organization.rootId(), SERVICE_CONTROL_POLICY));
    run(new EnableControlPolicies(ACCOUNT, organization.rootId(), RESOURCE_CONTROL_POLICY));
    unit = run(new CreateOrganizationalUnit(ACCOUNT, organization.rootId(), "unit")).id();
    member = run(new CreateMemberAccount(ACCOUNT, "b", "b@example.com")).accountId();
    run(new MoveAccount(ACCOUNT, member, organization.rootId(), unit));
    lucy = user(member, "lucy");
  }

  @AfterEach
  void close() {
    realm.close();
  }

  private <R> R run(DirectoryCommand<R> command) {
    return realm.directory().execute(command);
  }

  /** A user who may do everything with documents, with an access key. */
  private NewAccessKey user(String accountId, String name) {
    run(new CreateUser(accountId, "/", name, Map.of()));
    run(
        new PutInlinePolicy(
            IdentityName.user(accountId, name), "docs", policy("Allow", "docs:*", "")));
    return run(new CreateAccessKey(accountId, name));
  }

  private static String policy(String effect, String action, String more) {
    return """
    {"Version": "2012-10-17", "Statement":
      {"Effect": "%s", "Action": "%s", "Resource": "*"%s}}"""
        .formatted(effect, action, more);
  }

  private String attach(ControlPolicyType type, String targetId, String text) {
    String name = "policy-" + realm.directory().snapshot().revision();
    String id = run(new CreateControlPolicy(ACCOUNT, type, name, "", text)).id();
    run(new AttachControlPolicy(ACCOUNT, id, targetId));
    return id;
  }

  /** What becomes of a signed request to read a document of an account. */
  private String reading(NewAccessKey key, String owner) throws Exception {
    AuthenticatedPrincipal caller =
        realm.authenticator().authenticate(Signing.by(key.key().id(), key.revealSecret())).caller();
    return decide(caller, owner).getClass().getSimpleName();
  }

  private static Decision decide(AuthenticatedPrincipal caller, String owner) {
    Directory directory = caller.directory();
    RequestContext.Builder context = RequestContext.builder();
    caller.context().forEach(context::put);
    return Authorizer.decide(
        new AuthorizationRequest(
            caller.principal(),
            Action.parse("docs:ReadPage"),
            Resource.of(DOCUMENT, owner),
            context.build()),
        caller
            .policies()
            .withResource(
                directory.resourcePolicies(DOCUMENT),
                directory.organizationPlace(owner).resourceControl()));
  }

  /** A cap on some target, and what it makes of a member's user who may read by its own policy. */
  record Case(
      String name,
      ControlPolicyType type,
      String target,
      boolean insteadOfFull,
      String document,
      String decision) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> caps() {
    String principal = ", \"Principal\": \"*\"";
    String sameOrganization =
        principal
            + ", \"Condition\": {\"StringNotEqualsIfExists\":"
            + " {\"aws:PrincipalOrgID\": \"%s\"}}";
    return Stream.of(
        new Case(
            "a level that is silent about the action allows nothing",
            SERVICE_CONTROL_POLICY,
            "unit",
            true,
            policy("Allow", "sqs:*", ""),
            "ImplicitlyDenied"),
        new Case(
            "a level that allows just the action lets it pass",
            SERVICE_CONTROL_POLICY,
            "unit",
            true,
            policy("Allow", "docs:Read*", ""),
            "Allowed"),
        new Case(
            "the policies of a level add up",
            SERVICE_CONTROL_POLICY,
            "account",
            false,
            policy("Allow", "sqs:*", ""),
            "Allowed"),
        new Case(
            "a denial at the root reaches every account",
            SERVICE_CONTROL_POLICY,
            "root",
            false,
            policy("Deny", "docs:Read*", ""),
            "ExplicitlyDenied"),
        new Case(
            "a denial at a unit reaches its accounts",
            SERVICE_CONTROL_POLICY,
            "unit",
            false,
            policy("Deny", "*", ""),
            "ExplicitlyDenied"),
        new Case(
            "a denial at the management account reaches no other",
            SERVICE_CONTROL_POLICY,
            "management",
            false,
            policy("Deny", "*", ""),
            "Allowed"),
        new Case(
            "a denial on the resources of the account",
            RESOURCE_CONTROL_POLICY,
            "account",
            false,
            policy("Deny", "docs:*", principal),
            "ExplicitlyDenied"),
        new Case(
            "a denial of whoever is not of this organisation",
            RESOURCE_CONTROL_POLICY,
            "root",
            false,
            policy("Deny", "docs:*", sameOrganization),
            "Allowed"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("caps")
  void aCapHoldsForWhoeverSigns(Case cap) throws Exception {
    String target = target(cap.target);
    attach(cap.type, target, cap.document.formatted(organization.id()));
    if (cap.insteadOfFull) {
      run(new DetachControlPolicy(ACCOUNT, FULL, target));
    }

    assertThat(reading(lucy, member)).isEqualTo(cap.decision);
  }

  private String target(String place) {
    return switch (place) {
      case "root" -> organization.rootId();
      case "unit" -> unit;
      case "account" -> member;
      default -> ACCOUNT;
    };
  }

  @Test
  void noCapGrants() throws Exception {
    run(new CreateUser(member, "/", "bare", Map.of()));
    NewAccessKey bare = run(new CreateAccessKey(member, "bare"));

    assertThat(reading(bare, member)).isEqualTo("ImplicitlyDenied");
  }

  @Test
  void theRootUserOfAMemberIsCappedAndThatOfTheManagementAccountIsNot() throws Exception {
    NewAccessKey memberRoot = run(new CreateRootAccessKey(member));
    NewAccessKey managementRoot = run(new CreateRootAccessKey(ACCOUNT));
    attach(SERVICE_CONTROL_POLICY, organization.rootId(), policy("Deny", "docs:*", ""));

    assertThat(reading(memberRoot, member)).isEqualTo("ExplicitlyDenied");
    assertThat(reading(managementRoot, ACCOUNT)).isEqualTo("Allowed");
  }

  @Test
  void usersAndResourcesOfTheManagementAccountAreNotCapped() throws Exception {
    NewAccessKey ann = user(ACCOUNT, "ann");
    attach(SERVICE_CONTROL_POLICY, ACCOUNT, policy("Deny", "docs:*", ""));
    attach(
        RESOURCE_CONTROL_POLICY,
        organization.rootId(),
        policy("Deny", "docs:*", ", \"Principal\": \"*\""));

    assertThat(reading(ann, ACCOUNT)).isEqualTo("Allowed");
    assertThat(reading(lucy, member)).isEqualTo("ExplicitlyDenied");
  }

  @Test
  void aCapAppliesAndLapsesWithTheNextRequest() throws Exception {
    assertThat(reading(lucy, member)).isEqualTo("Allowed");
    String deny = attach(SERVICE_CONTROL_POLICY, unit, policy("Deny", "docs:*", ""));
    assertThat(reading(lucy, member)).isEqualTo("ExplicitlyDenied");
    run(new MoveAccount(ACCOUNT, member, unit, organization.rootId()));
    assertThat(reading(lucy, member)).isEqualTo("Allowed");
    run(new MoveAccount(ACCOUNT, member, organization.rootId(), unit));
    assertThat(reading(lucy, member)).isEqualTo("ExplicitlyDenied");
    run(new DetachControlPolicy(ACCOUNT, deny, unit));
    assertThat(reading(lucy, member)).isEqualTo("Allowed");
  }

  @Test
  void aDecisionNamesThePolicyThatCaps() throws Exception {
    String deny = attach(SERVICE_CONTROL_POLICY, unit, policy("Deny", "docs:*", ""));
    AuthenticatedPrincipal caller =
        realm
            .authenticator()
            .authenticate(Signing.by(lucy.key().id(), lucy.revealSecret()))
            .caller();

    assertThat(decide(caller, member))
        .isInstanceOfSatisfying(
            Decision.ExplicitlyDenied.class,
            denied ->
                assertThat(denied.by().policyId()).endsWith("service_control_policy/" + deny));
  }

  @Test
  void anotherAccountsDocumentIsReadOnlyIfBothSidesAllow() throws Exception {
    assertThat(reading(lucy, ACCOUNT)).isEqualTo("ImplicitlyDenied");
    run(
        new PutResourcePolicy(
            ACCOUNT,
            DOCUMENT,
            policy(
                "Allow",
                "docs:ReadPage",
                ", \"Principal\": {\"AWS\": \"arn:aws:iam::%s:user/lucy\"}".formatted(member))));
    assertThat(reading(lucy, ACCOUNT)).isEqualTo("Allowed");

    run(new CreateUser(member, "/", "bare", Map.of()));
    NewAccessKey bare = run(new CreateAccessKey(member, "bare"));
    run(
        new PutResourcePolicy(
            ACCOUNT,
            DOCUMENT,
            policy("Allow", "docs:*", ", \"Principal\": {\"AWS\": \"%s\"}".formatted(member))));
    assertThat(reading(bare, ACCOUNT)).isEqualTo("ImplicitlyDenied");
    assertThat(reading(lucy, ACCOUNT)).isEqualTo("Allowed");
  }

  @Test
  void whoSignsBringsItsOrganizationAsConditionKeys() throws Exception {
    AuthenticatedPrincipal caller =
        realm
            .authenticator()
            .authenticate(Signing.by(lucy.key().id(), lucy.revealSecret()))
            .caller();

    assertThat(caller.context())
        .containsEntry("aws:PrincipalOrgID", new Values(List.of(organization.id()), false))
        .containsEntry(
            "aws:PrincipalOrgPaths",
            new Values(
                List.of("%s/%s/%s/".formatted(organization.id(), organization.rootId(), unit)),
                true));
    assertThat(caller.policies().resource()).isSameAs(PolicySet.EMPTY);
  }
}
