package io.ostiary.policy.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ostiary.policy.acl.AclActions.Allowance;
import io.ostiary.policy.acl.AclSyntaxException.Fault;
import io.ostiary.policy.document.CanonicalUsers;
import io.ostiary.policy.document.Statement;
import io.ostiary.policy.request.RequestContext;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessControlListTest {
  private static final String OWNER = "111122223333";
  private static final String CANONICAL =
      "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";
  private static final CanonicalUsers USERS =
      id -> Optional.of(OWNER).filter(account -> id.equals(CANONICAL));

  private static List<String> grants(int count) {
    return IntStream.range(0, count).mapToObj(i -> "%012d READ".formatted(i)).toList();
  }

  @Test
  void becomesStatementsThatSayWhoGrantedWhat() {
    AccessControlList list =
        Lists.list(
            OWNER,
            List.of(
                OWNER + " FULL_CONTROL",
                "AllUsers READ",
                "AuthenticatedUsers WRITE",
                CANONICAL + " FULL_CONTROL",
                "LogDelivery READ_ACP",
                "444455556666 WRITE_ACP"));

    assertThat(list.policy("arn:aws:s3:::b", Lists.BUCKET, USERS).statements())
        .extracting(AccessControlListTest::inShort)
        .containsExactly(
            "Owner Account[accountId=111122223333] [s3:ListBucket, s3:ListBucketVersions,"
                + " s3:GetBucketAcl, s3:PutBucketAcl] on arn:aws:s3:::b",
            "Owner Account[accountId=111122223333] [s3:PutObject, s3:DeleteObject] on"
                + " arn:aws:s3:::b/*",
            "Grant2 Everyone[] [s3:ListBucket, s3:ListBucketVersions] on arn:aws:s3:::b",
            "Grant3 Everyone[] [s3:PutObject, s3:DeleteObject] on arn:aws:s3:::b/* if"
                + " [aws:principalaccount]",
            "Grant4 CanonicalUser[id=%s, accountId=111122223333] [s3:ListBucket,"
                    .formatted(CANONICAL)
                + " s3:ListBucketVersions, s3:GetBucketAcl, s3:PutBucketAcl] on arn:aws:s3:::b",
            "Grant4 CanonicalUser[id=%s, accountId=111122223333] [s3:PutObject,"
                    .formatted(CANONICAL)
                + " s3:DeleteObject] on arn:aws:s3:::b/*",
            "Grant5 Service[host=s3.amazonaws.com] [s3:GetBucketAcl] on arn:aws:s3:::b",
            "Grant6 Account[accountId=444455556666] [s3:PutBucketAcl] on arn:aws:s3:::b");
  }

  private static String inShort(Statement statement) {
    String principals =
        statement.principals() == null
            ? ""
            : String.join(
                ", ", statement.principals().patterns().stream().map(Object::toString).toList());
    return "%s %s %s on %s%s"
        .formatted(
            statement.sid(),
            principals,
            statement.actions().patterns().stream().map(pattern -> pattern.text()).toList(),
            statement.resources() == null ? "" : statement.resources().patterns().get(0),
            statement.keys().isEmpty() ? "" : " if " + statement.keys());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:s3:::b/a*c",
        "arn:aws:s3:::b/a?c$",
        "arn:aws:s3:::b/${aws:username}",
        "arn:aws:s3:::b/$${*}x",
        "arn:aws:s3:::b/\"quoted\\\n\u00e4\uD83D\uDE00"
      })
  void isAboutItsResourceHoweverThatIsCalled(String arn) {
    Statement owner =
        Lists.list(OWNER, List.of()).policy(arn, Lists.OBJECT, USERS).statements().get(0);

    assertThat(owner.covers(arn, "", RequestContext.EMPTY)).isTrue();
    assertThat(owner.covers(arn + "x", "", RequestContext.EMPTY)).isFalse();
    assertThat(
            owner.covers(
                arn.replace('*', 'b').replace('?', 'b').replace("${", "$-").replace('"', 'x'),
                "",
                RequestContext.EMPTY))
        .isFalse();
  }

  @Test
  void hasAHundredGrantsAtMost() {
    assertThat(Lists.list(OWNER, grants(100)).grants()).hasSize(100);
    assertThatExceptionOfType(AclSyntaxException.class)
        .isThrownBy(() -> Lists.list(OWNER, grants(101)))
        .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.TOO_MANY_GRANTS))
        .withMessage(
            "grant 101: a list has at most 100 grants, and this has 101; name fewer, or write a"
                + " policy");
  }

  @Test
  void saysNothingTwice() {
    assertThatExceptionOfType(AclSyntaxException.class)
        .isThrownBy(
            () -> Lists.list(OWNER, List.of("AllUsers WRITE", "AllUsers READ", "AllUsers WRITE")))
        .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.REPEATED_GRANT))
        .withMessage("grant 3: it is grant 1 once more; remove one of them");
  }

  @Test
  void isRefusedForAnAccountThatNobodyKnows() {
    String unknown = CANONICAL.replace('7', '8');
    AccessControlList list = Lists.list(OWNER, List.of("AllUsers READ", unknown + " READ"));

    assertThatExceptionOfType(AclSyntaxException.class)
        .isThrownBy(() -> list.requireKnown(USERS, EnumSet.allOf(Group.class)))
        .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.UNKNOWN_GRANTEE))
        .withMessage(
            "grant 2: no account here has the canonical user id `%s`; write one that has, or a group",
            unknown);
    assertThat(list.policy("arn:aws:s3:::b", Lists.BUCKET, USERS).statements())
        .as("of an account that was known when it was stored, the grant lapses")
        .hasSize(4);
  }

  @Test
  void isRefusedForLogDeliveryWhereNothingDelivers() {
    AccessControlList list =
        CannedAcl.LOG_DELIVERY_WRITE.list(Lists.owner(OWNER), Lists.owner(OWNER));

    AclActions undelivered = new AclActions(Lists.OBJECT.allowances(), Optional.empty());

    list.requireKnown(USERS, EnumSet.allOf(Group.class));
    assertThatExceptionOfType(AclSyntaxException.class)
        .isThrownBy(() -> list.requireKnown(USERS, EnumSet.of(Group.ALL_USERS)))
        .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.UNKNOWN_GRANTEE))
        .withMessage(
            "grant 2: the group `http://acs.amazonaws.com/groups/s3/LogDelivery` has nobody in it"
                + " here; remove the grant");
    assertThat(list.policy("arn:aws:s3:::b/k", undelivered, USERS).statements()).hasSize(1);
  }

  @Test
  void isPrivateIfOnlyItsOwnerIsGrantedAnything() {
    assertThat(Lists.list(OWNER, List.of()).isPrivate()).isTrue();
    assertThat(Lists.list(OWNER, List.of(OWNER + " READ")).isPrivate()).isTrue();
    assertThat(Lists.list(OWNER, List.of("444455556666 READ")).isPrivate()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1111222233334", "11112222333x", "１１１１２２２２３３３３"})
  void namesAccountsByTwelveDigits(String text) {
    assertThatExceptionOfType(AclSyntaxException.class)
        .isThrownBy(() -> new Grantee.Account(text))
        .withMessageContaining("write its twelve digits");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "full_control", "LIST"})
  void knowsNoOtherPermissions(String name) {
    assertThatExceptionOfType(AclSyntaxException.class)
        .isThrownBy(() -> Permission.parse(name))
        .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.UNKNOWN_PERMISSION))
        .withMessage(
            "unknown permission `%s`; write `READ`, `WRITE`, `READ_ACP`, `WRITE_ACP` or"
                + " `FULL_CONTROL`",
            name);
  }

  @Test
  void needsToKnowWhatAPermissionAllows() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AclActions(List.of(), Optional.empty()))
        .withMessageContaining("give at least one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Allowance(Permission.FULL_CONTROL, "s3:GetObject", ""))
        .withMessageContaining("say which of them does");
  }
}
