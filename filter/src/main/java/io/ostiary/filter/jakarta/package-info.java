/**
 * The Jakarta Security authentication mechanism; alone here, so that plain Tomcat never loads
 * Security types.
 */
@NullMarked
package io.ostiary.filter.jakarta;

import org.jspecify.annotations.NullMarked;
