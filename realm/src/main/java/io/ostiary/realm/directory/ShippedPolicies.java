package io.ostiary.realm.directory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicyType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The managed policies that every installation has without having stored them, as {@code
 * arn:<partition>:iam::aws:policy/…}. Their documents lie beside this class, under {@code shipped};
 * {@code index.json} there gives each its id, which never changes, and its version, which goes up
 * with its document.
 */
final class ShippedPolicies {
  /** Their account, in ARNs. */
  static final String OWNER = "aws";

  private static final String DIRECTORY = "shipped/";

  private record Shipped(ManagedPolicy policy, PolicyVersion version) {

    ManagedPolicy in(String partition) {
      return new ManagedPolicy(
          policy.id(),
          OWNER,
          partition,
          policy.path(),
          policy.name(),
          policy.description(),
          policy.defaultVersionId(),
          policy.createdAt(),
          policy.updatedAt(),
          Map.of());
    }
  }

  private static final List<Shipped> ALL = read();
  private static final Map<String, Shipped> BY_ID = by(ManagedPolicy::id);
  private static final Map<String, Shipped> BY_NAME = by(ManagedPolicy::name);

  private ShippedPolicies() {}

  /** All of them, by name. */
  static List<ManagedPolicy> in(String partition) {
    return ALL.stream()
        .map(shipped -> shipped.in(partition))
        .sorted(Comparator.comparing(ManagedPolicy::name))
        .toList();
  }

  static @Nullable ManagedPolicy byArn(String arn, String partition) {
    ManagedPolicy named = in(partition, BY_NAME.get(arn.substring(arn.lastIndexOf('/') + 1)));
    return named != null && named.arn().equals(arn) ? named : null;
  }

  static @Nullable ManagedPolicy byId(String id, String partition) {
    return in(partition, BY_ID.get(id));
  }

  private static @Nullable ManagedPolicy in(String partition, @Nullable Shipped shipped) {
    return shipped == null ? null : shipped.in(partition);
  }

  /** The one version that a release of the product has of each. */
  static PolicyVersion version(ManagedPolicy policy) {
    Shipped shipped = BY_ID.get(policy.id());
    if (shipped == null) {
      throw new IllegalArgumentException(policy.arn() + " does not ship with the product");
    }
    return shipped.version;
  }

  private static Map<String, Shipped> by(Function<ManagedPolicy, String> key) {
    return ALL.stream()
        .collect(Collectors.toUnmodifiableMap(shipped -> key.apply(shipped.policy), s -> s));
  }

  private static List<Shipped> read() {
    try {
      List<Shipped> all = new ArrayList<>();
      for (JsonNode entry : new ObjectMapper().readTree(text("index.json"))) {
        all.add(read(entry));
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException("the policies that ship with the product are damaged", e);
    }
  }

  private static Shipped read(JsonNode entry) throws IOException {
    String id = entry.required("id").textValue();
    String name = entry.required("name").textValue();
    String versionId = entry.required("version").textValue();
    Instant updatedAt = Instant.parse(entry.required("updatedAt").textValue());
    ManagedPolicy policy =
        new ManagedPolicy(
            id,
            OWNER,
            "aws",
            "/",
            name,
            entry.required("description").textValue(),
            versionId,
            Instant.parse(entry.required("createdAt").textValue()),
            updatedAt,
            Map.of());
    Policy document = Policy.parse(text(name + ".json"), PolicyType.IDENTITY);
    return new Shipped(policy, new PolicyVersion(id, OWNER, versionId, document, updatedAt));
  }

  private static String text(String file) throws IOException {
    try (InputStream in = ShippedPolicies.class.getResourceAsStream(DIRECTORY + file)) {
      if (in == null) {
        throw new IOException(DIRECTORY + file + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
