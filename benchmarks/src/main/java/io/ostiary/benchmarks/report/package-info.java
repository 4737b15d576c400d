/** Runs the benchmarks and writes what came out: JSON, a table, a drawing. */
@NullMarked
package io.ostiary.benchmarks.report;

import org.jspecify.annotations.NullMarked;
