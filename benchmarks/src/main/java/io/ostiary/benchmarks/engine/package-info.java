/** Ostiary and its peers behind one interface. */
@NullMarked
package io.ostiary.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
