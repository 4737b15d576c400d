/** What a running server is asked, signed as AWS's clients sign. */
@NullMarked
package io.ostiary.cli.remote;

import org.jspecify.annotations.NullMarked;
