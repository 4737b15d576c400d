/**
 * Buckets and objects on disk.
 *
 * <p>What was acknowledged is on disk, and a crash at any moment leaves each object as it was
 * before or as it is after, never half. An object's bytes go to files that nothing names yet
 * (blobs); one metadata file names them, and it is renamed into place when everything is synced.
 * What no metadata file names is removed at the next start.
 *
 * <p>Metadata is kept in memory too, sorted as S3 lists it, and read back at start: about a
 * kilobyte for each object, so this store is made for up to some hundred thousand objects. Their
 * size does not matter; bytes are streamed.
 */
@NullMarked
package io.ostiary.depot.store;

import org.jspecify.annotations.NullMarked;
