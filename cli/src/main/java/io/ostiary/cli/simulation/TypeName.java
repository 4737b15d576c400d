package io.ostiary.cli.simulation;

import io.ostiary.policy.document.PolicyType;
import java.util.List;

/** What answers, messages and options call the types of policies. */
public final class TypeName {
  private TypeName() {}

  public static String of(PolicyType type) {
    return switch (type) {
      case IDENTITY -> "identity";
      case RESOURCE -> "resource";
      case TRUST -> "trust";
      case PERMISSIONS_BOUNDARY -> "permissions-boundary";
      case SESSION -> "session";
      case SERVICE_CONTROL -> "service-control";
      case RESOURCE_CONTROL -> "resource-control";
    };
  }

  /** Reads such a name. */
  public static PolicyType parse(String name) {
    for (PolicyType type : PolicyType.values()) {
      if (of(type).equals(name)) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "`" + name + "` is no type of policy; write one of " + String.join(", ", all()));
  }

  private static List<String> all() {
    return java.util.Arrays.stream(PolicyType.values()).map(TypeName::of).toList();
  }
}
