package io.ostiary.realm.directory;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of entity that there are. */
final class Kinds {
  static final Kind<Account> ACCOUNT = new AccountKind();
  static final Kind<User> USER = new UserKind();
  static final Kind<Group> GROUP = new GroupKind();
  static final Kind<Role> ROLE = new RoleKind();
  static final Kind<Membership> MEMBERSHIP = new MembershipKind();
  static final Kind<PermissionsBoundary> BOUNDARY = new PermissionsBoundaryKind();
  static final Kind<KeptLoginProfile> LOGIN_PROFILE = new LoginProfileKind();
  static final Kind<PasswordPolicy> PASSWORD_POLICY = new PasswordPolicyKind();
  static final Kind<KeptMfaDevice> MFA_DEVICE = new MfaDeviceKind();
  static final Kind<KeptRecoveryCodes> RECOVERY_CODES = new RecoveryCodesKind();
  static final Kind<KeptAccessKey> ACCESS_KEY = new AccessKeyKind();
  static final Kind<KeptInlinePolicy> INLINE_POLICY = new InlinePolicyKind();
  static final Kind<KeptManagedPolicy> MANAGED_POLICY = new ManagedPolicyKind();
  static final Kind<PolicyVersion> POLICY_VERSION = new PolicyVersionKind();
  static final Kind<OidcProvider> OIDC_PROVIDER = new OidcProviderKind();
  static final Kind<SamlProvider> SAML_PROVIDER = new SamlProviderKind();
  static final Kind<SamlMetadataPart> SAML_METADATA_PART = new SamlMetadataPartKind();
  static final Kind<InstanceProfile> INSTANCE_PROFILE = new InstanceProfileKind();
  static final Kind<AccountAlias> ACCOUNT_ALIAS = new AccountAliasKind();
  static final Kind<AccountPreferences> ACCOUNT_PREFERENCES = new AccountPreferencesKind();
  static final Kind<AccessReport> ACCESS_REPORT = new AccessReportKind();
  static final Kind<Attachment> ATTACHMENT = new AttachmentKind();
  static final Kind<KeptTrustPolicy> TRUST_POLICY = new TrustPolicyKind();
  static final Kind<RoleDeletion> ROLE_DELETION = new RoleDeletionKind();
  static final Kind<KeptResourcePolicy> RESOURCE_POLICY = new ResourcePolicyKind();
  static final Kind<Organization> ORGANIZATION = new OrganizationKind();
  static final Kind<OrganizationalUnit> ORGANIZATIONAL_UNIT = new OrganizationalUnitKind();
  static final Kind<MemberAccount> MEMBER_ACCOUNT = new MemberAccountKind();
  static final Kind<KeptControlPolicy> CONTROL_POLICY = new ControlPolicyKind();
  static final Kind<ControlAttachment> CONTROL_ATTACHMENT = new ControlAttachmentKind();
  static final Kind<SessionKey> SESSION_KEY = new SessionKeyKind();
  static final Kind<WebIdentityKey> WEB_IDENTITY_KEY = new WebIdentityKeyKind();
  static final Kind<SessionRevocation> SESSION_REVOCATION = new SessionRevocationKind();

  /** Every kind by its tag. */
  static final Map<String, Kind<?>> BY_TAG =
      Stream.of(
              ACCOUNT,
              USER,
              GROUP,
              ROLE,
              MEMBERSHIP,
              BOUNDARY,
              LOGIN_PROFILE,
              PASSWORD_POLICY,
              MFA_DEVICE,
              RECOVERY_CODES,
              ACCESS_KEY,
              INLINE_POLICY,
              MANAGED_POLICY,
              POLICY_VERSION,
              OIDC_PROVIDER,
              SAML_PROVIDER,
              SAML_METADATA_PART,
              INSTANCE_PROFILE,
              ACCOUNT_ALIAS,
              ACCOUNT_PREFERENCES,
              ACCESS_REPORT,
              ATTACHMENT,
              TRUST_POLICY,
              ROLE_DELETION,
              RESOURCE_POLICY,
              ORGANIZATION,
              ORGANIZATIONAL_UNIT,
              MEMBER_ACCOUNT,
              CONTROL_POLICY,
              CONTROL_ATTACHMENT,
              SESSION_KEY,
              WEB_IDENTITY_KEY,
              SESSION_REVOCATION)
          .collect(Collectors.toUnmodifiableMap(Kind::tag, Function.identity()));

  private Kinds() {}

  static Kind<? extends Identity> of(IdentityKind kind) {
    return switch (kind) {
      case USER -> USER;
      case GROUP -> GROUP;
      case ROLE -> ROLE;
    };
  }
}
