/** Depot for people: what is in the buckets, as pages for a browser. */
@NullMarked
package io.ostiary.depot.pages;

import org.jspecify.annotations.NullMarked;
