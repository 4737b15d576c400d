/** Documents that know where each of their values was written. */
@NullMarked
package io.ostiary.cli.tree;

import org.jspecify.annotations.NullMarked;
