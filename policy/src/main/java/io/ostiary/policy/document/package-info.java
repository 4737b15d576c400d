/** Policies as authors write them: JSON in, statements out, errors with line, column and remedy. */
@NullMarked
package io.ostiary.policy.document;

import org.jspecify.annotations.NullMarked;
