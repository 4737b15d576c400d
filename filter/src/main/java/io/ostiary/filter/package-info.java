/** The door: one request, one pass, an answer. */
@NullMarked
package io.ostiary.filter;

import org.jspecify.annotations.NullMarked;
