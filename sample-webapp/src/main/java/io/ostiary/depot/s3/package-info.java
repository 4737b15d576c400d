/** S3's REST protocol, without its signatures: requests, operations, answers, errors. */
@NullMarked
package io.ostiary.depot.s3;

import org.jspecify.annotations.NullMarked;
