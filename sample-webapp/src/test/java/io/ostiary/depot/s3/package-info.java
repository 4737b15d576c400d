@NullMarked
package io.ostiary.depot.s3;

import org.jspecify.annotations.NullMarked;
