/**
 * Access-control lists as S3 has them: grants to accounts and predefined groups, beside or instead
 * of a resource's policy. They are read from headers and canned names, and turned into resource
 * policies, so that the one engine decides. A package of its own, since no policy refers to a list.
 *
 * <p>The deny-public switches of S3 (Block Public Access) are not modelled: a resource control
 * policy, or a Deny in the resource's policy, says the same.
 */
@NullMarked
package io.ostiary.policy.acl;

import org.jspecify.annotations.NullMarked;
