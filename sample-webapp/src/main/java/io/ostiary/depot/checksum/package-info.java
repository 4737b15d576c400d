/** The checksums that S3's clients send along with data and want back with it. */
@NullMarked
package io.ostiary.depot.checksum;

import org.jspecify.annotations.NullMarked;
