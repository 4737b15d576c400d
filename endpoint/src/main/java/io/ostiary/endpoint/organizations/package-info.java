/** AWS Organizations: the tree of accounts and the policies that cap them. */
@NullMarked
package io.ostiary.endpoint.organizations;

import org.jspecify.annotations.NullMarked;
