package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.OperationException;
import io.ostiary.policy.decision.DecisiveStatement;
import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.Identity;
import io.ostiary.realm.directory.InlinePolicy;
import io.ostiary.realm.directory.ManagedPolicy;
import io.ostiary.realm.directory.PolicyRefusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Policies of one layer of a simulation, with the names by which an answer cites them. */
final class CitedPolicies {
  private final PolicyType type;
  private final List<PolicySet.Source> sources = new ArrayList<>();
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, Policy> originals = new HashMap<>();

  CitedPolicies(PolicyType type) {
    this.type = type;
  }

  /** Adds what is attached to an identity itself. */
  CitedPolicies addAttachedTo(Identity identity, Directory directory) {
    for (InlinePolicy inline : directory.inlinePolicies(identity)) {
      String name = "%s_%s_%s".formatted(identity.kind().word(), identity.name(), inline.name());
      add(name, inline.policy());
    }
    for (ManagedPolicy managed : directory.attachedPolicies(identity)) {
      add(managed.name(), directory.defaultVersion(managed).policy());
    }
    return this;
  }

  /**
   * Adds the policies of a parameter, cited as {@code PolicyInputList.1} and so on.
   *
   * @throws OperationException if one is malformed
   */
  CitedPolicies addAll(String parameter, List<String> texts) {
    for (int i = 0; i < texts.size(); i++) {
      String name = parameter + '.' + (i + 1);
      add(name, parse(name, texts.get(i), type));
    }
    return this;
  }

  /** Adds a policy under a name, which need not be its alone. */
  CitedPolicies add(String name, Policy policy) {
    return add(name, policy, policy);
  }

  /**
   * Adds a policy that decides otherwise than its text reads, as one does whose principals are held
   * to their ids.
   *
   * @param original whose statements are cited
   */
  CitedPolicies add(String name, Policy policy, Policy original) {
    String id = "%06d".formatted(sources.size()); // in the order of ids statements are cited
    names.put(id, name);
    originals.put(id, original);
    sources.add(new PolicySet.Source(id, policy));
    return this;
  }

  /** Reads a policy of a parameter. */
  static Policy parse(String parameter, String text, PolicyType type) {
    PolicyRefusal.message(text, type)
        .ifPresent(
            message -> {
              throw Refusals.invalid("%s: %s".formatted(parameter, message));
            });
    return Policy.parse(text, type);
  }

  PolicySet compiled() {
    return PolicySet.of(sources);
  }

  /** The policies as they were given. */
  List<Policy> originals() {
    return sources.stream().map(PolicySet.Source::policy).toList();
  }

  int statements() {
    return sources.stream().mapToInt(source -> source.policy().statements().size()).sum();
  }

  /** How an answer cites a statement of these. */
  MatchedStatement cite(DecisiveStatement statement) {
    String id = statement.policyId();
    Policy policy = Objects.requireNonNull(originals.get(id));
    return new MatchedStatement(
        Objects.requireNonNull(names.get(id)),
        statement.type(),
        policy.statements().get(statement.index()).extent());
  }
}
