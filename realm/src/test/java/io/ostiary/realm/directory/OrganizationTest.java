package io.ostiary.realm.directory;

import static io.ostiary.realm.Realms.ACCOUNT;
import static io.ostiary.realm.directory.ControlPolicyType.RESOURCE_CONTROL_POLICY;
import static io.ostiary.realm.directory.ControlPolicyType.SERVICE_CONTROL_POLICY;
import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.realm.Realm;
import io.ostiary.realm.Realms;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrganizationTest {
  private static final String DENY =
      "{\"Version\":\"2012-10-17\",\"Statement\":"
          + "{\"Effect\":\"Deny\",\"Action\":\"docs:*\",\"Resource\":\"*\"}}";
  private static final String FULL = "p-FullAWSAccess";
  private static final String RCP_FULL = "p-RCPFullAWSAccess";

  @TempDir Path temporary;

  private Realm realm;
  private Organization organization;

  @BeforeEach
  void open() {
    realm = Realms.open(temporary.resolve("data"));
    organization = run(new CreateOrganization(ACCOUNT));
  }

  @AfterEach
  void close() {
    realm.close();
  }

  private <R> R run(DirectoryCommand<R> command) {
    return realm.directory().execute(command);
  }

  private OrganizationTree tree() {
    return realm.directory().snapshot().organization(ACCOUNT).orElseThrow();
  }

  private OrganizationPlace place(String accountId) {
    return realm.directory().snapshot().organizationPlace(accountId);
  }

  private OrganizationalUnit unit(String parentId, String name) {
    return run(new CreateOrganizationalUnit(ACCOUNT, parentId, name));
  }

  private MemberAccount account(String name) {
    return run(new CreateMemberAccount(ACCOUNT, name, name + "@example.com"));
  }

  private ControlPolicy policy(ControlPolicyType type, String name, String text) {
    return run(new CreateControlPolicy(ACCOUNT, type, name, "", text));
  }

  private static List<String> ids(List<ControlPolicy> policies) {
    return policies.stream().map(ControlPolicy::id).toList();
  }

  @Test
  void anOrganizationBeginsWithItsManagementAccountAtTheRoot() {
    assertThat(organization.id()).matches("o-[a-z0-9]{10}");
    assertThat(organization.rootId()).matches("r-[a-z0-9]{4}");
    assertThat(organization.arn())
        .isEqualTo("arn:aws:organizations::" + ACCOUNT + ":organization/" + organization.id());
    assertThat(tree().accounts())
        .singleElement()
        .satisfies(
            member -> {
              assertThat(member.accountId()).isEqualTo(ACCOUNT);
              assertThat(member.parentId()).isEqualTo(organization.rootId());
            });
    assertThat(organization.enabled()).isEmpty();
    assertThat(place(ACCOUNT).path())
        .isEqualTo(organization.id() + "/" + organization.rootId() + "/");
  }

  @Test
  void unitsNestAndAccountsMoveBetweenThem() {
    OrganizationalUnit upper = unit(organization.rootId(), "upper");
    OrganizationalUnit lower = unit(upper.id(), "lower");
    MemberAccount member = account("b");
    assertThat(member.accountId()).matches("[0-9]{12}");
    assertThat(realm.directory().snapshot().account(member.accountId())).isPresent();
    assertThat(member.parentId()).isEqualTo(organization.rootId());

    run(new MoveAccount(ACCOUNT, member.accountId(), organization.rootId(), lower.id()));

    assertThat(upper.id()).startsWith("ou-" + organization.rootId().substring(2) + "-");
    assertThat(tree().accountsIn(lower.id()))
        .extracting(MemberAccount::accountId)
        .containsExactly(member.accountId());
    assertThat(tree().unitsIn(organization.rootId())).containsExactly(upper);
    assertThat(tree().path(member.accountId()))
        .containsExactly(organization.rootId(), upper.id(), lower.id(), member.accountId());
    assertThat(place(member.accountId()).path())
        .isEqualTo(
            "%s/%s/%s/%s/"
                .formatted(organization.id(), organization.rootId(), upper.id(), lower.id()));
    assertThat(realm.directory().snapshot().organization(member.accountId())).isPresent();
  }

  @Test
  void aUnitIsRenamedAndDeletedOnceItIsEmpty() {
    OrganizationalUnit unit = unit(organization.rootId(), "before");
    run(new EnableControlPolicies(ACCOUNT, organization.rootId(), SERVICE_CONTROL_POLICY));

    assertThat(run(new UpdateOrganizationalUnit(ACCOUNT, unit.id(), "before"))).isEqualTo(unit);
    assertThat(run(new UpdateOrganizationalUnit(ACCOUNT, unit.id(), "after")).name())
        .isEqualTo("after");
    run(new DeleteOrganizationalUnit(ACCOUNT, unit.id()));

    assertThat(tree().units()).isEmpty();
    assertThat(tree().targets(tree().policy(FULL).orElseThrow())).doesNotContain(unit.id());
  }

  @Test
  void everyTargetBeginsWithEverythingAllowedOnceATypeIsEnabled() {
    OrganizationalUnit before = unit(organization.rootId(), "before");
    run(new EnableControlPolicies(ACCOUNT, organization.rootId(), SERVICE_CONTROL_POLICY));
    run(new EnableControlPolicies(ACCOUNT, organization.rootId(), RESOURCE_CONTROL_POLICY));
    OrganizationalUnit after = unit(before.id(), "after");
    MemberAccount member = account("b");

    for (String target :
        List.of(organization.rootId(), before.id(), after.id(), member.accountId(), ACCOUNT)) {
      assertThat(ids(tree().attached(target, SERVICE_CONTROL_POLICY))).containsExactly(FULL);
      assertThat(ids(tree().attached(target, RESOURCE_CONTROL_POLICY))).containsExactly(RCP_FULL);
    }
    for (String shipped : List.of(FULL, RCP_FULL)) {
      assertThat(tree().targets(tree().policy(shipped).orElseThrow()))
          .containsExactlyInAnyOrder(
              organization.rootId(), before.id(), after.id(), member.accountId(), ACCOUNT);
    }
    assertThat(place(member.accountId()).serviceControl()).hasSize(2);
    assertThat(place(ACCOUNT).serviceControl()).isEmpty();
    assertThat(place(ACCOUNT).resourceControl()).isEmpty();
  }

  @Test
  void aPolicyIsAttachedChangedAndDetached() {
    run(new EnableControlPolicies(ACCOUNT, organization.rootId(), SERVICE_CONTROL_POLICY));
    MemberAccount member = account("b");
    ControlPolicy deny = policy(SERVICE_CONTROL_POLICY, "no docs", DENY);
    run(new AttachControlPolicy(ACCOUNT, deny.id(), member.accountId()));

    assertThat(ids(tree().attached(member.accountId(), SERVICE_CONTROL_POLICY)))
        .containsExactly(FULL, deny.id());
    assertThat(tree().targets(deny)).containsExactly(member.accountId());
    assertThat(ids(tree().policies(SERVICE_CONTROL_POLICY))).containsExactly(FULL, deny.id());

    ControlPolicy changed =
        run(
            new UpdateControlPolicy(
                ACCOUNT,
                deny.id(),
                Optional.of("NO DOCS"),
                Optional.of("why"),
                Optional.of(DENY.replace("docs:*", "docs:Read*"))));
    assertThat(changed.name()).isEqualTo("NO DOCS");
    assertThat(changed.arn()).isEqualTo(deny.arn());
    assertThat(changed.policy().text()).contains("docs:Read*");

    run(new DetachControlPolicy(ACCOUNT, FULL, member.accountId()));
    assertThat(ids(tree().attached(member.accountId(), SERVICE_CONTROL_POLICY)))
        .containsExactly(deny.id());
    run(new AttachControlPolicy(ACCOUNT, FULL, member.accountId()));
    run(new DetachControlPolicy(ACCOUNT, deny.id(), member.accountId()));
    run(new DeleteControlPolicy(ACCOUNT, deny.id()));
    assertThat(ids(tree().policies(SERVICE_CONTROL_POLICY))).containsExactly(FULL);
  }

  @Test
  void disablingATypeDetachesItsPoliciesAndNoOthers() {
    run(new EnableControlPolicies(ACCOUNT, organization.rootId(), SERVICE_CONTROL_POLICY));
    run(new EnableControlPolicies(ACCOUNT, organization.rootId(), RESOURCE_CONTROL_POLICY));
    ControlPolicy service = policy(SERVICE_CONTROL_POLICY, "scp", DENY);
    ControlPolicy resource =
        policy(
            RESOURCE_CONTROL_POLICY,
            "rcp",
            DENY.replace("\"Action\"", "\"Principal\":\"*\",\"Action\""));
    for (ControlPolicy each : List.of(service, resource)) {
      run(new AttachControlPolicy(ACCOUNT, each.id(), organization.rootId()));
    }

    run(new DisableControlPolicies(ACCOUNT, organization.rootId(), SERVICE_CONTROL_POLICY));
    assertThat(tree().targets(service)).isEmpty();
    assertThat(tree().attached(organization.rootId(), SERVICE_CONTROL_POLICY)).isEmpty();
    assertThat(tree().targets(resource)).containsExactly(organization.rootId());
    run(new DeleteControlPolicy(ACCOUNT, service.id()));

    run(new EnableControlPolicies(ACCOUNT, organization.rootId(), SERVICE_CONTROL_POLICY));
    assertThat(ids(tree().attached(organization.rootId(), SERVICE_CONTROL_POLICY)))
        .containsExactly(FULL);
  }

  @Test
  void anEmptyOrganizationIsDeletedAndAnotherMade() {
    run(new EnableControlPolicies(ACCOUNT, organization.rootId(), SERVICE_CONTROL_POLICY));
    run(new DeleteOrganization(ACCOUNT));

    assertThat(realm.directory().snapshot().organization(ACCOUNT)).isEmpty();
    assertThat(place(ACCOUNT)).isEqualTo(OrganizationPlace.NONE);
    assertThat(run(new CreateOrganization(ACCOUNT)).id()).isNotEqualTo(organization.id());
  }

  @Test
  void everythingIsThereAfterARestart() {
    OrganizationalUnit unit = unit(organization.rootId(), "unit");
    MemberAccount member = account("b");
    run(new MoveAccount(ACCOUNT, member.accountId(), organization.rootId(), unit.id()));
    run(new EnableControlPolicies(ACCOUNT, organization.rootId(), SERVICE_CONTROL_POLICY));
    ControlPolicy deny = policy(SERVICE_CONTROL_POLICY, "no docs", DENY);
    run(new AttachControlPolicy(ACCOUNT, deny.id(), unit.id()));
    Organization before = tree().organization();
    List<MemberAccount> accounts = tree().accounts();

    realm.close();
    realm = Realms.open(temporary.resolve("data"));

    assertThat(tree().organization()).isEqualTo(before);
    assertThat(tree().accounts()).isEqualTo(accounts);
    assertThat(tree().units()).containsExactly(unit);
    assertThat(ids(tree().attached(unit.id(), SERVICE_CONTROL_POLICY)))
        .containsExactly(FULL, deny.id());
    assertThat(tree().policy(deny.id()).orElseThrow().policy().text()).isEqualTo(DENY);
    assertThat(place(member.accountId()).serviceControl()).hasSize(3);
  }
}
