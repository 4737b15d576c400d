/** The IAM web service. */
@NullMarked
package io.ostiary.endpoint.iam;

import org.jspecify.annotations.NullMarked;
