/** What is wrong with a policy, what is dangerous, and what its author may not have meant. */
@NullMarked
package io.ostiary.policy.validation;

import org.jspecify.annotations.NullMarked;
