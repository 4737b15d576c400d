@NullMarked
package io.ostiary.depot;

import org.jspecify.annotations.NullMarked;
