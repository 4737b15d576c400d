/** What an application injects and observes. */
@NullMarked
package io.ostiary.application.cdi;

import org.jspecify.annotations.NullMarked;
