/** Services over the AWS JSON protocol: one JSON document in, one out. */
@NullMarked
package io.ostiary.endpoint.json;

import org.jspecify.annotations.NullMarked;
