/** Policies and requests made from a seed, before they are put into any engine's language. */
@NullMarked
package io.ostiary.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
