/** Meters, where the application has Micrometer. */
@NullMarked
package io.ostiary.application.metrics;

import org.jspecify.annotations.NullMarked;
