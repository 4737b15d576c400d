package io.ostiary.realm.directory;

import static io.ostiary.realm.Realms.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.realm.Realm;
import io.ostiary.realm.Realms;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups, who is in them, and what becomes of them and of users under another name. */
class MembershipTest {
  private static final String ALLOW =
      "{\"Version\":\"2012-10-17\",\"Statement\":"
          + "{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}}";

  @TempDir Path temporary;

  private Realm realm;
  private User lucy;
  private Group team;

  @BeforeEach
  void open() {
    realm = Realms.open(temporary.resolve("data"));
    lucy = run(new CreateUser(ACCOUNT, "/", "lucy", Map.of("k", "v")));
    team = run(new CreateGroup(ACCOUNT, "/", "team"));
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

  private void reopen() {
    realm.close();
    realm = Realms.open(temporary.resolve("data"));
  }

  @Test
  void aGroupsIdsAndArnFollowAws() {
    Group group = run(new CreateGroup(ACCOUNT, "/team/red/", "Readers"));

    assertThat(group.id()).matches("AGPA[A-Z2-7]{17}");
    assertThat(group.arn()).isEqualTo("arn:aws:iam::123456789012:group/team/red/Readers");
    assertThat(directory().group(ACCOUNT, "READERS")).contains(group);
    assertThat(directory().groups(ACCOUNT)).containsExactly(group, team);
    assertThat(directory().identity(IdentityName.group(ACCOUNT, "readers"))).contains(group);
  }

  @Test
  void aUserIsInGroupsAndAGroupHasUsersByName() {
    User bob = run(new CreateUser(ACCOUNT, "/", "Bob", Map.of()));
    Group admins = run(new CreateGroup(ACCOUNT, "/", "Admins"));
    run(new AddUserToGroup(ACCOUNT, "team", "lucy"));
    run(new AddUserToGroup(ACCOUNT, "TEAM", "bob"));
    run(new AddUserToGroup(ACCOUNT, "admins", "LUCY"));
    reopen();

    assertThat(directory().members(team)).containsExactly(bob, lucy);
    assertThat(directory().groupsOf(lucy)).containsExactly(admins, team);

    run(new RemoveUserFromGroup(ACCOUNT, "team", "lucy"));
    assertThat(directory().members(team)).containsExactly(bob);
    assertThat(directory().groupsOf(lucy)).containsExactly(admins);
  }

  @Test
  void addingTwiceAndRemovingWhoIsNotInItChangeNothing() {
    run(new AddUserToGroup(ACCOUNT, "team", "lucy"));
    Directory before = directory();

    run(new AddUserToGroup(ACCOUNT, "team", "lucy"));
    run(new CreateUser(ACCOUNT, "/", "bob", Map.of()));
    run(new RemoveUserFromGroup(ACCOUNT, "team", "bob"));

    assertThat(directory().revision()).isEqualTo(before.revision() + 1);
    assertThat(directory().members(team)).containsExactly(lucy);
  }

  @Test
  void aGroupsPoliciesApplyToItsUsersWhileTheyAreInIt() {
    run(new PutInlinePolicy(IdentityName.group(ACCOUNT, "team"), "p", ALLOW));
    ManagedPolicy shared = run(new CreatePolicy(ACCOUNT, "/", "shared", ALLOW));
    run(new AttachPolicy(IdentityName.group(ACCOUNT, "team"), shared.arn()));
    run(new AttachPolicy(IdentityName.user(ACCOUNT, "lucy"), shared.arn()));
    assertThat(directory().identityPolicies(lucy)).isNotEqualTo(directory().identityPolicies(team));

    run(new AddUserToGroup(ACCOUNT, "team", "lucy"));

    // What is attached to both counts once, so that all of a group's users share one set.
    assertThat(directory().identityPolicies(lucy)).isSameAs(directory().identityPolicies(team));
    assertThat(directory().inlinePolicies(lucy)).isEmpty();
    assertThat(directory().inlinePolicies(team)).extracting("name").containsExactly("p");
    assertThat(directory().attachmentCount(ACCOUNT, shared)).isEqualTo(2);
  }

  @Test
  void aRenamedUserKeepsItsIdAndAllThatIsIts() {
    ManagedPolicy policy = run(new CreatePolicy(ACCOUNT, "/", "p", ALLOW));
    IdentityName name = IdentityName.user(ACCOUNT, "lucy");
    run(new AttachPolicy(name, policy.arn()));
    run(new PutPermissionsBoundary(name, policy.arn()));
    run(new PutInlinePolicy(name, "own", ALLOW));
    run(new AddUserToGroup(ACCOUNT, "team", "lucy"));
    AccessKey key = run(new CreateAccessKey(ACCOUNT, "lucy")).key();

    User renamed =
        run(new UpdateUser(ACCOUNT, "LUCY", Optional.of("/team/"), Optional.of("lucinda")));
    reopen();

    assertThat(renamed)
        .isEqualTo(
            new User(
                lucy.id(), ACCOUNT, "aws", "/team/", "lucinda", lucy.createdAt(), lucy.tags()));
    assertThat(directory().user(ACCOUNT, "lucy")).isEmpty();
    assertThat(directory().user(ACCOUNT, "lucinda")).contains(renamed);
    assertThat(directory().userById(lucy.id())).contains(renamed);
    assertThat(directory().accessKeys(renamed)).containsExactly(key);
    assertThat(directory().attachedPolicies(renamed)).extracting("arn").contains(policy.arn());
    assertThat(directory().permissionsBoundary(renamed)).isPresent();
    assertThat(directory().inlinePolicies(renamed)).hasSize(1);
    assertThat(directory().members(team)).containsExactly(renamed);
    assertThat(run(new CreateUser(ACCOUNT, "/", "lucy", Map.of())).id()).isNotEqualTo(lucy.id());
  }

  @Test
  void aNameMayChangeItsCaseAndAPathAlone() {
    assertThat(run(new UpdateUser(ACCOUNT, "lucy", Optional.empty(), Optional.of("Lucy"))).name())
        .isEqualTo("Lucy");
    assertThat(run(new UpdateGroup(ACCOUNT, "team", Optional.of("/x/"), Optional.empty())).arn())
        .isEqualTo("arn:aws:iam::123456789012:group/x/team");
    assertThat(run(new UpdateGroup(ACCOUNT, "team", Optional.empty(), Optional.of("crew"))))
        .isEqualTo(directory().group(ACCOUNT, "crew").orElseThrow());
    Directory before = directory();

    run(new UpdateUser(ACCOUNT, "lucy", Optional.of("/"), Optional.of("Lucy")));

    assertThat(directory()).isSameAs(before);
  }

  @Test
  void aTagReplacesTheOneOfItsKeyInOtherCase() {
    Tagged tagged = new TaggedIdentity(IdentityName.user(ACCOUNT, "lucy"));
    run(new Tag(tagged, Map.of("K", "other", "team", "red")));
    assertThat(directory().user(ACCOUNT, "lucy").orElseThrow().tags())
        .isEqualTo(Map.of("K", "other", "team", "red"));
    Directory before = directory();

    run(new Tag(tagged, Map.of("team", "red")));
    run(new Untag(tagged, Set.of("none")));
    assertThat(directory()).isSameAs(before);

    run(new Untag(tagged, Set.of("k", "Team")));
    assertThat(directory().user(ACCOUNT, "lucy").orElseThrow().tags()).isEmpty();
  }

  @Test
  void aBoundaryIsReplacedCountedAndTaken() {
    ManagedPolicy one = run(new CreatePolicy(ACCOUNT, "/", "one", ALLOW));
    ManagedPolicy two = run(new CreatePolicy(ACCOUNT, "/", "two", ALLOW.replace("s3", "docs")));
    User bounded = run(new CreateUser(ACCOUNT, "/", "bounded", Map.of(), Optional.of(one.arn())));
    run(new PutPermissionsBoundary(IdentityName.user(ACCOUNT, "lucy"), one.arn()));
    assertThat(directory().boundaryUsageCount(ACCOUNT, one)).isEqualTo(2);
    assertThat(directory().boundaryPolicies(lucy)).isEqualTo(directory().boundaryPolicies(bounded));

    run(new PutPermissionsBoundary(IdentityName.user(ACCOUNT, "lucy"), two.arn()));
    reopen();
    assertThat(directory().permissionsBoundary(lucy)).map(ManagedPolicy::name).contains("two");
    assertThat(directory().boundaryUsageCount(ACCOUNT, one)).isOne();

    run(new DeletePermissionsBoundary(IdentityName.user(ACCOUNT, "lucy")));
    run(new DeletePermissionsBoundary(IdentityName.user(ACCOUNT, "lucy")));
    run(new DeleteUser(ACCOUNT, "bounded"));
    assertThat(directory().permissionsBoundary(lucy)).isEmpty();
    assertThat(directory().boundaryPolicies(lucy)).isEmpty();
    assertThat(List.of(one, two)).allMatch(p -> directory().boundaryUsageCount(ACCOUNT, p) == 0);
    run(new DeletePolicy(ACCOUNT, one.arn()));
    run(new DeletePolicy(ACCOUNT, two.arn()));
  }
}
