/** Evidence, taken from HTTP. */
@NullMarked
package io.ostiary.filter.authentication;

import org.jspecify.annotations.NullMarked;
