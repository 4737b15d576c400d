/** What happened, one JSON line a request. */
@NullMarked
package io.ostiary.filter.audit;

import org.jspecify.annotations.NullMarked;
