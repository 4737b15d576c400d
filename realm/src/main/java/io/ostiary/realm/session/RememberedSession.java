package io.ostiary.realm.session;

import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.decision.PolicySet.Source;
import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.realm.authentication.OpenSession;
import io.ostiary.realm.authentication.Session;
import io.ostiary.realm.authentication.SigningKeys;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.ManagedPolicy;
import io.ostiary.realm.directory.PolicyVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session whose token was opened, with its policies once they were asked for. Safe for any number
 * of threads.
 */
final class RememberedSession implements OpenSession {
  private static final String INLINE = "session policy";

  /** Policies passed by ARN, as they were at some time, and what they and the others came to. */
  private record Compiled(List<PolicyVersion> managed, PolicySet set) {}

  private final Session session;
  private final String keyId;
  private final boolean ownKey;
  private final SigningKeys signingKeys;
  private final List<String> endings;

  /** Two threads may both make it, and it is the same. */
  private volatile @Nullable Compiled compiled;

  /**
   * Remembers a session.
   *
   * @param ownKey whether its token is sealed under a key of this node's own, which lasts as long
   *     as the node
   */
  RememberedSession(Session session, String keyId, boolean ownKey, SigningKeys signingKeys) {
    this.session = session;
    this.keyId = keyId;
    this.ownKey = ownKey;
    this.signingKeys = signingKeys;
    this.endings = session.chain().origin().endings();
  }

  @Override
  public Session session() {
    return session;
  }

  @Override
  public boolean isUnderKeyOf(Directory directory) {
    return ownKey || directory.sessionKey(keyId).isPresent();
  }

  @Override
  public SigningKeys signingKeys() {
    return signingKeys;
  }

  @Override
  public List<String> endings() {
    return endings;
  }

  @Override
  public @Nullable PolicySet policies(Directory directory) {
    if (session.policy().isEmpty() && session.policyArns().isEmpty()) {
      return null;
    }
    List<PolicyVersion> managed = new ArrayList<>(session.policyArns().size());
    for (String arn : session.policyArns()) {
      directory
          .managedPolicy(arn)
          // One that was made later under the same name is another policy.
          .filter(policy -> !policy.createdAt().isAfter(session.issuedAt()))
          .map(directory::defaultVersion)
          .ifPresent(managed::add);
    }
    Compiled known = compiled;
    if (known == null || !known.managed.equals(managed)) {
      known = new Compiled(managed, compile(directory, managed));
      compiled = known;
    }
    return known.set;
  }

  private PolicySet compile(Directory directory, List<PolicyVersion> managed) {
    List<Source> sources = new ArrayList<>();
    session
        .policy()
        .ifPresent(text -> sources.add(new Source(INLINE, Policy.parse(text, PolicyType.SESSION))));
    for (PolicyVersion version : managed) {
      Policy asSessionPolicy = Policy.parse(version.policy().text(), PolicyType.SESSION);
      sources.add(new Source(cited(directory, version), asSessionPolicy));
    }
    return PolicySet.of(sources);
  }

  private String cited(Directory directory, PolicyVersion version) {
    return session.policyArns().stream()
        .filter(
            arn ->
                directory
                    .managedPolicy(arn)
                    .map(ManagedPolicy::id)
                    .equals(Optional.of(version.policyId())))
        .findFirst()
        .orElse(version.policyId());
  }
}
