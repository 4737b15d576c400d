/** A whole server to ask: an installation in a folder of its own, and a container before it. */
@NullMarked
package io.ostiary.benchmarks.door;

import org.jspecify.annotations.NullMarked;
