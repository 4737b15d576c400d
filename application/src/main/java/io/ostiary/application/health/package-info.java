/** Readiness, where the server has MicroProfile Health. */
@NullMarked
package io.ostiary.application.health;

import org.jspecify.annotations.NullMarked;
