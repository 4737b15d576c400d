package io.ostiary.realm.directory;

import static io.ostiary.realm.Realms.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.policy.decision.ApplicablePolicies;
import io.ostiary.policy.decision.Authorizer;
import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.Resource;
import io.ostiary.policy.validation.Finding;
import io.ostiary.policy.validation.FindingLevel;
import io.ostiary.policy.validation.PolicyValidator;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the policies that ship with the product say. */
class ShippedPolicyTest {
  private static final String LUCY = "arn:aws:iam::123456789012:user/team/lucy";

  @Test
  void theyAreTheseUnderIdsThatNeverChange() {
    assertThat(ShippedPolicies.in("aws-cn"))
        .extracting(policy -> policy.arn() + " " + policy.id() + " " + policy.defaultVersionId())
        .containsExactly(
            "arn:aws-cn:iam::aws:policy/AdministratorAccess ANPAOSTIARYADMINISTRA v1",
            "arn:aws-cn:iam::aws:policy/IAMReadOnlyAccess ANPAOSTIARYIAMREADONL v1",
            "arn:aws-cn:iam::aws:policy/IAMSelfManageCredentials ANPAOSTIARYSELFMANAGE v1",
            "arn:aws-cn:iam::aws:policy/ReadOnlyAccess ANPAOSTIARYREADONLYAC v1");
  }

  @Test
  void theyAreWithinTheQuotaAndWithoutFaults() {
    for (ManagedPolicy policy : ShippedPolicies.in("aws")) {
      String text = ShippedPolicies.version(policy).policy().text();
      assertThat(DirectoryDraft.size(text)).isLessThanOrEqualTo(Quota.POLICY_SIZE.awsLimit());
      assertThat(PolicyValidator.of(List.of()).findings(text, PolicyType.IDENTITY))
          .extracting(Finding::level)
          .doesNotContain(FindingLevel.ERROR);
    }
  }

  @ParameterizedTest(name = "{0}: {1} on {2}: {3}")
  @CsvSource({
    "AdministratorAccess, docs:DeleteEverything, *, Allowed",
    "ReadOnlyAccess, docs:GetRecord, arn:aws:docs:::record/1, Allowed",
    "ReadOnlyAccess, s3:ListAllMyBuckets, *, Allowed",
    "ReadOnlyAccess, iam:SimulateCustomPolicy, *, Allowed",
    "ReadOnlyAccess, iam:GetUser, arn:aws:iam::123456789012:user/fred, Allowed",
    "ReadOnlyAccess, docs:PutRecord, arn:aws:docs:::record/1, ImplicitlyDenied",
    "ReadOnlyAccess, iam:CreateUser, arn:aws:iam::123456789012:user/fred, ImplicitlyDenied",
    "ReadOnlyAccess, sts:GetFederationToken,"
        + " arn:aws:sts::123456789012:federated-user/x, ImplicitlyDenied",
    "ReadOnlyAccess, sts:AssumeRole, arn:aws:iam::123456789012:role/x, ImplicitlyDenied",
    "IAMReadOnlyAccess, iam:ListUsers, *, Allowed",
    "IAMReadOnlyAccess, iam:GetRole, arn:aws:iam::123456789012:role/x, Allowed",
    "IAMReadOnlyAccess, iam:DeleteUser, arn:aws:iam::123456789012:user/fred, ImplicitlyDenied",
    "IAMReadOnlyAccess, s3:GetObject, arn:aws:s3:::b/o, ImplicitlyDenied",
    "IAMSelfManageCredentials, iam:CreateAccessKey, own, Allowed",
    "IAMSelfManageCredentials, iam:UpdateAccessKey, own, Allowed",
    "IAMSelfManageCredentials, iam:ChangePassword, own, Allowed",
    "IAMSelfManageCredentials, iam:EnableMFADevice, own, Allowed",
    "IAMSelfManageCredentials, iam:GetAccountPasswordPolicy, *, Allowed",
    "IAMSelfManageCredentials, iam:CreateVirtualMFADevice,"
        + " arn:aws:iam::123456789012:mfa/lucy, Allowed",
    "IAMSelfManageCredentials, iam:CreateAccessKey,"
        + " arn:aws:iam::123456789012:user/lucy, Allowed",
    "IAMSelfManageCredentials, iam:CreateAccessKey,"
        + " arn:aws:iam::123456789012:user/fred, ImplicitlyDenied",
    "IAMSelfManageCredentials, iam:CreateAccessKey,"
        + " arn:aws:iam::123456789012:user/lucy/fred, ImplicitlyDenied",
    "IAMSelfManageCredentials, iam:CreateAccessKey,"
        + " arn:aws:iam::123456789012:user/xlucy, ImplicitlyDenied",
    "IAMSelfManageCredentials, iam:UpdateLoginProfile, own, ImplicitlyDenied",
    "IAMSelfManageCredentials, iam:PutUserPolicy, own, ImplicitlyDenied",
    "IAMSelfManageCredentials, iam:DeactivateMFADevice, own, ImplicitlyDenied",
    "IAMSelfManageCredentials, iam:DeactivateMFADevice, own with MFA, Allowed",
    "IAMSelfManageCredentials, iam:DeleteVirtualMFADevice,"
        + " arn:aws:iam::123456789012:mfa/lucy, ImplicitlyDenied",
  })
  void decides(String name, String action, String resource, String decision) {
    ManagedPolicy shipped =
        Objects.requireNonNull(ShippedPolicies.byArn("arn:aws:iam::aws:policy/" + name, "aws"));
    PolicySet set =
        PolicySet.of(
            List.of(
                new PolicySet.Source(shipped.arn(), ShippedPolicies.version(shipped).policy())));
    RequestContext.Builder context = RequestContext.builder().one("aws:username", "lucy");
    if (resource.endsWith("with MFA")) {
      context.one("aws:MultiFactorAuthPresent", "true");
    }
    Decision decided =
        Authorizer.decide(
            new AuthorizationRequest(
                new Principal.User(LUCY, ACCOUNT, "AIDALUCY"),
                Action.parse(action),
                Resource.of(resource.startsWith("own") ? LUCY : resource, ACCOUNT),
                context.build()),
            ApplicablePolicies.of(set, PolicySet.EMPTY));

    assertThat(decided.getClass().getSimpleName()).isEqualTo(decision);
  }
}
