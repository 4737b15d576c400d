package io.ostiary.policy.acl;

import io.ostiary.policy.acl.AclSyntaxException.Fault;
import io.ostiary.policy.acl.Grantee.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The headers that give a resource a list: {@code x-amz-acl}, a canned one, or any of {@code
 * x-amz-grant-read}, {@code -write}, {@code -read-acp}, {@code -write-acp} and {@code
 * -full-control}, each with grantees as {@code id="79a5…", uri="http://acs…"}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectAcl.html">PutObjectAcl</a>
 */
public final class AclHeaders {
  static final String CANNED = "x-amz-acl";
  static final String GRANT_PREFIX = "x-amz-grant-";

  private AclHeaders() {}

  /**
   * Reads the list that a request's headers give. Grants in headers are all that there are: the
   * owner's full control is not added as a grant (though it is implied).
   *
   * @param headers by lower-case name, other headers among them
   * @param bucketOwner as in {@link CannedAcl#list}
   * @return empty if the headers say nothing of a list
   * @throws AclSyntaxException if they do, and it is none
   */
  public static Optional<AccessControlList> read(
      Map<String, String> headers, Owner owner, Owner bucketOwner) {
    List<Grant> grants = new ArrayList<>();
    boolean any = false;
    for (Permission permission : Permission.values()) {
      String value = headers.get(permission.header());
      if (value != null) {
        any = true;
        new GrantHeader(permission, value).addTo(grants);
      }
    }
    refuseOthers(headers);
    String canned = headers.get(CANNED);
    if (canned == null) {
      return any ? Optional.of(new AccessControlList(owner, grants)) : Optional.empty();
    }
    if (any) {
      throw new AclSyntaxException(
          Fault.TWO_LISTS,
          CANNED,
          "`%s` stands beside `%s…`; send one or the other".formatted(canned, GRANT_PREFIX));
    }
    try {
      return Optional.of(CannedAcl.parse(canned).list(owner, bucketOwner));
    } catch (AclSyntaxException e) {
      throw e.at(CANNED);
    }
  }

  /** A header that nobody reads would be a grant that nobody makes. */
  private static void refuseOthers(Map<String, String> headers) {
    for (String name : headers.keySet()) {
      boolean grant = name.startsWith(GRANT_PREFIX);
      for (Permission permission : Permission.values()) {
        grant = grant && !name.equals(permission.header());
      }
      if (grant) {
        throw new AclSyntaxException(
            Fault.UNKNOWN_PERMISSION,
            name,
            "no permission is called so; write `read`, `write`, `read-acp`, `write-acp` or"
                + " `full-control` behind `%s`".formatted(GRANT_PREFIX));
      }
    }
  }
}
