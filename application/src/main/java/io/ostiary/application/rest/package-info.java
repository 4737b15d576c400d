/** Annotations on Jakarta REST resources, held after the framework has chosen a method. */
@NullMarked
package io.ostiary.application.rest;

import org.jspecify.annotations.NullMarked;
