/** From requests to routes, actions and resources, as the service definitions say. */
@NullMarked
package io.ostiary.filter.mapping;

import org.jspecify.annotations.NullMarked;
