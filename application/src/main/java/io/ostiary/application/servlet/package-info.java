/** Annotations on servlets, held after the server has chosen one. */
@NullMarked
package io.ostiary.application.servlet;

import org.jspecify.annotations.NullMarked;
