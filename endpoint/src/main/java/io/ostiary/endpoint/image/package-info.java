/** What is drawn. */
@NullMarked
package io.ostiary.endpoint.image;

import org.jspecify.annotations.NullMarked;
