/** Secrets: made, sealed, verified. They never leave this package; others get derived keys. */
@NullMarked
package io.ostiary.realm.credential;

import org.jspecify.annotations.NullMarked;
