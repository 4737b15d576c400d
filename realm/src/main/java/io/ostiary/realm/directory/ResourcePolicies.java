package io.ostiary.realm.directory;

import java.util.Optional;

/**
 * Where an application hands over the policies of its resources. Ostiary validates, keeps and
 * enforces them; the application only passes the text on.
 */
public interface ResourcePolicies {

  /**
   * Attaches a policy to a resource, in place of any it has.
   *
   * @throws io.ostiary.policy.document.PolicySyntaxException if the document is malformed, or names
   *     a principal that does not exist
   * @throws DirectoryException if it is too large, or could not be stored
   */
  void put(String resourceArn, String text);

  /** The text attached to a resource, byte for byte. */
  Optional<String> get(String resourceArn);

  /** Removes the policy of a resource, if it has one. */
  void delete(String resourceArn);
}
