/** What an application writes on its classes and what it may ask about its callers. */
@NullMarked
package io.ostiary.application;

import org.jspecify.annotations.NullMarked;
