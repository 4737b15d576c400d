package io.ostiary.realm.directory;

import io.ostiary.policy.document.PolicyType;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a role.
 *
 * @param trustPolicy the document that says who may assume it
 * @param permissionsBoundary the ARN of a managed policy
 */
public record CreateRole(
    String accountId,
    String path,
    String name,
    String trustPolicy,
    String description,
    Duration maxSessionDuration,
    Map<String, String> tags,
    Optional<String> permissionsBoundary)
    implements DirectoryCommand<Role> {

  /** What AWS gives a role whose maker does not say. */
  public static final Duration DEFAULT_MAX_SESSION = Duration.ofHours(1);

  /** Makes one without a permissions boundary. */
  public CreateRole(
      String accountId,
      String path,
      String name,
      String trustPolicy,
      String description,
      Duration maxSessionDuration,
      Map<String, String> tags) {
    this(
        accountId,
        path,
        name,
        trustPolicy,
        description,
        maxSessionDuration,
        tags,
        Optional.empty());
  }

  public CreateRole {
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  @Override
  public Role carryOut(DirectoryDraft draft) {

    Account account = draft.account(accountId);
    if (Names.path(path).startsWith(Role.SERVICE_LINKED_PATH)) {
      throw Refusal.invalid(
          "The path " + Role.SERVICE_LINKED_PATH + " is reserved for service-linked roles.");
    }
    Role role =
        new Role(
            draft.uniqueId("AROA"),
            accountId,
            account.partition(),
            path,
            name,
            draft.now(),
            Names.roleDescription(description),
            Names.maxSessionDuration(maxSessionDuration),
            Tags.checked(tags, Quota.TAGS_PER_ROLE, draft.quotas()));
    putTrustPolicy(role, trustPolicy, draft);
    draft.requireRoom(IdentityName.role(accountId, name));
    draft.put(Kinds.ROLE, role);
    permissionsBoundary.ifPresent(arn -> draft.bound(role, arn));
    return role;
  }

  static void putTrustPolicy(Role role, String text, DirectoryDraft draft) {
    PinnedPolicy pinned = PinnedPolicy.read(text, PolicyType.TRUST, role.accountId(), draft);
    draft.quotas().requireWithin(Quota.ACL_SIZE_PER_ROLE, DirectoryDraft.size(text));
    draft.put(
        Kinds.TRUST_POLICY,
        new KeptTrustPolicy(draft.uniqueId("ANVA"), role.id(), role.accountId(), pinned));
  }
}
