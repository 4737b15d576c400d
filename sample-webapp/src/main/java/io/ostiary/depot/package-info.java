/**
 * Depot, a small S3-compatible object store. It holds no security code: it answers whoever Ostiary
 * lets through.
 */
@NullMarked
package io.ostiary.depot;

import org.jspecify.annotations.NullMarked;
