/** The Security Token Service. */
@NullMarked
package io.ostiary.endpoint.sts;

import org.jspecify.annotations.NullMarked;
