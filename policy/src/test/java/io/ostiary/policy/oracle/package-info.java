/**
 * A second, naive evaluator of policies, a generator of cases, and the comparison of the two with
 * the engine. The evaluator shares nothing with the engine but the text of the documents.
 */
@NullMarked
package io.ostiary.policy.oracle;

import org.jspecify.annotations.NullMarked;
