package io.ostiary.policy.acl;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The predefined groups, by the URIs that stand for them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#specifying-grantee-predefined-groups">Amazon
 *     S3 predefined groups</a>
 */
public enum Group implements Grantee {
  /** Everyone, anonymous included. */
  ALL_USERS("http://acs.amazonaws.com/groups/global/AllUsers"),

  /** Whoever signs a request in the name of some account, whichever: not services. */
  AUTHENTICATED_USERS("http://acs.amazonaws.com/groups/global/AuthenticatedUsers"),

  /** The service that delivers access logs. */
  LOG_DELIVERY("http://acs.amazonaws.com/groups/s3/LogDelivery");

  private final String uri;

  Group(String uri) {
    this.uri = uri;
  }

  public String uri() {
    return uri;
  }

  /**
   * The group of a URI, which is compared exactly.
   *
   * @throws AclSyntaxException if it is none
   */
  public static Group parse(String uri) {
    return Arrays.stream(values())
        .filter(group -> group.uri.equals(uri))
        .findFirst()
        .orElseThrow(
            () ->
                new AclSyntaxException(
                    AclSyntaxException.Fault.UNKNOWN_GRANTEE,
                    "",
                    "unknown group `%s`; write %s"
                        .formatted(
                            uri,
                            Arrays.stream(values())
                                .map(group -> '`' + group.uri + '`')
                                .collect(Collectors.joining(" or ")))));
  }
}
