/** Tests that a statement makes on the request context: operators, set quantifiers, variables. */
@NullMarked
package io.ostiary.policy.condition;

import org.jspecify.annotations.NullMarked;
