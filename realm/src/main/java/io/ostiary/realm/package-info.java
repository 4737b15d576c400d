/** The realm put together: who exists, how they prove it, where that is kept. */
@NullMarked
package io.ostiary.realm;

import org.jspecify.annotations.NullMarked;
