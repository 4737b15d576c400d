/** The one canonical view of a request, and its body. */
@NullMarked
package io.ostiary.filter.http;

import org.jspecify.annotations.NullMarked;
