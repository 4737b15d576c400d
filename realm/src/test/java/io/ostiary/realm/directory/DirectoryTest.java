package io.ostiary.realm.directory;

import static io.ostiary.realm.Realms.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.document.PolicySyntaxException;
import io.ostiary.realm.Realm;
import io.ostiary.realm.Realms;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTest {
  private static final String ALLOW =
      """
      {"Version": "2012-10-17",
       "Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}}""";

  @TempDir Path temporary;

  private Realm realm;

  @BeforeEach
  void open() {
    realm = Realms.open(temporary.resolve("data"));
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

  private User user(String name) {
    return run(new CreateUser(ACCOUNT, "/", name, Map.of()));
  }

  @Test
  void everyChangeRaisesTheRevisionByOneAndLeavesOldSnapshotsAlone() {
    Directory before = directory();
    user("lucy");

    assertThat(directory().revision()).isEqualTo(before.revision() + 1);
    assertThat(before.users(ACCOUNT)).isEmpty();
    assertThat(directory().users(ACCOUNT)).hasSize(1);
  }

  @Test
  void whatChangesNothingStoresNothing() {
    user("lucy");
    ManagedPolicy policy = run(new CreatePolicy(ACCOUNT, "/", "read", ALLOW));
    run(new AttachPolicy(IdentityName.user(ACCOUNT, "lucy"), policy.arn()));
    String key = run(new CreateAccessKey(ACCOUNT, "lucy")).key().id();
    Directory before = directory();

    run(new AttachPolicy(IdentityName.user(ACCOUNT, "lucy"), policy.arn()));
    run(new UpdateAccessKey(ACCOUNT, "lucy", key, true));
    run(new DeleteResourcePolicy(ACCOUNT, "arn:aws:s3:::none"));

    assertThat(directory()).isSameAs(before);
  }

  @Test
  void usersAreListedByNameIgnoringCase() {
    for (String name : List.of("b", "A", "c", "B2", "a1")) {
      user(name);
    }
    assertThat(directory().users(ACCOUNT))
        .extracting("name")
        .containsExactly("A", "a1", "b", "B2", "c");
    assertThat(directory().users("999999999999")).isEmpty();
  }

  @Test
  void aUserIsFoundByNameInAnyCaseOfAsciiAndNoOther() {
    user("kim");

    assertThat(directory().user(ACCOUNT, "KIM")).isPresent();
    // The Kelvin sign, which lower-cases to k.
    assertThat(directory().user(ACCOUNT, "\u212Aim")).isEmpty();
  }

  @Test
  void aUsersIdsAndArnFollowAws() {
    User user = run(new CreateUser(ACCOUNT, "/team/red/", "lucy", Map.of("k", "v")));

    assertThat(user.id()).matches("AIDA[A-Z2-7]{17}");
    assertThat(user.arn()).isEqualTo("arn:aws:iam::123456789012:user/team/red/lucy");
    assertThat(user.createdAt()).isEqualTo(Realms.CLOCK.instant());
  }

  @Test
  void aDeletedUsersNameIsFreeAgainForAnotherId() {
    User first = user("lucy");
    run(new DeleteUser(ACCOUNT, "Lucy"));
    User second = user("LUCY");

    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(directory().userById(first.id())).isEmpty();
    assertThat(directory().users(ACCOUNT)).containsExactly(second);
  }

  @Test
  void accessKeysTurnOffOnAndGo() {
    User lucy = user("lucy");
    NewAccessKey fresh = run(new CreateAccessKey(ACCOUNT, "lucy"));
    String id = fresh.key().id();

    assertThat(id).matches("AKIA[A-Z2-7]{16}");
    assertThat(fresh.revealSecret()).matches("[A-Za-z0-9+/]{40}");
    assertThat(fresh.key().ownerId()).isEqualTo(lucy.id());
    assertThat(run(new UpdateAccessKey(ACCOUNT, "lucy", id, false)).active()).isFalse();
    assertThat(directory().accessKey(id).orElseThrow().active()).isFalse();
    assertThat(run(new UpdateAccessKey(ACCOUNT, "lucy", id, true)).active()).isTrue();
    run(new DeleteAccessKey(ACCOUNT, "lucy", id));
    assertThat(directory().accessKey(id)).isEmpty();
    assertThat(directory().sealedSecret(id)).isEmpty();
    assertThat(directory().accessKeys(lucy)).isEmpty();
  }

  @Test
  void theRootKeyIsRotated() {
    String fresh = run(new CreateRootAccessKey(ACCOUNT)).key().id();
    run(new UpdateRootAccessKey(ACCOUNT, Realms.ROOT_KEY, false));
    run(new DeleteRootAccessKey(ACCOUNT, Realms.ROOT_KEY));

    assertThat(directory().rootAccessKeys(ACCOUNT)).extracting("id").containsExactly(fresh);
  }

  @Test
  void anInlinePolicyIsReplacedByItsNameInAnyCase() {
    User lucy = user("lucy");
    run(new PutInlinePolicy(IdentityName.user(ACCOUNT, "lucy"), "Read", ALLOW));
    run(
        new PutInlinePolicy(
            IdentityName.user(ACCOUNT, "lucy"), "read", ALLOW.replace("Get", "Put")));
    run(new PutInlinePolicy(IdentityName.user(ACCOUNT, "lucy"), "also", ALLOW));

    assertThat(directory().inlinePolicies(lucy)).extracting("name").containsExactly("also", "read");
    run(new DeleteInlinePolicy(IdentityName.user(ACCOUNT, "lucy"), "READ"));
    assertThat(directory().inlinePolicies(lucy)).extracting("name").containsExactly("also");
  }

  @Test
  void aPolicyIsAttachedDetachedAndDeleted() {
    User lucy = user("lucy");
    ManagedPolicy policy = run(new CreatePolicy(ACCOUNT, "/team/", "read", ALLOW));
    assertThat(policy.id()).matches("ANPA[A-Z2-7]{17}");
    assertThat(directory().managedPolicy(policy.arn())).contains(policy);
    assertThat(directory().managedPolicies(ACCOUNT)).containsExactly(policy);

    run(new AttachPolicy(IdentityName.user(ACCOUNT, "lucy"), policy.arn()));
    assertThat(directory().attachedPolicies(lucy)).containsExactly(policy);
    run(new DetachPolicy(IdentityName.user(ACCOUNT, "lucy"), policy.arn()));
    assertThat(directory().attachmentCount(ACCOUNT, policy)).isZero();
    run(new DeletePolicy(ACCOUNT, policy.arn()));
    assertThat(directory().managedPolicy(policy.arn())).isEmpty();
    assertThat(directory().managedPolicy("no ARN")).isEmpty();
  }

  @Test
  void principalsWithTheSamePoliciesShareOneCompiledSet() {
    User lucy = user("lucy");
    User fred = user("fred");
    User bare = user("bare");
    for (String name : List.of("one", "two")) {
      run(new CreatePolicy(ACCOUNT, "/", name, ALLOW));
    }
    String arn = "arn:aws:iam::123456789012:policy/";
    run(new AttachPolicy(IdentityName.user(ACCOUNT, "lucy"), arn + "one"));
    run(new AttachPolicy(IdentityName.user(ACCOUNT, "lucy"), arn + "two"));
    run(new AttachPolicy(IdentityName.user(ACCOUNT, "fred"), arn + "two"));
    run(new AttachPolicy(IdentityName.user(ACCOUNT, "fred"), arn + "one"));

    PolicySet shared = directory().identityPolicies(lucy);
    assertThat(directory().identityPolicies(fred)).isSameAs(shared);
    assertThat(directory().identityPolicies(bare)).isSameAs(PolicySet.EMPTY);
    run(new PutInlinePolicy(IdentityName.user(ACCOUNT, "fred"), "own", ALLOW));
    assertThat(directory().identityPolicies(fred)).isNotSameAs(shared);
    assertThat(directory().identityPolicies(lucy)).isSameAs(shared);
  }

  @Test
  void aResourcesPolicyComesBackByteForByteUntilItIsDeleted() {
    String arn = "arn:aws:s3:::b";
    String text =
        """
        {"Version": "2012-10-17",
          "Statement": [{"Effect": "Allow", "Principal": "*",
            "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/\\u00e9*"}]}
        """;
    realm.resourcePolicies().put(arn, text);

    assertThat(realm.resourcePolicies().get(arn)).contains(text);
    assertThat(directory().resourcePolicies(arn)).isNotSameAs(PolicySet.EMPTY);
    realm.resourcePolicies().delete(arn);
    realm.resourcePolicies().delete(arn);
    assertThat(realm.resourcePolicies().get(arn)).isEmpty();
    assertThat(directory().resourcePolicies(arn)).isSameAs(PolicySet.EMPTY);
  }

  @Test
  void anApplicationIsToldWhereItsPolicyIsMalformed() {
    assertThatThrownBy(() -> realm.resourcePolicies().put("arn:aws:s3:::b", "{\n\"Statement\":1}"))
        .isInstanceOfSatisfying(
            PolicySyntaxException.class, e -> assertThat(e.line()).isEqualTo(2));
    assertThatThrownBy(() -> realm.resourcePolicies().put("b", "{}"))
        .isInstanceOf(DirectoryException.class);
  }

  @Test
  void aBatchIsOneChange() {
    long before = directory().revision();
    List<Object> results =
        run(
            new Batch(
                List.of(
                    new CreateUser(ACCOUNT, "/", "lucy", Map.of()),
                    new CreateAccessKey(ACCOUNT, "lucy"),
                    new CreateUser(ACCOUNT, "/", "fred", Map.of()),
                    new DeleteUser(ACCOUNT, "fred"))));

    assertThat(directory().revision()).isEqualTo(before + 1);
    assertThat(results).hasSize(4);
    assertThat(directory().users(ACCOUNT)).extracting("name").containsExactly("lucy");
  }

  @Test
  void aClosedRealmRefusesChangesAndStillReads() {
    realm.close();

    assertThatThrownBy(() -> user("lucy"))
        .isInstanceOfSatisfying(
            DirectoryException.class,
            e -> assertThat(e.code()).isEqualTo(DirectoryException.Code.SERVICE_FAILURE));
    assertThat(directory().account(ACCOUNT)).isPresent();
  }
}
