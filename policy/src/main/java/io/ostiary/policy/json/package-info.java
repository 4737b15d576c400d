/** JSON that knows where it was written; for the packages of this module only. */
@NullMarked
package io.ostiary.policy.json;

import org.jspecify.annotations.NullMarked;
