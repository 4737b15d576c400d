/** Evidence in, an authenticated principal out. */
@NullMarked
package io.ostiary.realm.authentication;

import org.jspecify.annotations.NullMarked;
