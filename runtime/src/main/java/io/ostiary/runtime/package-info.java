/** Configuration, wiring, registration. */
@NullMarked
package io.ostiary.runtime;

import org.jspecify.annotations.NullMarked;
