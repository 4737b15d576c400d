package io.ostiary.realm.directory;

/**
 * A branch of an organisation's tree.
 *
 * @param id {@code ou-…}
 * @param parentId the root or another unit
 * @param name unique in its parent
 */
public record OrganizationalUnit(
    String id,
    String arn,
    String organizationId,
    String managementAccountId,
    String parentId,
    String name) {

  OrganizationalUnit named(String newName) {
    return new OrganizationalUnit(id, arn, organizationId, managementAccountId, parentId, newName);
  }
}
