@NullMarked
package io.ostiary.depot.checksum;

import org.jspecify.annotations.NullMarked;
