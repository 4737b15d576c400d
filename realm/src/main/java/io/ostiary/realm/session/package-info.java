/** Temporary credentials: who gets them, what they say, and when they end. */
@NullMarked
package io.ostiary.realm.session;

import org.jspecify.annotations.NullMarked;
