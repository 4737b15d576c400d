@NullMarked
package io.ostiary.depot.store;

import org.jspecify.annotations.NullMarked;
