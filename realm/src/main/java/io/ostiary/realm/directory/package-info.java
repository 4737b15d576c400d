/**
 * Who and what exists: accounts, users, access keys, policies; the snapshot and the commands that
 * change it.
 */
@NullMarked
package io.ostiary.realm.directory;

import org.jspecify.annotations.NullMarked;
