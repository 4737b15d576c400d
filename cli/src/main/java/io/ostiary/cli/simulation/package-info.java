/** Cases in, decisions out. */
@NullMarked
package io.ostiary.cli.simulation;

import org.jspecify.annotations.NullMarked;
