/** The AWS Query protocol: form in, XML out. */
@NullMarked
package io.ostiary.endpoint.query;

import org.jspecify.annotations.NullMarked;
