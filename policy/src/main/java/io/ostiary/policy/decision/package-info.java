/** Policies and a request in, a decision with its reason out. */
@NullMarked
package io.ostiary.policy.decision;

import org.jspecify.annotations.NullMarked;
