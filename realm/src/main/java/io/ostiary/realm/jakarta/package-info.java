/** The Jakarta Security side: identity store, credential, caller principal. */
@NullMarked
package io.ostiary.realm.jakarta;

import org.jspecify.annotations.NullMarked;
