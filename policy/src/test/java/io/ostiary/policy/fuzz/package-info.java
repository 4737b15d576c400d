/**
 * What has to hold of any input whatever: each {@code …Fuzz} is a target for Jazzer, and {@link
 * io.ostiary.policy.fuzz.FuzzSeedsTest} runs all of them on seeds in every build.
 */
package io.ostiary.policy.fuzz;
