/** Where the directory is kept: a port of few words, and the databases behind it. */
@NullMarked
package io.ostiary.realm.store;

import org.jspecify.annotations.NullMarked;
