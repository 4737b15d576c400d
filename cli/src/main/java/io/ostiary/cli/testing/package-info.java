/** Policy tests: files that say who may do what, and whether that is so. */
@NullMarked
package io.ostiary.cli.testing;

import org.jspecify.annotations.NullMarked;
