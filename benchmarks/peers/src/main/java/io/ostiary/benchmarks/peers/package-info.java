/** Engines of other languages than Java's, or of many jars; built in the profile {@code peers}. */
@NullMarked
package io.ostiary.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
