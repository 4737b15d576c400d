/** The command {@code ostiary}: policies decided, checked, explained and tested from a shell. */
@NullMarked
package io.ostiary.cli;

import org.jspecify.annotations.NullMarked;
