/** What a decision costs: one question a class, asked in its Javadoc. */
@NullMarked
package io.ostiary.benchmarks;

import org.jspecify.annotations.NullMarked;
