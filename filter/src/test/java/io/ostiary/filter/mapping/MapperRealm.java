package io.ostiary.filter.mapping;

import io.ostiary.policy.decision.ApplicablePolicies;
import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.RequestContext.Values;
import io.ostiary.realm.Realm;
import io.ostiary.realm.RealmSettings;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A realm of its own, in account 111122223333, and callers authenticated by it. */
final class MapperRealm implements AutoCloseable {
  static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-21T10:00:00.5Z"));
  static final RequestMapper.Settings SETTINGS =
      new RequestMapper.Settings("aws", "eu-central-1", "111122223333", CLOCK);

  private static final Principal.User ANN =
      new Principal.User(
          "arn:aws:iam::111122223333:user/ann", "111122223333", "AIDAANNANNANNANNANNAN");

  private final Realm realm;

  MapperRealm(Path directory) {
    realm =
        Realm.open(
            new RealmSettings(
                directory,
                Optional.of("111122223333"),
                "aws",
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            CLOCK,
            new SecureRandom());
  }

  Realm realm() {
    return realm;
  }

  /** Ann, who has these identity policies. */
  AuthenticatedPrincipal ann(String... policies) {
    List<PolicySet.Source> sources =
        java.util.Arrays.stream(policies)
            .map(text -> new PolicySet.Source("p", Policy.parse(text, PolicyType.IDENTITY)))
            .toList();
    return new AuthenticatedPrincipal(
        ANN,
        ANN.id(),
        Optional.of("AKIAIOSFODNN7EXAMPLE"),
        ApplicablePolicies.of(PolicySet.of(sources), PolicySet.EMPTY),
        Map.of("aws:username", new Values(List.of("ann"), false)),
        realm.directory().snapshot());
  }

  @Override
  public void close() {
    realm.close();
  }
}
