/** What annotations say of an application's methods. */
@NullMarked
package io.ostiary.application.declaration;

import org.jspecify.annotations.NullMarked;
