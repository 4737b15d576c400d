/** What is asked: a principal wants to perform an action on a resource, in a context. */
@NullMarked
package io.ostiary.policy.request;

import org.jspecify.annotations.NullMarked;
