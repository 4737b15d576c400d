/**
 * What a door costs the server behind which an application stands, beside other doors of the same
 * server.
 */
@NullMarked
package io.ostiary.benchmarks.cost;

import org.jspecify.annotations.NullMarked;
