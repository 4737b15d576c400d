package io.ostiary.cli.simulation;

import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.document.ActionPattern;
import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicySyntaxException;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.document.Statement;
import io.ostiary.policy.request.RequestContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Compiles policies, and keeps those that were asked for last: a stream of cases asks for the same
 * few again and again. For one thread.
 */
public final class PolicyShelf {
  /** What a compiled policy weighs however short its text is, in characters. */
  private static final int BASE_WEIGHT = 500;

  private static final long MAX_WEIGHT = 16_000_000;

  /** By type, and each policy's name and text. Lists, since a record's first hash is slow. */
  private final BoundedCache<List<String>, PolicySet> sets;

  /** By type and text. */
  private final BoundedCache<List<String>, Policy> policies;

  /** A shelf that takes a fair share of this memory. */
  public PolicyShelf(long memoryBytes) {
    long each = Math.min(MAX_WEIGHT, memoryBytes / 128);
    this.sets = new BoundedCache<>(each);
    this.policies = new BoundedCache<>(each);
  }

  /**
   * The policies compiled for deciding.
   *
   * @throws io.ostiary.cli.tree.MalformedException if one of them is broken
   */
  public PolicySet set(PolicyType type, List<PolicyDocument> documents) {
    if (documents.isEmpty()) {
      return PolicySet.EMPTY;
    }
    List<String> key = new ArrayList<>(1 + 2 * documents.size());
    key.add(type.name());
    long weight = BASE_WEIGHT;
    for (PolicyDocument document : documents) {
      key.add(document.name());
      key.add(document.text());
      weight += BASE_WEIGHT + document.text().length();
    }
    PolicySet set = sets.get(key);
    return set != null ? set : sets.put(key, compile(type, documents), weight);
  }

  private PolicySet compile(PolicyType type, List<PolicyDocument> documents) {
    List<PolicySet.Source> sources = new ArrayList<>(documents.size());
    for (PolicyDocument document : documents) {
      sources.add(new PolicySet.Source(document.name(), policy(type, document)));
    }
    return PolicySet.of(sources);
  }

  private Policy policy(PolicyType type, PolicyDocument document) {
    List<String> key = List.of(type.name(), document.text());
    Policy policy = policies.get(key);
    if (policy != null) {
      return policy;
    }
    try {
      return policies.put(
          key, Policy.parse(document.text(), type), BASE_WEIGHT + (long) document.text().length());
    } catch (PolicySyntaxException refusal) {
      throw document.refused(Policy.faults(document.text(), type));
    }
  }

  /**
   * Says whether the policy of a role is the trust policy that it looks like: its statements name
   * no resource, and no action but those of {@code sts}.
   */
  boolean isTrust(PolicyDocument document) {
    for (Statement statement : policy(PolicyType.RESOURCE, document).statements()) {
      if (statement.resources() != null) {
        return false;
      }
      for (ActionPattern pattern : statement.actions().patterns()) {
        if (!RequestContext.fold(pattern.text()).startsWith("sts:")) {
          return false;
        }
      }
    }
    return true;
  }
}
