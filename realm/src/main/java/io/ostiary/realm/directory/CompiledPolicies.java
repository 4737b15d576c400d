package io.ostiary.realm.directory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.decision.PolicySet.Source;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The compiled form of sets of policies, each set compiled once and shared by all to whom it
 * applies and by all snapshots in which it does. Bounded by the text that it stands for.
 */
final class CompiledPolicies {
  private static final long MOST_CHARACTERS = 64L << 20;

  /** A policy's version, and how decisions cite it. */
  record Version(String versionId, Source source) {}

  private record Compiled(PolicySet set, int characters) {}

  private final Cache<List<String>, Compiled> sets =
      Caffeine.newBuilder()
          .maximumWeight(MOST_CHARACTERS)
          .weigher((List<String> ids, Compiled compiled) -> compiled.characters)
          .build();

  /** The set of some versions, in whatever order and however often they come. */
  PolicySet of(List<Version> versions) {
    if (versions.isEmpty()) {
      return PolicySet.EMPTY;
    }
    Map<String, Version> sorted = new TreeMap<>();
    versions.forEach(version -> sorted.put(version.versionId(), version));
    return sets.get(List.copyOf(sorted.keySet()), unknown -> compile(sorted.values())).set;
  }

  private static Compiled compile(Collection<Version> versions) {
    List<Source> sources = versions.stream().map(Version::source).toList();
    int characters = sources.stream().mapToInt(source -> source.policy().text().length()).sum();
    return new Compiled(PolicySet.of(sources), characters);
  }
}
