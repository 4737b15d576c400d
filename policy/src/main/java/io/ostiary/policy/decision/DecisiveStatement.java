package io.ostiary.policy.decision;

import io.ostiary.policy.document.PolicyType;

/**
 * The statement that made a decision.
 *
 * @param policyId the policy as its {@link PolicySet.Source} names it
 * @param index the statement's place in the document, counted from 0
 * @param sid its Sid, empty if it has none
 * @param line where it begins in the document, counted from 1
 */
public record DecisiveStatement(
    PolicyType type, String policyId, int index, String sid, int line) {}
