/** Whether audit files are as they were written. */
@NullMarked
package io.ostiary.cli.audit;

import org.jspecify.annotations.NullMarked;
