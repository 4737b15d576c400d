/** What an application's compiled classes say of its ways in. */
@NullMarked
package io.ostiary.cli.classes;

import org.jspecify.annotations.NullMarked;
